package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;

/**
 * The last open candle of a series and its last closed ones, longer than any window: so that the clock can close what was
 * last seen, and that REST, which confirms such closes when it can, is compared with what was published. Preallocated. The
 * pipeline's thread.
 */
final class NewestCandles {
    /** How many closed candles are kept; whoever has them confirmed late, has them confirmed in larger lots. */
    static final int CLOSED_KEPT = 32;

    private final Candle open = new Candle();
    private final Candle[] closed = new Candle[CLOSED_KEPT];
    private int next;

    NewestCandles() {
        for (int i = 0; i < CLOSED_KEPT; i++) {
            closed[i] = new Candle();
        }
    }

    /** Keeps a copy of what was accepted. */
    void put(final Candle candle) {
        if (!candle.closed) {
            open.copyFrom(candle);
            return;
        }
        final Candle known = closed(candle.openTimeMs);
        if (known != null) {
            known.copyFrom(candle);
        } else {
            closed[next].copyFrom(candle);
            next = (next + 1) % CLOSED_KEPT;
        }
    }

    /** The closed candle of an open time, null if it is not among those kept. Not to be changed. */
    Candle closed(final long openTimeMs) {
        for (final Candle candle : closed) {
            if (candle.openTimeMs == openTimeMs) {
                return candle;
            }
        }
        return null;
    }

    /** The last open candle if it is of this open time, else null. Not to be changed. */
    Candle open(final long openTimeMs) {
        return open.openTimeMs == openTimeMs ? open : null;
    }
}
