package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import java.util.Arrays;

/**
 * The newest open candle of each series that has subscribers: for those that were not sent it because they are behind, and
 * for those that come later. Egress thread; allocates once per series.
 */
final class LatestCandles {
    private Candle[] bySeries = new Candle[64];

    /**
     * Keeps a candle, which is newer than what is kept of its series.
     *
     * @return another object for the caller to use instead
     */
    Candle keep(final Candle candle) {
        final int id = candle.seriesId;
        if (id >= bySeries.length) {
            bySeries = Arrays.copyOf(bySeries, Math.max(id + 1, 2 * bySeries.length));
        }
        final Candle older = bySeries[id];
        bySeries[id] = candle;
        return older == null ? new Candle() : older;
    }

    /** Forgets a candle that a closed one has made worthless. */
    void passed(final Candle closed) {
        final Candle latest = newest(closed.seriesId);
        if (latest != null && latest.openTimeMs <= closed.openTimeMs) {
            latest.clear();
        }
    }

    /** Forgets what is kept of a series: nobody subscribes to it any more, and it will be out of date. */
    void forget(final int seriesId) {
        final Candle latest = newest(seriesId);
        if (latest != null) {
            latest.clear();
        }
    }

    /** The newest one, null if there is none that is worth sending. */
    Candle newest(final int seriesId) {
        final Candle latest = seriesId < bySeries.length ? bySeries[seriesId] : null;
        return latest == null || latest.seriesId < 0 ? null : latest;
    }
}
