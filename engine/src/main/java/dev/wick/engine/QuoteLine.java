package dev.wick.engine;

import java.time.Instant;
import java.util.Map;

/** One quote of the feed as one line for people. */
final class QuoteLine {
    private QuoteLine() {}

    /** The line; shorter names, same numbers. */
    static String of(final Map<String, Object> quote) {
        final Instant openTime = Instant.ofEpochMilli(((Number) quote.get("open_time")).longValue());
        return openTime + " " + quote.get("symbol") + " " + quote.get("interval") + " o=" + quote.get("open") + " h="
                + quote.get("high") + " l=" + quote.get("low") + " c=" + quote.get("close") + " v="
                + quote.get("volume") + " n=" + quote.get("trade_num")
                + (isClosed(quote) ? " closed (" + quote.get("finality") + ")" : " open");
    }

    static boolean isClosed(final Map<String, Object> quote) {
        return Boolean.TRUE.equals(quote.get("is_closed_candle"));
    }
}
