package dev.wick.adapters.limit;

import java.util.List;

/** How fast one connection may send, by all of its exchange's rules at once. One thread's, the supervisor's. */
public final class Pace {
    private final List<SlidingWindow> windows;

    /** Starts with nothing sent. */
    public Pace(final List<Allowance> rules) {
        windows = rules.stream().map(SlidingWindow::new).toList();
    }

    /**
     * Takes leave for one message and gives 0, or takes nothing and gives the ms after which to try again.
     *
     * @param nowMs of a monotonic clock, not negative
     */
    public long delayMs(final long nowMs) {
        long delayMs = 0;
        for (final SlidingWindow window : windows) {
            delayMs = Math.max(delayMs, window.delayMs(1, nowMs));
        }
        if (delayMs == 0) {
            windows.forEach(window -> window.reserve(1, nowMs));
        }
        return delayMs;
    }
}
