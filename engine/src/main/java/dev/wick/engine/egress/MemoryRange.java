package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.history.SeriesHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.collections.Long2LongHashMap;

/**
 * What memory knows of one series from an open time on, at one moment: the newest revision of each, in order, and what is
 * proven to be empty. Egress thread.
 */
final class MemoryRange {
    private final List<Candle> rows = new ArrayList<>();
    private int nextRow;
    private long completeFromMs = Long.MAX_VALUE;
    private long provenToMs = Candle.NONE;
    private long newestMs = Candle.NONE;

    /**
     * Looks.
     *
     * @param history null if nothing was ever heard of the series
     * @param fromMs first open time, UTC ms
     * @param limit how many candles at most
     */
    MemoryRange(final SeriesHistory history, final long fromMs, final int limit) {
        if (history == null || history.completeFromMs() == Candle.NONE) {
            return;
        }
        // In this order: the history says why.
        final long completeBefore = history.completeFromMs();
        provenToMs = history.provenToMs();
        final long[] openTimes = read(history, newest(history, fromMs), limit);
        if (openTimes.length > limit) {
            // What follows the last row is not known here.
            provenToMs = Math.min(provenToMs, openTimes[limit - 1]);
        }
        completeFromMs = Math.max(completeBefore, history.completeFromMs());
    }

    /** The position of the newest revision of each open time. */
    private Long2LongHashMap newest(final SeriesHistory history, final long fromMs) {
        final Long2LongHashMap positions = new Long2LongHashMap(SeriesHistory.NOWHERE);
        final Candle entry = new Candle();
        for (long position = history.end() - 1; position >= history.begin(); position--) {
            if (!history.read(position, entry)) {
                break;
            }
            newestMs = Math.max(newestMs, entry.openTimeMs);
            if (entry.openTimeMs >= fromMs && !positions.containsKey(entry.openTimeMs)) {
                positions.put(entry.openTimeMs, position);
            }
        }
        return positions;
    }

    private long[] read(final SeriesHistory history, final Long2LongHashMap positions, final int limit) {
        final long[] openTimes = new long[positions.size()];
        int count = 0;
        final Long2LongHashMap.KeyIterator keys = positions.keySet().iterator();
        while (keys.hasNext()) {
            openTimes[count++] = keys.nextValue();
        }
        Arrays.sort(openTimes);
        for (int i = 0; i < openTimes.length && i < limit; i++) {
            final Candle row = new Candle();
            if (history.read(positions.get(openTimes[i]), row)) {
                rows.add(row);
            }
        }
        return openTimes;
    }

    /** Whether anything is known of the series. */
    boolean isEmpty() {
        return completeFromMs == Long.MAX_VALUE;
    }

    /** From which open time on all is known but what is missing, UTC ms; {@link Long#MAX_VALUE} if nothing is. */
    long completeFromMs() {
        return completeFromMs;
    }

    /** The last open time of which memory has or knows something, UTC ms; {@link Candle#NONE} if there is none. */
    long knownToMs() {
        return isEmpty() ? Candle.NONE : Math.max(newestMs, provenToMs);
    }

    /** The candle of an open time, null if it is not here. Ask in rising order. */
    Candle at(final long openTimeMs) {
        final long nextMs = nextFrom(openTimeMs);
        return nextMs == openTimeMs ? rows.get(nextRow) : null;
    }

    /** The open time of the next candle at or after this one, UTC ms; {@link Long#MAX_VALUE} if none is known. Rising order. */
    long nextFrom(final long openTimeMs) {
        while (nextRow < rows.size() && rows.get(nextRow).openTimeMs < openTimeMs) {
            nextRow++;
        }
        return nextRow < rows.size() ? rows.get(nextRow).openTimeMs : Long.MAX_VALUE;
    }

    /** Whether an open time that is not here is proven not to exist. */
    boolean isEmptyAt(final long openTimeMs) {
        return openTimeMs >= completeFromMs && openTimeMs <= provenToMs;
    }

    /** Up to which open time that holds, UTC ms. */
    long provenToMs() {
        return provenToMs;
    }
}
