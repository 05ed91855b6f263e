package dev.wick.engine.history;

import dev.wick.adapters.feed.Candle;

/** One step in the log of a series. Immutable once handed over. */
public sealed interface LogStep {
    /**
     * A closed candle was published.
     *
     * @param candle with its series; the receiver's
     */
    record Published(Candle candle) implements LogStep {}

    /**
     * Open times without a candle were given up, since nobody subscribed, or they were too many; what there is of them is
     * known to the exchange alone.
     *
     * @param fromMs the first, UTC ms
     * @param toMs the last, UTC ms
     */
    record Waived(long fromMs, long toMs) implements LogStep {}
}
