package dev.wick.bench.hop;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * What has come at the end of a way, and how long it took. Written by the thread at the end; the other one reads the counts at any
 * time, and all else while nothing is under way. Writing allocates nothing, as long as nothing is wrong.
 */
final class Arrivals {
    static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(2);
    private static final int DIGITS = 3;

    private final Histogram hop = new Histogram(LONGEST_NS, DIGITS);
    private final Histogram planned = new Histogram(LONGEST_NS, DIGITS);
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private volatile String firstFault = "";

    /**
     * One has come; all monotonic ns.
     *
     * @param plannedNs when it was to be sent
     * @param publishedNs when it was sent
     * @param takenNs when it was taken at the end
     */
    void arrived(final long plannedNs, final long publishedNs, final long takenNs) {
        hop.recordValue(inRange(takenNs - publishedNs));
        planned.recordValue(inRange(takenNs - plannedNs));
        count.lazySet(count.get() + 1);
    }

    private static long inRange(final long ns) {
        return Math.min(LONGEST_NS, Math.max(0, ns));
    }

    /** Something was wrong. */
    void fault(final String what) {
        if (firstFault.isEmpty()) {
            firstFault = what;
        }
        faults.incrementAndGet();
    }

    /** How many have come since the start; any thread. */
    long count() {
        return count.get();
    }

    /** How much was wrong since the start; any thread. */
    long faults() {
        return faults.get();
    }

    /** What was wrong first; empty if nothing was. Any thread. */
    String firstFault() {
        return firstFault;
    }

    /** Forgets all times, not the counts; while nothing is under way. */
    void forgetTimes() {
        hop.reset();
        planned.reset();
    }

    /** From the call that published until taken, ns. */
    Histogram hop() {
        return hop.copy();
    }

    /** From the planned time until taken, ns. */
    Histogram planned() {
        return planned.copy();
    }
}
