package dev.wick.bench.hop;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import dev.wick.bench.Fixture;
import dev.wick.engine.pipeline.WaitMode;
import org.agrona.concurrent.NanoClock;

/** A bare Disruptor with one handler, as large as the engine's ring and for many publishers as that: the limit for any hop. */
final class BareWay implements Way {
    private final Arrivals arrivals = new Arrivals();
    private final NanoClock clock;
    private final Disruptor<Event> disruptor;
    private final RingBuffer<Event> ring;
    private long expected;

    /** A slot of the ring. */
    private static final class Event {
        private long number;
        private long plannedNs;
        private long publishedNs;
    }

    BareWay(final WaitMode mode, final NanoClock clock) {
        this.clock = clock;
        disruptor = new Disruptor<>(
                Event::new, Fixture.RING_SIZE, DaemonThreadFactory.INSTANCE, ProducerType.MULTI, strategy(mode));
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
        final long publishedNs = clock.nanoTime();
        final long sequence = ring.next();
        final Event event = ring.get(sequence);
        event.number = number;
        event.plannedNs = plannedNs;
        event.publishedNs = publishedNs;
        ring.publish(sequence);
    }

    private void take(final Event event) {
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
