package dev.wick.adapters.sim.market;

import org.agrona.concurrent.EpochClock;

/**
 * The exchange's time: real time, or faster than it from the moment of the start, so that long bars close soon.
 *
 * <p>Faster means that it runs ahead of every other clock: after a minute at sixty-fold speed the exchange is an hour ahead.
 * Immutable; any thread.
 */
public final class MarketClock implements EpochClock {
    private final EpochClock clock;
    private final long originMs;
    private final long marketMs;
    private final long realMs;

    /**
     * A clock on which {@code marketMs} pass in {@code realMs}.
     *
     * @param clock real time, UTC ms
     */
    public MarketClock(final EpochClock clock, final long marketMs, final long realMs) {
        this.clock = clock;
        this.marketMs = marketMs;
        this.realMs = realMs;
        originMs = clock.time();
    }

    /** How many times faster than real time it runs. */
    public double speed() {
        return (double) marketMs / realMs;
    }

    /** When it was started, UTC ms; the same on both clocks. */
    public long startMs() {
        return originMs;
    }

    @Override
    public long time() {
        final long sinceMs = clock.time() - originMs;
        return originMs + sinceMs / realMs * marketMs + sinceMs % realMs * marketMs / realMs;
    }
}
