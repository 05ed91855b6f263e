package dev.wick.adapters.hyperliquid;

import dev.wick.adapters.text.JsonString;

/** Names a subscription by what asks for it, so that request, answer and error lead to the same name. Stateless. */
final class HyperTopic {
    private HyperTopic() {}

    /**
     * {@code {"type":"candle","coin":"BTC","interval":"1m"}}, whatever the order in which the exchange echoes it.
     *
     * @param coin its name on the wire
     * @param interval likewise
     */
    static String of(final String coin, final String interval) {
        return "{\"type\":\"candle\",\"coin\":" + JsonString.quote(coin) + ",\"interval\":" + JsonString.quote(interval)
                + "}";
    }
}
