package dev.wick.adapters.binance.sim;

import org.agrona.concurrent.EpochClock;

/** Adds up the REST weight used in the current minute of real time. Thread-safe. */
final class WeightMeter {
    private static final long MINUTE_MS = 60_000L;

    private final EpochClock clock;
    private long minute;
    private long used;

    WeightMeter(final EpochClock clock) {
        this.clock = clock;
    }

    /** Adds a request's weight and returns the sum of its minute, this request included. */
    synchronized long add(final int weight) {
        final long nowMinute = Math.floorDiv(clock.time(), MINUTE_MS);
        if (nowMinute != minute) {
            minute = nowMinute;
            used = 0;
        }
        used += weight;
        return used;
    }

    /** Seconds until the sum starts over, 1 to 60. */
    int secondsLeft() {
        return (int) ((MINUTE_MS - Math.floorMod(clock.time(), MINUTE_MS) + 999) / 1_000);
    }
}
