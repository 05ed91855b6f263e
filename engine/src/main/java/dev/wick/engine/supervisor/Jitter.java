package dev.wick.engine.supervisor;

import java.util.random.RandomGenerator;

/** Spreads delays, so that many legs that fell together do not dial together. The supervisor's thread. */
final class Jitter {
    private static final int MAX_DOUBLINGS = 20;

    private final RandomGenerator random;

    Jitter(final RandomGenerator random) {
        this.random = random;
    }

    /** Between half and one and a half times the delay, evenly, ms. */
    long around(final long delayMs) {
        return delayMs / 2 + (long) (random.nextDouble() * delayMs);
    }

    /** The delay before a repeated try: doubles from {@code firstMs} up to {@code mostMs}, spread as {@link #around}. */
    long growing(final long firstMs, final long mostMs, final int failures) {
        return around(doubled(firstMs, mostMs, failures));
    }

    /** Anything from nothing to the cap, evenly, both inclusive, ms. */
    long full(final long capMs) {
        return (long) (random.nextDouble() * (capMs + 1));
    }

    /**
     * The delay before a repeated dial: its cap doubles from {@code firstMs} up to {@code mostMs}, spread as {@link #full}, at
     * the cap as well. A {@code mostMs} below {@code firstMs} counts as that.
     */
    long fullGrowing(final long firstMs, final long mostMs, final int failures) {
        return full(doubled(firstMs, Math.max(firstMs, mostMs), failures));
    }

    /** The last fifth of the delay is spread evenly: between 80 % and all of it, ms. */
    long shortened(final long delayMs) {
        return delayMs - full(delayMs / 5);
    }

    /** {@code firstMs}, doubled so often, at most {@code mostMs}. */
    static long doubled(final long firstMs, final long mostMs, final int times) {
        return Math.min(mostMs, firstMs << Math.min(times, MAX_DOUBLINGS));
    }
}
