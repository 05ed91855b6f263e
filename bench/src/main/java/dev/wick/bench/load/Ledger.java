package dev.wick.bench.load;

import java.util.Arrays;

/**
 * What one subscriber has had of its series. Every closed candle, in order, exactly once: that is, each follows the last one right
 * away. Open candles never backwards, and none of a bar that is closed. One thread; allocates nothing.
 */
final class Ledger {
    private static final int NOT_HERS = -1;

    /** Where a series has its place; shared by all with the same series. */
    private final int[] placeOf;

    private final long[] lastClosedMs;
    private final long[] lastOpenMs;
    private final long[] lastOpenCount;

    /**
     * An empty ledger of a subscriber from the first bar on.
     *
     * @param placeOf by series id, from {@link #places}
     * @param series how many there are
     */
    Ledger(final int[] placeOf, final int series) {
        this.placeOf = placeOf;
        lastClosedMs = new long[series];
        lastOpenMs = new long[series];
        lastOpenCount = new long[series];
        Arrays.fill(lastClosedMs, Market.FIRST_OPEN_MS - Market.BAR_MS);
    }

    /** The places of series, by id. */
    static int[] places(final int[] seriesIds) {
        final int[] places = new int[Arrays.stream(seriesIds).max().orElse(0) + 1];
        Arrays.fill(places, NOT_HERS);
        for (int i = 0; i < seriesIds.length; i++) {
            places[seriesIds[i]] = i;
        }
        return places;
    }

    /** Enters a quote. Null if it is right, else what is wrong. */
    String enter(final Quote quote) {
        final int place = quote.seriesId < placeOf.length ? placeOf[quote.seriesId] : NOT_HERS;
        if (place == NOT_HERS) {
            return "a quote of a series that was not asked for";
        }
        return quote.isClosed ? enterClosed(quote, place) : enterOpen(quote, place);
    }

    private String enterClosed(final Quote quote, final int place) {
        final long expectedMs = lastClosedMs[place] + Market.BAR_MS;
        lastClosedMs[place] = quote.openTimeMs;
        if (quote.openTimeMs == expectedMs) {
            return null;
        }
        return quote.openTimeMs < expectedMs ? "a closed candle twice" : "a closed candle is missing before this one";
    }

    private String enterOpen(final Quote quote, final int place) {
        if (quote.openTimeMs <= lastClosedMs[place]) {
            return "an open candle after its close";
        }
        if (quote.openTimeMs < lastOpenMs[place] || quote.count <= lastOpenCount[place]) {
            return "an open candle backwards";
        }
        lastOpenMs[place] = quote.openTimeMs;
        lastOpenCount[place] = quote.count;
        return null;
    }
}
