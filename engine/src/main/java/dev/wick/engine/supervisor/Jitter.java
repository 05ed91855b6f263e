package dev.wick.engine.supervisor;

import java.util.random.RandomGenerator;

/** Spreads delays, so that many legs that fell together do not dial together. The supervisor's thread. */
final class Jitter {
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
        final int doublings = Math.min(failures, 20);
        return around(Math.min(mostMs, firstMs << doublings));
    }
}
