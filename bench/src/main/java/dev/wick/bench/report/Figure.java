package dev.wick.bench.report;

import java.util.Arrays;

/**
 * One thing that was measured, some times.
 *
 * @param id unique in the report, words joined by slashes, from the general to the special: {@code wire/1000/p50/wick}
 * @param unit {@code us}, {@code ns}, {@code B}, {@code MB}, {@code ratio}, {@code /s}, {@code s}, ...; empty for a count
 * @param runs what each run gave, at least one, in their order
 * @param bar what the median has to reach, null if nothing is asked of it
 */
public record Figure(String id, String unit, double[] runs, Bar bar) {
    /** Nothing is asked of it. */
    public static Figure of(final String id, final String unit, final double... runs) {
        return new Figure(id, unit, runs, null);
    }

    /** One value divided by the other, run by run: both were measured side by side. */
    public static Figure ratio(final String id, final double[] ours, final double[] theirs, final Bar bar) {
        final double[] runs = new double[ours.length];
        for (int i = 0; i < runs.length; i++) {
            runs[i] = ours[i] / theirs[i];
        }
        return new Figure(id, "ratio", runs, bar);
    }

    /** The middle of the runs. */
    public double median() {
        final double[] sorted = runs.clone();
        Arrays.sort(sorted);
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The lowest run. */
    public double min() {
        return Arrays.stream(runs).min().orElseThrow();
    }

    /** The highest run. */
    public double max() {
        return Arrays.stream(runs).max().orElseThrow();
    }

    /** Whether the median reaches the bar; true if there is none. */
    public boolean isMet() {
        return bar == null || bar.isMet(median());
    }
}
