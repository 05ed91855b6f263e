package dev.wick.engine.egress;

import org.agrona.collections.IntArrayQueue;
import org.agrona.collections.IntHashSet;

/**
 * The series of which a subscriber that is behind was left out open candles, first the one that it has waited for the longest.
 * Egress thread; allocates only to grow.
 */
final class LeftOut {
    private final IntHashSet series = new IntHashSet(Session.NO_SERIES);
    /** May name a series that was removed since, but each of {@link #series}. */
    private final IntArrayQueue inOrder = new IntArrayQueue(Session.NO_SERIES);

    private boolean isBehind;

    /** Whether open candles were left out, and {@link #next} has not yet said that all of them are made good. */
    boolean isBehind() {
        return isBehind;
    }

    /** An open candle of a series was left out. */
    void add(final int seriesId) {
        isBehind = true;
        if (series.add(seriesId)) {
            inOrder.addInt(seriesId);
        }
    }

    /** The subscriber waits for this series no more. */
    void remove(final int seriesId) {
        series.remove(seriesId);
    }

    /** Takes the series that it has waited for the longest; {@link Session#NO_SERIES} if there is none: not behind any more. */
    int next() {
        while (!inOrder.isEmpty()) {
            final int next = inOrder.pollInt();
            if (series.remove(next)) {
                return next;
            }
        }
        isBehind = false;
        return Session.NO_SERIES;
    }
}
