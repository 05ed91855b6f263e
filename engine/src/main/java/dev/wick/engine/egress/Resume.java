package dev.wick.engine.egress;

import java.util.Locale;
import java.util.Map;

/**
 * What of the past a subscription asks for, before it goes live. Immutable.
 *
 * @param snapshot how many of the newest closed candles; 0 for none
 * @param all what was received last of every series; null if nothing is said for all
 * @param bySymbol what was received last of single series, by the symbol as the subscriber wrote it
 */
public record Resume(int snapshot, Since all, Map<String, Since> bySymbol) {
    /** Nothing: straight to the live candles. */
    public static final Resume NONE = new Resume(0, null, Map.of());

    /** Where to go on with a series, exactly as its symbol was written, else in any case; null if nothing is said of it. */
    Since since(final String symbol) {
        if (all != null || bySymbol.isEmpty()) {
            return all;
        }
        final Since exact = bySymbol.get(symbol);
        if (exact != null) {
            return exact;
        }
        for (final Map.Entry<String, Since> entry : bySymbol.entrySet()) {
            if (entry.getKey().equalsIgnoreCase(symbol)) {
                return entry.getValue();
            }
        }
        return null;
    }

    /**
     * What is wrong with it, as far as its words alone do not tell; null if nothing is.
     *
     * @param capacity how many closed candles of a series are kept
     * @param nowMs UTC ms
     * @param futureLimitMs how far ahead of our clock a candle may open that is believed, ms
     */
    ErrorReply problem(final int capacity, final long nowMs, final long futureLimitMs) {
        if (snapshot > capacity) {
            return ErrorReply.of(
                    "bad_field",
                    "\"snapshot\" is " + snapshot + "; at most " + capacity + " closed candles of a series are kept");
        }
        if (all != null && all.openTimeMs() > nowMs + futureLimitMs) {
            return ahead("", all, nowMs);
        }
        for (final Map.Entry<String, Since> entry : bySymbol.entrySet()) {
            if (entry.getValue().openTimeMs() > nowMs + futureLimitMs) {
                return ahead(" of " + entry.getKey(), entry.getValue(), nowMs);
            }
        }
        return null;
    }

    private static ErrorReply ahead(final String whose, final Since since, final long nowMs) {
        return ErrorReply.of(
                "bad_since",
                String.format(
                        Locale.ROOT,
                        "\"since\"%s is %d, which lies in the future (now: %d); it is the open time, UTC ms, of the closed "
                                + "candle that you received last",
                        whose,
                        since.openTimeMs(),
                        nowMs));
    }
}
