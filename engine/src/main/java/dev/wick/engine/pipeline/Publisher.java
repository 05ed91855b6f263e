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
        Objects.requireNonNull(candle, "candle");
        final long sequence = claim();
        if (sequence == NOT_CLAIMED) {
            return false;
        }
        final RingBuffer<RingSlot> buffer = ring.buffer();
        final RingSlot slot = buffer.get(sequence);
        slot.kind = RingSlot.Kind.CANDLE;
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
