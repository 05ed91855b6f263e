package dev.wick.adapters.okx.sim;

import java.util.ArrayDeque;

/** Counts the requests of one connection within the last hour. One thread at a time. */
final class HourlyCount {
    private static final int MAX_REQUESTS = 480;
    private static final long HOUR_MS = 3_600_000L;

    private final ArrayDeque<Long> times = new ArrayDeque<>();

    /** Whether one more is allowed now, UTC ms; counts it if so. */
    boolean allows(final long nowMs) {
        while (!times.isEmpty() && nowMs - times.peek() >= HOUR_MS) {
            times.poll();
        }
        return times.size() < MAX_REQUESTS && times.add(nowMs);
    }
}
