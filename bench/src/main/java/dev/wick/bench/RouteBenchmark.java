package dev.wick.bench;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.pipeline.SeriesState;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.agrona.concurrent.CachedNanoClock;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * From the last stage until the egress has the candle, both on this thread: a copy in, a wake-up that nobody needs, and out
 * again. The baseline hands one reference through the queue that the closed queue is built on.
 */
public class RouteBenchmark extends StageBenchmark {
    private final Fixture fixture = new Fixture(1, new CachedNanoClock());
    private final SeriesState series = fixture.states.of(0);
    private final Candle open = fixture.candle(0, false);
    private final Candle closed = fixture.candle(0, true);
    private final Candle popped = new Candle();
    private final ArrayBlockingQueue<Candle> blocking = new ArrayBlockingQueue<>(Fixture.CLOSED_CAPACITY);
    private final ConcurrentLinkedDeque<Candle> deque = new ConcurrentLinkedDeque<>();
    private final SpscVarHandleArrayQueue<Candle> bare = new SpscVarHandleArrayQueue<>(Fixture.CLOSED_CAPACITY);

    /** Looks whether both ways deliver. */
    @Setup
    public void setUp() {
        Fixture.check(openCandle().sameValues(open), "another open candle came out");
        Fixture.check(arrayBlockingQueue().sameValues(closed), "another closed candle came out of the JDK's queue");
        Fixture.check(linkedDeque().sameValues(open), "another open candle came out of the JDK's stack");
        Fixture.check(closedCandle().sameValues(closed), "another closed candle came out");
    }

    /** A reference through a queue. */
    @Benchmark
    public Candle baseline() {
        bare.offer(open);
        return bare.poll();
    }

    /** A copy through the JDK's bounded queue. */
    @Benchmark
    public Candle arrayBlockingQueue() {
        blocking.add(copyOf(closed));
        return blocking.poll();
    }

    /** A copy through the JDK's stack without locks. */
    @Benchmark
    public Candle linkedDeque() {
        deque.push(copyOf(open));
        return deque.poll();
    }

    private static Candle copyOf(final Candle candle) {
        final Candle copy = new Candle();
        copy.copyFrom(candle);
        return copy;
    }

    /** Through the stack of open candles, copied on both sides. */
    @Benchmark
    public Candle openCandle() {
        fixture.router.route(series, open);
        Fixture.check(fixture.open.pop(popped), "the open candle got lost");
        return popped;
    }

    /** Through the queue of closed candles, and the carrier back. */
    @Benchmark
    public Candle closedCandle() {
        fixture.router.route(series, closed);
        final Candle polled = fixture.closed.poll();
        fixture.closed.release(polled);
        return polled;
    }
}
