package dev.wick.engine.pipeline;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * Copies candles into the ring. Stateless, hence for any thread; a full ring makes that thread wait, which is how
 * back-pressure reaches the exchange's socket.
 */
public final class Publisher implements CandleSink {
    private static final long NOT_CLAIMED = -1;
    private static final long PARK_NS = 50_000;

    private final Ring ring;

    public Publisher(final Ring ring) {
        this.ring = ring;
    }

    /** Publishes a copy, or gives up as {@link #publish} does; the ring counts what was given up. */
    @Override
    public void onCandle(final Candle candle) {
        publish(candle);
    }

    /**
     * Publishes a copy; waits while the ring is full.
     *
     * @return false if the engine is closing and the ring is full: the candle was not taken
     */
    public boolean publish(final Candle candle) {
        return publishAs(RingSlot.Kind.CANDLE, candle);
    }

    /**
     * Publishes a copy of the newest bar that REST has of a series, forming or not: it goes on to the subscribers if it has
     * traded and the stream has not brought that yet, and {@link GapListener#onProbed} hears which of the two it was.
     *
     * @return false if the engine is closing and the ring is full
     */
    public boolean publishProbe(final Candle newest) {
        return publishAs(RingSlot.Kind.PROBE, newest);
    }

    private boolean publishAs(final RingSlot.Kind kind, final Candle candle) {
        Objects.requireNonNull(candle, "candle");
        final long sequence = claim();
        if (sequence == NOT_CLAIMED) {
            return false;
        }
        final RingBuffer<RingSlot> buffer = ring.buffer();
        final RingSlot slot = buffer.get(sequence);
        slot.kind = kind;
        slot.candle.copyFrom(candle);
        buffer.publish(sequence);
        return true;
    }

    /**
     * Says, after its candles were published by the same thread, that REST has shown everything in a range: what is still
     * missing there does not exist.
     *
     * @param fromMs first open time, UTC ms, inclusive
     * @param toMs last open time, UTC ms, inclusive
     * @return false if the engine is closing and the ring is full
     */
    public boolean publishRangeChecked(final int seriesId, final long fromMs, final long toMs) {
        return publishRange(RingSlot.Kind.RANGE_CHECKED, seriesId, fromMs, toMs);
    }

    /**
     * Says that nobody needs what is missing in a range, such as the pause before a series is taken up again.
     *
     * @param fromMs first open time, UTC ms, inclusive
     * @param toMs last open time, UTC ms, inclusive
     * @return false if the engine is closing and the ring is full
     */
    public boolean publishRangeWaived(final int seriesId, final long fromMs, final long toMs) {
        return publishRange(RingSlot.Kind.RANGE_WAIVED, seriesId, fromMs, toMs);
    }

    /**
     * Says, before the first candle of a series, that its venue flags no close.
     *
     * @return false if the engine is closing and the ring is full
     */
    public boolean publishKeepNewest(final int seriesId) {
        return publishRange(RingSlot.Kind.KEEP_NEWEST, seriesId, Candle.NONE, Candle.NONE);
    }

    /**
     * Closes a bar of which neither the stream nor REST tells the end, as it was last seen; nothing happens if it is closed
     * already, or if something else was seen last. Only for series of which {@link #publishKeepNewest} was said.
     *
     * @param openTimeMs the bar's, UTC ms
     * @return false if the engine is closing and the ring is full
     */
    public boolean publishTimerClose(final int seriesId, final long openTimeMs) {
        return publishRange(RingSlot.Kind.TIMER_CLOSE, seriesId, openTimeMs, openTimeMs);
    }

    private boolean publishRange(final RingSlot.Kind kind, final int seriesId, final long fromMs, final long toMs) {
        final long sequence = claim();
        if (sequence == NOT_CLAIMED) {
            return false;
        }
        final RingBuffer<RingSlot> buffer = ring.buffer();
        final RingSlot slot = buffer.get(sequence);
        slot.kind = kind;
        slot.seriesId = seriesId;
        slot.fromMs = fromMs;
        slot.toMs = toMs;
        buffer.publish(sequence);
        return true;
    }

    private long claim() {
        final long sequence = tryClaim();
        if (sequence != NOT_CLAIMED) {
            return sequence;
        }
        ring.countFull();
        return claimWaiting();
    }

    private long claimWaiting() {
        boolean interrupted = false;
        long sequence = NOT_CLAIMED;
        while (sequence == NOT_CLAIMED && !ring.isClosing()) {
            LockSupport.parkNanos(ring, PARK_NS);
            // An interrupted thread would not park, but it has a candle to deliver all the same.
            interrupted |= Thread.interrupted();
            sequence = tryClaim();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (sequence == NOT_CLAIMED) {
            ring.countAbandoned();
        }
        return sequence;
    }

    private long tryClaim() {
        try {
            return ring.buffer().tryNext();
        } catch (final InsufficientCapacityException e) {
            return NOT_CLAIMED;
        }
    }
}
