package dev.wick.bench.report;

import java.util.Locale;

/**
 * What a figure has to reach.
 *
 * @param limit in the figure's own unit
 * @param isUpper whether the figure must not be above it; else it must not be below
 */
public record Bar(double limit, boolean isUpper) {
    /** The figure must not be above. */
    public static Bar atMost(final double limit) {
        return new Bar(limit, true);
    }

    /** The figure must not be below. */
    public static Bar atLeast(final double limit) {
        return new Bar(limit, false);
    }

    /** Whether a value reaches it. */
    public boolean isMet(final double value) {
        return isUpper ? value <= limit : value >= limit;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %s", isUpper ? "≤" : "≥", Double.toString(limit));
    }
}
