package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;

/**
 * Hands one connection's candles on, and notes for each series when the last one came.
 *
 * <p>Written by the leg's thread alone, read by the supervisor's. Allocates only when a series delivers that never did on this
 * connection, and then rarely. A candle is noted before it is handed on: a full engine is not the exchange's silence.
 */
final class LegSink implements CandleSink {
    /** The answer for what has not come yet. */
    static final long NEVER = 0;

    private static final VarHandle TIMES = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle IDS = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle LAST;
    private static final VarHandle NEWEST;
    private static final int FIRST_SLOTS = 64;

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            LAST = lookup.findVarHandle(LegSink.class, "lastCandleMs", long.class);
            NEWEST = lookup.findVarHandle(LegSink.class, "newestExchangeTimeMs", long.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Open addressing; an id is stored plus one, so that 0 is a free slot. */
    private static final class Board {
        final int[] ids;
        final long[] times;

        Board(final int slots) {
            ids = new int[slots];
            times = new long[slots];
        }

        /** The slot of the id, or the free one where it belongs. */
        int slot(final int seriesId) {
            final int mask = ids.length - 1;
            int slot = seriesId & mask;
            int held = (int) IDS.getAcquire(ids, slot);
            while (held != 0 && held != seriesId + 1) {
                slot = (slot + 1) & mask;
                held = (int) IDS.getAcquire(ids, slot);
            }
            return slot;
        }
    }

    private final CandleSink next;
    private volatile Board board = new Board(FIRST_SLOTS);
    private int series;
    private long lastCandleMs = NEVER;
    private long newestExchangeTimeMs = NEVER;

    LegSink(final CandleSink next) {
        this.next = next;
    }

    /** Notes the candle and hands it on; the leg's thread. */
    @Override
    public void onCandle(final Candle candle) {
        final long receivedMs = TimeUnit.NANOSECONDS.toMillis(candle.receivedTimeNs);
        note(candle.seriesId, receivedMs);
        if (receivedMs > lastCandleMs) {
            LAST.setOpaque(this, receivedMs);
        }
        final long exchangeMs = candle.eventTimeMs == Candle.NONE ? candle.openTimeMs : candle.eventTimeMs;
        if (exchangeMs > newestExchangeTimeMs) {
            NEWEST.setOpaque(this, exchangeMs);
        }
        next.onCandle(candle);
    }

    @Override
    public void onReadEnd() {
        next.onReadEnd();
    }

    private void note(final int seriesId, final long receivedMs) {
        Board current = board;
        int slot = current.slot(seriesId);
        if (current.ids[slot] == 0) {
            if (2 * (series + 1) > current.ids.length) {
                current = grown(current);
                slot = current.slot(seriesId);
            }
            series++;
            TIMES.setOpaque(current.times, slot, receivedMs);
            IDS.setRelease(current.ids, slot, seriesId + 1);
            return;
        }
        TIMES.setOpaque(current.times, slot, receivedMs);
    }

    private Board grown(final Board old) {
        final Board bigger = new Board(2 * old.ids.length);
        for (int i = 0; i < old.ids.length; i++) {
            if (old.ids[i] != 0) {
                final int slot = bigger.slot(old.ids[i] - 1);
                bigger.ids[slot] = old.ids[i];
                bigger.times[slot] = old.times[i];
            }
        }
        board = bigger;
        return bigger;
    }

    /** When the series' last candle was received on this connection, UTC ms, or {@link #NEVER}; any thread. */
    long lastCandleMs(final int seriesId) {
        final Board current = board;
        final int slot = current.slot(seriesId);
        // Looked at again: what was free a moment ago may be another series' by now.
        return (int) IDS.getAcquire(current.ids, slot) == seriesId + 1
                ? (long) TIMES.getOpaque(current.times, slot)
                : NEVER;
    }

    /** When any series' last candle was received on this connection, UTC ms, or {@link #NEVER}; any thread. */
    long lastCandleMs() {
        return (long) LAST.getOpaque(this);
    }

    /** The newest event time, else open time, of all candles, UTC ms by the exchange, or {@link #NEVER}; any thread. */
    long newestExchangeTimeMs() {
        return (long) NEWEST.getOpaque(this);
    }
}
