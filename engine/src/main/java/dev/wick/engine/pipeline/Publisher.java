package dev.wick.engine.pipeline;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.TradeIds;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Copies candles into the ring. Stateless, hence for any thread; a full ring makes that thread wait, which is how
 * back-pressure reaches the exchange's socket.
 */
public final class Publisher implements CandleSink {
    private static final long NOT_CLAIMED = -1;
    private static final long SHORTEST_PARK_NS = 50_000;
    /** A hundred legs that all looked every 50 µs would leave the pipeline's thread no core on which to make room. */
    private static final long LONGEST_PARK_NS = 5_000_000;

    private final Ring ring;
    private final LongConsumer parker;

    public Publisher(final Ring ring) {
        this(ring, ns -> LockSupport.parkNanos(ring, ns));
    }

    /** The same with another way to let time pass: so many ns, or fewer. */
    Publisher(final Ring ring, final LongConsumer parker) {
        this.ring = ring;
        this.parker = parker;
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
        return publishAs(RingSlot.Kind.CANDLE, candle, Candle.NONE);
    }

    /**
     * Publishes a copy of the newest bar that REST has of a series, forming or not: it goes on to the subscribers if it has
     * traded and the stream has not brought that yet, and {@link GapListener#onProbed} hears which of the two it was.
     *
     * @return false if the engine is closing and the ring is full
     */
    public boolean publishProbe(final Candle newest) {
        return publishAs(RingSlot.Kind.PROBE, newest, Candle.NONE);
    }

    /**
     * Publishes a copy of a closed candle by REST for the history alone, if it is older than all that was published of its
     * series; else it is one like any other. The candles of a series come newest first, and then {@link #publishSettled}.
     *
     * @param emptyToMs up to this open time, UTC ms, inclusive, REST has shown that nothing follows the candle
     * @return false if the engine is closing and the ring is full
     */
    public boolean publishBootstrap(final Candle closed, final long emptyToMs) {
        return publishAs(RingSlot.Kind.BOOTSTRAP, closed, emptyToMs);
    }

    /**
     * Says that no older candles of a series are on their way for now, and that REST has none before the oldest that it gave.
     *
     * @param emptyFromMs first open time, UTC ms, inclusive, that REST has shown not to exist; {@link Candle#NONE} if none
     * @param emptyToMs the last one: right before the oldest candle that was given
     * @return false if the engine is closing and the ring is full
     */
    public boolean publishSettled(final int seriesId, final long emptyFromMs, final long emptyToMs) {
        return publishRange(RingSlot.Kind.SETTLED, seriesId, emptyFromMs, emptyToMs);
    }

    /**
     * Publishes a copy like {@link #publish}, and wakes nobody unless the ring is full: the caller will, soon.
     *
     * @return false if the engine is closing and the ring is full
     */
    boolean publishQuietly(final Candle candle) {
        return put(RingSlot.Kind.CANDLE, candle, Candle.NONE);
    }

    private boolean publishAs(final RingSlot.Kind kind, final Candle candle, final long toMs) {
        final boolean isTaken = put(kind, candle, toMs);
        ring.wake();
        return isTaken;
    }

    private boolean put(final RingSlot.Kind kind, final Candle candle, final long toMs) {
        Objects.requireNonNull(candle, "candle");
        final long sequence = claim();
        if (sequence == NOT_CLAIMED) {
            return false;
        }
        final RingBuffer<RingSlot> buffer = ring.buffer();
        final RingSlot slot = buffer.get(sequence);
        slot.kind = kind;
        slot.toMs = toMs;
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
     * Says, before the first candle of a series, that it is wanted, so that the pipeline makes its books and its history, and
     * has restored what an earlier run has published.
     *
     * @param flagsClose whether its venue flags closes; else what was last seen forming is kept for {@link #publishTimerClose}
     * @return false if the engine is closing and the ring is full
     */
    public boolean publishTakeUp(final int seriesId, final boolean flagsClose) {
        final RingSlot.Kind kind = flagsClose ? RingSlot.Kind.TAKE_UP : RingSlot.Kind.TAKE_UP_UNFLAGGED;
        return publishRange(kind, seriesId, Candle.NONE, Candle.NONE);
    }

    /**
     * Says, before the first candle of a series, that its venue sends trade ids.
     *
     * @param proves what they prove
     * @return false if the engine is closing and the ring is full
     */
    public boolean publishTradeIds(final int seriesId, final TradeIds proves) {
        return publishRange(RingSlot.Kind.TRADE_IDS, seriesId, proves.ordinal(), Candle.NONE);
    }

    /**
     * Closes a bar of which neither the stream nor REST tells the end, as it was last seen; nothing happens if it is closed
     * already, or if something else was seen last. Only for series that were taken up as ones without flags.
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
        ring.wake();
        return true;
    }

    private long claim() {
        final long sequence = tryClaim();
        if (sequence != NOT_CLAIMED) {
            return sequence;
        }
        ring.countFull();
        ring.wake();
        return claimWaiting();
    }

    private long claimWaiting() {
        boolean interrupted = false;
        long sequence = NOT_CLAIMED;
        long parkNs = SHORTEST_PARK_NS;
        while (sequence == NOT_CLAIMED && !ring.isClosing()) {
            parker.accept(parkNs);
            parkNs = Math.min(LONGEST_PARK_NS, 2 * parkNs);
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
