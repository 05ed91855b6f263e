package dev.wick.adapters.binance;

import dev.wick.adapters.feed.Series;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One message that asks for streams, or asks for no more of them.
 *
 * @param id by which the exchange answers
 * @param subscribes or unsubscribes
 * @param series what it is about
 * @param text the message
 */
record BinanceRequest(long id, boolean subscribes, List<Series> series, String text) {
    /** Binance recommends no more; a list of 1024 in one message is cut off by some gateways. */
    private static final int MAX_STREAMS = 200;

    private static final int MAX_BYTES = 4_000;

    /** Splits a wish into as many messages as it takes, numbered from {@code firstId}. */
    static List<BinanceRequest> of(final boolean subscribes, final List<Series> series, final long firstId) {
        final List<BinanceRequest> requests = new ArrayList<>();
        List<Series> part = new ArrayList<>();
        StringBuilder params = new StringBuilder();
        int bytes = 0;
        for (final Series one : series) {
            final String param = quote(stream(one));
            final int size = param.getBytes(StandardCharsets.UTF_8).length + 1;
            if (part.size() == MAX_STREAMS || (!part.isEmpty() && bytes + size > MAX_BYTES)) {
                requests.add(of(firstId + requests.size(), subscribes, part, params));
                part = new ArrayList<>();
                params = new StringBuilder();
                bytes = 0;
            }
            params.append(part.isEmpty() ? "" : ",").append(param);
            part.add(one);
            bytes += size;
        }
        if (!part.isEmpty()) {
            requests.add(of(firstId + requests.size(), subscribes, part, params));
        }
        return requests;
    }

    /** A series' name on the wire: {@code btcusdt@kline_1m}; in upper case it would be accepted and never deliver. */
    static String stream(final Series series) {
        return series.symbol().toLowerCase(Locale.ROOT) + "@kline_"
                + series.interval().text();
    }

    private static BinanceRequest of(
            final long id, final boolean subscribes, final List<Series> series, final StringBuilder params) {
        final String method = subscribes ? "SUBSCRIBE" : "UNSUBSCRIBE";
        return new BinanceRequest(
                id,
                subscribes,
                List.copyOf(series),
                "{\"method\":\"" + method + "\",\"params\":[" + params + "],\"id\":" + id + "}");
    }

    /** Symbols come from users: whatever they wrote must not break the message for the others in it. */
    private static String quote(final String text) {
        final StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
