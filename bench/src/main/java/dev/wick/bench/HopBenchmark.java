package dev.wick.bench;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.YieldingWaitStrategy;
import dev.wick.adapters.feed.Candle;
import dev.wick.engine.pipeline.RingSlot;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.CachedNanoClock;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A candle from one thread to another, and the word that it is there back: through the engine's ring, a bare Disruptor with an
 * empty handler, and the JDK's queue. Everybody waits by yielding, so that ring is compared with ring; how the engine waits is
 * measured by the latency harness. The baseline is a number that one thread writes and the other repeats.
 */
public class HopBenchmark extends StageBenchmark {
    private static final YieldingIdleStrategy IDLE = YieldingIdleStrategy.INSTANCE;

    private final Fixture fixture = new Fixture(1, new CachedNanoClock());
    private final Candle candle = fixture.candle(0, false);
    private final RingBuffer<Candle> bare =
            RingBuffer.createMultiProducer(Candle::new, Fixture.RING_SIZE, new YieldingWaitStrategy());
    private final EventPoller<Candle> barePoller = bare.newPoller();
    private final ArrayBlockingQueue<Candle> queue = new ArrayBlockingQueue<>(Fixture.RING_SIZE);
    private final AtomicLong number = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final EventPoller.Handler<RingSlot> handler = (slot, sequence, endOfBatch) -> take(slot.candle);
    private final EventPoller.Handler<Candle> bareHandler = (event, sequence, endOfBatch) -> take(event);

    private volatile Receiver receiver;
    private Thread thread;
    private long sent;
    private Candle last;

    /** Looks for what has come; the receiving thread. */
    @FunctionalInterface
    private interface Receiver {
        void poll() throws Exception;
    }

    /** Lets the bare ring know its reader. */
    @Setup
    public void setUp() {
        bare.addGatingSequences(barePoller.getSequence());
        Fixture.check(ours().sameValues(candle) && last != candle, "no copy came out");
        stop();
    }

    /** Ends the receiving thread. */
    @TearDown
    public void stop() {
        final Thread running = thread;
        receiver = null;
        if (running != null) {
            try {
                running.join();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    private boolean take(final Candle taken) {
        last = taken;
        received.set(received.get() + 1);
        return true;
    }

    private void receiveBy(final Receiver wanted) {
        if (thread == null) {
            receiver = wanted;
            thread = new Thread(this::receive, "receiver");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void receive() {
        try {
            for (Receiver polled = receiver; polled != null; polled = receiver) {
                final long before = received.get();
                polled.poll();
                if (received.get() == before) {
                    IDLE.idle();
                }
            }
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitReceived() {
        sent++;
        while (received.get() < sent) {
            IDLE.idle();
        }
    }

    /** A number. */
    @Benchmark
    public long baseline() {
        receiveBy(() -> received.set(number.get()));
        number.set(sent + 1);
        awaitReceived();
        return sent;
    }

    /** The engine's ring. */
    @Benchmark
    public Candle ours() {
        receiveBy(() -> fixture.ring.poller().poll(handler));
        fixture.publisher.onCandle(candle);
        awaitReceived();
        return last;
    }

    /** A bare Disruptor: an event that nobody fills. */
    @Benchmark
    public Candle bareDisruptor() {
        receiveBy(() -> barePoller.poll(bareHandler));
        bare.publish(bare.next());
        awaitReceived();
        return last;
    }

    /** The JDK's queue: a reference. */
    @Benchmark
    public Candle arrayBlockingQueue() {
        receiveBy(() -> {
            final Candle taken = queue.poll();
            if (taken != null) {
                take(taken);
            }
        });
        queue.add(candle);
        awaitReceived();
        return last;
    }
}
