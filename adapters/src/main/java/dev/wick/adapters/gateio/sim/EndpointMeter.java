package dev.wick.adapters.gateio.sim;

import java.util.HashMap;
import java.util.Map;
import org.agrona.concurrent.EpochClock;

/** Counts the requests to each endpoint in the current ten seconds of real time. Thread-safe. */
final class EndpointMeter {
    private static final long WINDOW_MS = 10_000L;

    private final EpochClock clock;
    private final Map<String, Integer> used = new HashMap<>();
    private long window;

    EndpointMeter(final EpochClock clock) {
        this.clock = clock;
    }

    /** Counts one more and returns how many it makes. */
    synchronized int add(final String endpoint) {
        final long nowWindow = Math.floorDiv(clock.time(), WINDOW_MS);
        if (nowWindow != window) {
            window = nowWindow;
            used.clear();
        }
        return used.merge(endpoint, 1, Integer::sum);
    }

    /** When the counts start over, UTC s. */
    long resetS() {
        return (Math.floorDiv(clock.time(), WINDOW_MS) + 1) * (WINDOW_MS / 1_000);
    }
}
