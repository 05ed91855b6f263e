package dev.wick.adapters.hyperliquid.sim;

import org.agrona.concurrent.EpochClock;

/** Adds up what was used in the current minute of real time: REST weight, or messages. Thread-safe. */
final class MinuteMeter {
    private static final long MINUTE_MS = 60_000L;

    private final EpochClock clock;
    private long minute;
    private long used;

    MinuteMeter(final EpochClock clock) {
        this.clock = clock;
    }

    /** Adds an amount and returns the sum of its minute, this amount included. */
    synchronized long add(final int amount) {
        final long nowMinute = Math.floorDiv(clock.time(), MINUTE_MS);
        if (nowMinute != minute) {
            minute = nowMinute;
            used = 0;
        }
        used += amount;
        return used;
    }
}
