package dev.wick.adapters.gateio.sim;

import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.EpochClock;

/** A clock that stands still until a test moves it. */
final class ManualClock implements EpochClock {
    private final AtomicLong nowMs;

    ManualClock(final long startMs) {
        nowMs = new AtomicLong(startMs);
    }

    void advance(final long ms) {
        nowMs.addAndGet(ms);
    }

    @Override
    public long time() {
        return nowMs.get();
    }
}
