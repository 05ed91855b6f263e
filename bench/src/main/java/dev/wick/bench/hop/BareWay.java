package dev.wick.bench.hop;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import dev.wick.adapters.feed.Candle;
import dev.wick.bench.Fixture;
import dev.wick.engine.pipeline.WaitMode;
import org.agrona.concurrent.NanoClock;

/**
 * A bare Disruptor with one handler, as large as the engine's ring and for many publishers as that: the limit for any hop. If its
 * events are candles, which are copied in and out, it is that for one that carries them.
 */
final class BareWay implements Way {
    private final Arrivals arrivals = new Arrivals();
    private final NanoClock clock;
    private final Disruptor<Event> disruptor;
    private final RingBuffer<Event> ring;
    /** Null if the events are empty. */
    private final NumberedCandles candles;

    private final Candle taken = new Candle();
    private long expected;

    /** A slot of the ring. */
    private static final class Event {
        /** Null if it is empty. */
        private final Candle candle;

        private long number;
        private long plannedNs;
        private long publishedNs;

        Event(final Candle candle) {
            this.candle = candle;
        }
    }

    /**
     * Starts it.
     *
     * @param candles what the events carry; null for nothing
     */
    BareWay(final WaitMode mode, final NumberedCandles candles, final NanoClock clock) {
        this.candles = candles;
        this.clock = clock;
        disruptor = new Disruptor<>(
                () -> new Event(candles == null ? null : new Candle()),
                Fixture.RING_SIZE,
                DaemonThreadFactory.INSTANCE,
                ProducerType.MULTI,
                strategy(mode));
        disruptor.handleEventsWith((event, sequence, endOfBatch) -> take(event));
        ring = disruptor.start();
    }

    private static WaitStrategy strategy(final WaitMode mode) {
        return switch (mode) {
            case SPIN -> new BusySpinWaitStrategy();
            case YIELD -> new YieldingWaitStrategy();
            case BLOCK -> new BlockingWaitStrategy();
        };
    }

    @Override
    public void send(final long number, final long plannedNs) {
        final Candle candle = candles == null ? null : candles.next(number);
        final long publishedNs = clock.nanoTime();
        final long sequence = ring.next();
        final Event event = ring.get(sequence);
        if (candle != null) {
            event.candle.copyFrom(candle);
        }
        event.number = number;
        event.plannedNs = plannedNs;
        event.publishedNs = publishedNs;
        ring.publish(sequence);
    }

    private void take(final Event event) {
        if (event.candle != null) {
            taken.copyFrom(event.candle);
        }
        final long takenNs = clock.nanoTime();
        if (event.number != expected) {
            arrivals.fault(event.number + " came instead of " + expected);
        }
        expected = event.number + 1;
        arrivals.arrived(event.plannedNs, event.publishedNs, takenNs);
    }

    @Override
    public Arrivals arrivals() {
        return arrivals;
    }

    @Override
    public void close() {
        disruptor.shutdown();
    }
}
