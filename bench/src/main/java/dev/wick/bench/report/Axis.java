package dev.wick.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a plot: where a value lies on it, and which values are marked.
 *
 * @param from the value at its beginning
 * @param to the value at its end, above the beginning
 * @param isLog whether equal steps are equal factors
 * @param ticks what is marked, ascending
 */
record Axis(double from, double to, boolean isLog, List<Tick> ticks) {
    /** Beyond this factor between lowest and highest a linear axis would hide the low ones. */
    private static final double LOG_BEYOND = 50;

    private static final int LINEAR_TICKS = 6;
    private static final double FINE_DECADES = 3;
    private static final double[] FINE = {1, 2, 5};
    private static final double[] COARSE = {1};
    private static final double ROUNDING = 1e-9;
    private static final double MOST_PERCENTILES = 1e6;
    private static final String[] PERCENTILES = {"0", "50", "90", "99", "99.9", "99.99", "99.999", "99.9999"};
    private static final double ALL = 100;

    /**
     * A mark.
     *
     * @param value where
     * @param label what is written there
     */
    record Tick(double value, String label) {}

    /** For values between two: from zero, or logarithmic if they are far apart. */
    static Axis over(final double min, final double max) {
        return min > 0 && max / min > LOG_BEYOND ? log(min, max) : linear(max);
    }

    /** Over 1 / (1 - p), marked by percentiles, as far as so many values tell. */
    static Axis percentiles(final double count) {
        final double to = Math.min(MOST_PERCENTILES, Math.max(count, ALL));
        final List<Tick> ticks = new ArrayList<>();
        for (final String percentile : PERCENTILES) {
            final double value = ALL / (ALL - Double.parseDouble(percentile));
            if (value <= to * (1 + ROUNDING)) {
                ticks.add(new Tick(Math.min(value, to), percentile + "%"));
            }
        }
        return new Axis(1, to, true, ticks);
    }

    /** Where a value lies: 0 at the beginning, 1 at the end; what is outside lies on the edge. */
    double at(final double value) {
        final double inside = Math.max(from, Math.min(to, value));
        return isLog ? Math.log(inside / from) / Math.log(to / from) : (inside - from) / (to - from);
    }

    private static Axis linear(final double max) {
        final double top = max > 0 ? max : 1;
        final double step = roundUp(top / LINEAR_TICKS);
        final long steps = (long) Math.ceil(top / step - ROUNDING);
        final List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i <= steps; i++) {
            ticks.add(tick(i * step));
        }
        return new Axis(0, steps * step, false, ticks);
    }

    private static Axis log(final double min, final double max) {
        final double from = roundDown(min);
        final double to = roundUp(max);
        final double[] factors = Math.log10(to / from) <= FINE_DECADES ? FINE : COARSE;
        final List<Tick> ticks = new ArrayList<>();
        for (double decade = decade(from); decade <= to * (1 + ROUNDING); decade *= 10) {
            for (final double factor : factors) {
                final double value = factor * decade;
                if (value >= from * (1 - ROUNDING) && value <= to * (1 + ROUNDING)) {
                    ticks.add(tick(value));
                }
            }
        }
        return new Axis(from, to, true, ticks);
    }

    private static Tick tick(final double value) {
        return new Tick(value, Numbers.text(value));
    }

    /** The next of 1, 2, 5, 10, 20, ... */
    private static double roundUp(final double value) {
        final double decade = decade(value);
        for (final double factor : FINE) {
            if (factor * decade >= value * (1 - ROUNDING)) {
                return factor * decade;
            }
        }
        return 10 * decade;
    }

    private static double roundDown(final double value) {
        final double decade = decade(value);
        double below = decade;
        for (final double factor : FINE) {
            if (factor * decade <= value * (1 + ROUNDING)) {
                below = factor * decade;
            }
        }
        return below;
    }

    private static double decade(final double value) {
        return Math.pow(10, Math.floor(Math.log10(value) + ROUNDING));
    }
}
