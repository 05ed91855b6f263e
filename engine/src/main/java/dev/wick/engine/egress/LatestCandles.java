package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import java.util.Arrays;

/**
 * The newest open candle per series that some subscriber was not sent because it is behind. A subscriber that is behind
 * is sent no open candle at all, so whatever newer one there is, is here. Egress thread; allocates once per series.
 */
final class LatestCandles {
    private Candle[] bySeries = new Candle[64];

    /** Keeps a copy. */
    void remember(final Candle candle) {
        final int id = candle.seriesId;
        if (id >= bySeries.length) {
            bySeries = Arrays.copyOf(bySeries, Math.max(id + 1, 2 * bySeries.length));
        }
        if (bySeries[id] == null) {
            bySeries[id] = new Candle();
        }
        bySeries[id].copyFrom(candle);
    }

    /** Forgets a candle that a closed one has made worthless. */
    void passed(final Candle closed) {
        final Candle latest = newest(closed.seriesId);
        if (latest != null && latest.openTimeMs <= closed.openTimeMs) {
            latest.clear();
        }
    }

    /** The newest one, null if there is none that is worth sending. */
    Candle newest(final int seriesId) {
        final Candle latest = seriesId < bySeries.length ? bySeries[seriesId] : null;
        return latest == null || latest.seriesId < 0 ? null : latest;
    }
}
