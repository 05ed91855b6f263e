package dev.wick.adapters.bybit.sim;

import org.agrona.concurrent.EpochClock;

/** Counts REST requests in the current minute of real time. Thread-safe. */
final class VisitMeter {
    private static final long MINUTE_MS = 60_000L;

    private final EpochClock clock;
    private final int perMinute;
    private long minute;
    private long visits;

    /** Allows so many per minute; 0 for as many as come. */
    VisitMeter(final EpochClock clock, final int perMinute) {
        this.clock = clock;
        this.perMinute = perMinute;
    }

    /** Counts one more, and says whether it may be answered. */
    synchronized boolean allows() {
        final long nowMinute = Math.floorDiv(clock.time(), MINUTE_MS);
        if (nowMinute != minute) {
            minute = nowMinute;
            visits = 0;
        }
        visits++;
        return perMinute == 0 || visits <= perMinute;
    }
}
