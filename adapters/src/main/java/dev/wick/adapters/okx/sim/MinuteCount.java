package dev.wick.adapters.okx.sim;

import org.agrona.concurrent.EpochClock;

/** Counts the REST requests of the current minute of real time. Thread-safe. */
final class MinuteCount {
    private static final long MINUTE_MS = 60_000L;

    private final EpochClock clock;
    private final int allowed;
    private long minute;
    private long used;

    MinuteCount(final EpochClock clock, final int allowed) {
        this.clock = clock;
        this.allowed = allowed;
    }

    /** Counts one more, and says whether it is still allowed. */
    synchronized boolean allows() {
        final long now = Math.floorDiv(clock.time(), MINUTE_MS);
        if (now != minute) {
            minute = now;
            used = 0;
        }
        used++;
        return used <= allowed;
    }
}
