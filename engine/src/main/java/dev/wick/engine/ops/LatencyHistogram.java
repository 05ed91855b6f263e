package dev.wick.engine.ops;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Counts durations in fixed buckets from 1 ms to 60 s. One writing thread, which allocates nothing; read by any thread,
 * at scrape time.
 */
public final class LatencyHistogram {
    private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);

    private static final long[] BOUNDS_NS =
            boundsNs(1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000);

    /** One cell per bound, then the one beyond all bounds, then the sum. */
    private final long[] cells = new long[BOUNDS_NS.length + 2];

    /** Counts a duration, ns; one below zero, from clocks that disagree, counts as zero. The writing thread. */
    public void observe(final long durationNs) {
        final long duration = Math.max(0, durationNs);
        int bucket = 0;
        while (bucket < BOUNDS_NS.length && duration > BOUNDS_NS[bucket]) {
            bucket++;
        }
        add(bucket, 1);
        add(cells.length - 1, duration);
    }

    private void add(final int cell, final long amount) {
        CELLS.setOpaque(cells, cell, cells[cell] + amount);
    }

    /** How many buckets there are, the last of them without an upper bound. */
    public static int buckets() {
        return BOUNDS_NS.length + 1;
    }

    /** The upper bound of a bucket, itself included, seconds. */
    public static double upperBoundSeconds(final int bucket) {
        return bucket == BOUNDS_NS.length ? Double.POSITIVE_INFINITY : BOUNDS_NS[bucket] / 1e9;
    }

    /** How many durations fell into each bucket; any thread. */
    public long[] counts() {
        final long[] counts = new long[buckets()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (long) CELLS.getOpaque(cells, i);
        }
        return counts;
    }

    /** All durations together, seconds; any thread. */
    public double sumSeconds() {
        return (long) CELLS.getOpaque(cells, cells.length - 1) / 1e9;
    }

    private static long[] boundsNs(final double... boundsMs) {
        return Arrays.stream(boundsMs)
                .mapToLong(boundMs -> Math.round(boundMs * 1e6))
                .toArray();
    }
}
