package dev.wick.bench.load;

import dev.wick.adapters.feed.Candle;

/** Gives the candles that are sent, one after the other. The sending thread. */
@FunctionalInterface
interface Candles {
    /**
     * The next candle, valid until the next call.
     *
     * @param plannedNs when it is to be sent, monotonic ns, which travels in it
     */
    Candle next(long plannedNs);
}
