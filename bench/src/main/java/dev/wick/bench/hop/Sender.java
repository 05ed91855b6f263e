package dev.wick.bench.hop;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.NanoClock;

/**
 * Sends candles by a way at planned times, or as fast as they are taken, and waits until all have come. Who is late does not move what
 * is planned: it sends at once until it has caught up. One thread, the caller's.
 */
final class Sender {
    /** From the call to the first candle. */
    private static final long LEAD_NS = 1_000_000;

    private static final long DRAIN_LIMIT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long DRAIN_PARK_NS = 100_000;

    private final Way way;
    private final NanoClock clock;
    private final Idle idle;
    private long sent;

    /** Lets time pass. */
    @FunctionalInterface
    interface Idle {
        /** Sleeps so long, ns, or shorter. */
        void park(long ns);
    }

    Sender(final Way way, final NanoClock clock) {
        this(way, clock, LockSupport::parkNanos);
    }

    Sender(final Way way, final NanoClock clock, final Idle idle) {
        this.way = way;
        this.clock = clock;
        this.idle = idle;
    }

    /**
     * Sends at a rate.
     *
     * @param isParked whether it sleeps until a candle's time, as one does who reads a socket; else it keeps its core busy
     */
    void pace(final double perSecond, final long count, final boolean isParked) {
        final double stepNs = TimeUnit.SECONDS.toNanos(1) / perSecond;
        final long startNs = clock.nanoTime() + LEAD_NS;
        for (long i = 0; i < count; i++) {
            final long plannedNs = startNs + (long) (i * stepNs);
            await(plannedNs, isParked);
            way.send(sent++, plannedNs);
        }
        drain();
    }

    private void await(final long plannedNs, final boolean isParked) {
        long leftNs = plannedNs - clock.nanoTime();
        while (leftNs > 0) {
            if (isParked) {
                idle.park(leftNs);
            } else {
                Thread.onSpinWait();
            }
            leftNs = plannedNs - clock.nanoTime();
        }
    }

    /**
     * Sends at once what can be sent.
     *
     * @param window how many may be under way
     */
    void flood(final long count, final int window) {
        for (long i = 0; i < count; i++) {
            while (underWay() >= window) {
                giveWay();
            }
            way.send(sent++, clock.nanoTime());
        }
        drain();
    }

    /** On few cores the other end may be waiting for this one. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void giveWay() {
        Thread.yield();
    }

    private long underWay() {
        return sent - way.arrivals().count() - way.leftOut();
    }

    private void drain() {
        final long limitNs = clock.nanoTime() + DRAIN_LIMIT_NS;
        while (underWay() > 0 && clock.nanoTime() < limitNs) {
            idle.park(DRAIN_PARK_NS);
        }
    }

    /** How many it has sent. */
    long sent() {
        return sent;
    }
}
