package dev.wick.bench.wire;

import org.HdrHistogram.Histogram;

/**
 * One stretch of candles at planned times, and what came of it. The plan is fixed before the first is sent; the sending thread writes
 * {@link #lateness}, the receiving one all else; read by others once it is over.
 */
final class Run {
    private static final long HIGHEST_NS = 60_000_000_000L;

    /** The number of its first candle. */
    final long firstNumber;
    /** How many candles. */
    final long count;
    /** To how many subscribers each of them goes. */
    final int subscribers;

    final Histogram latency = new Histogram(HIGHEST_NS, 3);
    final Histogram lateness = new Histogram(HIGHEST_NS, 3);
    private final double stepNs;
    private volatile long startNs = Long.MAX_VALUE;
    private volatile long came;

    /**
     * A plan.
     *
     * @param perSecond the rate at which they are to be sent
     */
    Run(final long firstNumber, final double perSecond, final long count, final int subscribers) {
        this.firstNumber = firstNumber;
        this.count = count;
        this.subscribers = subscribers;
        stepNs = 1e9 / perSecond;
    }

    /** From when on the first is planned, monotonic ns. */
    void startAt(final long nowNs) {
        startNs = nowNs;
    }

    /** When a candle is to be sent, monotonic ns. */
    long plannedNs(final long number) {
        return startNs + (long) ((number - firstNumber) * stepNs);
    }

    /** Enters a right answer; what belongs to no run, or to another, is left out. The receiving thread. */
    void received(final long number, final long nowNs) {
        if (number >= firstNumber && number < firstNumber + count) {
            latency.recordValue(Math.max(0, nowNs - plannedNs(number)));
            final long next = came + 1;
            came = next;
        }
    }

    /** How many answers came so far; any thread. */
    long came() {
        return came;
    }

    /** How many are to come. */
    long owed() {
        return count * subscribers;
    }
}
