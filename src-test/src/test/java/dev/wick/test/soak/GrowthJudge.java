package dev.wick.test.soak;

import java.util.Arrays;

/**
 * Judges whether a curve grows. Robust against spikes, teeth and steps: the slope is the median of the slopes between all
 * pairs (Theil and Sen), and the median of the last third must lie above that of the middle third as well. What the process
 * takes while it warms up, in the first third, is not judged. Stateless.
 */
final class GrowthJudge {
    private static final int LEAST_SAMPLES = 6;
    /** A straight line rises by half of its judged growth from one half to the other; noise may hide some of that. */
    private static final double SHARE_BETWEEN_HALVES = 0.3;

    /**
     * The verdict.
     *
     * @param level the median of what was judged
     * @param growth by the slope, over the judged time
     * @param tolerance what is taken for flat
     */
    record Verdict(double level, double growth, double tolerance, boolean isGrowing) {}

    private GrowthJudge() {}

    /**
     * Judges one curve.
     *
     * @param times of the samples, rising, any unit
     * @param values one for each time
     */
    static Verdict judge(final Gauge gauge, final double[] times, final double[] values) {
        final int from = values.length / 3;
        final double[] t = Arrays.copyOfRange(times, from, times.length);
        final double[] v = Arrays.copyOfRange(values, from, values.length);
        if (v.length < LEAST_SAMPLES) {
            throw new IllegalArgumentException(
                    values.length + " samples are too few to judge; the run must last longer");
        }
        final double level = median(v);
        final double growth = slope(t, v) * (t[t.length - 1] - t[0]);
        final double tolerance = gauge.tolerance(level);
        final double rise =
                median(Arrays.copyOfRange(v, v.length / 2, v.length)) - median(Arrays.copyOfRange(v, 0, v.length / 2));
        final boolean isGrowing = growth > tolerance && rise > SHARE_BETWEEN_HALVES * tolerance;
        return new Verdict(level, growth, tolerance, isGrowing);
    }

    private static double slope(final double[] times, final double[] values) {
        final double[] slopes = new double[values.length * (values.length - 1) / 2];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                slopes[count++] = (values[j] - values[i]) / (times[j] - times[i]);
            }
        }
        return median(slopes);
    }

    private static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
