package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Venue;

/** Takes the time from the exchange's own stamp to our routing of a candle. Called by the pipeline's thread. */
@FunctionalInterface
public interface ExchangeLatency {
    /**
     * One candle's.
     *
     * @param latencyNs ns, never negative: a clock that runs behind the exchange's counts as no latency
     */
    void observe(Venue venue, long latencyNs);
}
