package dev.wick.engine;

import java.util.List;

/** Writes messages about series. Stateless. */
final class Subscription {
    private Subscription() {}

    /** The message; a null market means the exchange's default. */
    static String message(
            final String exchange, final String market, final String interval, final List<String> symbols) {
        return message("subscribe", exchange, market, interval, symbols);
    }

    /** The same for any operation on series. */
    static String message(
            final String op,
            final String exchange,
            final String market,
            final String interval,
            final List<String> symbols) {
        final StringBuilder text = new StringBuilder("{\"op\":")
                .append(quoted(op))
                .append(",\"id\":1,\"exchange\":")
                .append(quoted(exchange));
        if (market != null) {
            text.append(",\"contract_type\":").append(quoted(market));
        }
        text.append(",\"interval\":").append(quoted(interval)).append(",\"symbols\":[");
        for (int i = 0; i < symbols.size(); i++) {
            text.append(i == 0 ? "" : ",").append(quoted(symbols.get(i)));
        }
        return text.append("]}").toString();
    }

    /** A text as a JSON string. */
    static String quoted(final String text) {
        final StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
