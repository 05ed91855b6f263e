package dev.wick.bench.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/** What the subscribers of one reading thread have had. Written by that thread, read by any; writing allocates nothing. */
final class Tally {
    static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(10);
    static final int DIGITS = 3;

    private final SingleWriterRecorder latency = new SingleWriterRecorder(LONGEST_NS, DIGITS);
    private final AtomicLong closed = new AtomicLong();
    private final AtomicLong open = new AtomicLong();
    private final AtomicLong subscribed = new AtomicLong();

    /** A right quote came. */
    void quote(final boolean isClosed, final long latencyNs) {
        latency.recordValue(Math.min(LONGEST_NS, Math.max(0, latencyNs)));
        final AtomicLong count = isClosed ? closed : open;
        count.lazySet(count.get() + 1);
    }

    /** One more is subscribed. */
    void oneSubscribed() {
        subscribed.lazySet(subscribed.get() + 1);
    }

    /** Quotes of closed candles so far. */
    long closed() {
        return closed.get();
    }

    /** Quotes of open candles so far. */
    long open() {
        return open.get();
    }

    /** How many are subscribed. */
    long subscribed() {
        return subscribed.get();
    }

    /** The latencies since the last call, ns. One thread calls it. */
    Histogram takeLatency() {
        return latency.getIntervalHistogram();
    }
}
