package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.history.SeriesHistory;
import java.util.Arrays;

/**
 * How far each series' closed candles have come through the closed queue: what lies before is history for who joins, all else
 * comes to him live. Egress thread; allocates only to grow.
 */
final class Progress {
    private static final long NOTHING = Long.MIN_VALUE;

    private long[] processed = new long[0];

    /** A closed candle was taken from the queue, and goes to the live subscribers now. */
    void passed(final Candle closed) {
        if (closed.position == Candle.NONE) {
            return;
        }
        final int id = closed.seriesId;
        if (id >= processed.length) {
            final int before = processed.length;
            processed = Arrays.copyOf(processed, Math.max(id + 1, Math.max(64, 2 * before)));
            Arrays.fill(processed, before, processed.length, NOTHING);
        }
        processed[id] = closed.position + 1;
    }

    /** The position of the first closed candle that is still to come; of a history that is settled. */
    long processed(final SeriesHistory history) {
        final int id = history.series().id();
        final long known = id < processed.length ? processed[id] : NOTHING;
        return known == NOTHING ? history.liveFrom() : known;
    }
}
