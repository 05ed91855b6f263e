package dev.wick.bench.load;

import dev.wick.adapters.feed.CandleSink;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.NanoClock;

/**
 * Sends candles into the ring at planned times, on a thread of its own, as a leg would. Who is late does not move what is
 * planned: it sends at once until it has caught up.
 */
final class Pacer {
    /** The name of the sending thread. */
    static final String THREAD = "pacer";

    /** From the call to the first candle: time to start the thread. */
    private static final long LEAD_NS = 20_000_000;

    /** So many candles at most come as if by one read of the socket. */
    private static final long MOST_AT_ONCE = 256;

    private final CandleSink sink;
    private final NanoClock clock;
    /** By how much candles were sent later than planned, ns; the sending thread's until it has ended. */
    private final Histogram lateness = new Histogram(TimeUnit.MINUTES.toNanos(10), 3);

    Pacer(final CandleSink sink, final NanoClock clock) {
        this.sink = sink;
        this.clock = clock;
    }

    /**
     * Sends; the returned thread ends when the last one is sent.
     *
     * @param perSecond the planned rate
     * @param count how many
     */
    Thread start(final Candles candles, final double perSecond, final long count) {
        lateness.reset();
        final Thread thread = new Thread(() -> run(candles, 1e9 / perSecond, count), THREAD);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void run(final Candles candles, final double stepNs, final long count) {
        final long startNs = clock.nanoTime() + LEAD_NS;
        for (long i = 0; i < count; i++) {
            final long plannedNs = startNs + (long) (i * stepNs);
            final long lateNs = awaitTime(plannedNs);
            lateness.recordValue(lateNs);
            sink.onCandle(candles.next(plannedNs));
            final long nextNs = startNs + (long) ((i + 1) * stepNs);
            if (nextNs > clock.nanoTime() || i % MOST_AT_ONCE == 0 || i == count - 1) {
                sink.onReadEnd();
            }
        }
    }

    private long awaitTime(final long plannedNs) {
        long leftNs = plannedNs - clock.nanoTime();
        while (leftNs > 0) {
            LockSupport.parkNanos(leftNs);
            leftNs = plannedNs - clock.nanoTime();
        }
        return -leftNs;
    }

    /** By how much the candles of the last call were sent later than planned, ns; once that has ended. */
    Histogram lateness() {
        return lateness;
    }
}
