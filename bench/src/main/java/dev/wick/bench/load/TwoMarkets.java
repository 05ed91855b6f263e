package dev.wick.bench.load;

import dev.wick.adapters.feed.Candle;

/** Candles of two markets, each at its own rate, evenly mixed. The sending thread. */
final class TwoMarkets implements Candles {
    private final Candles first;
    private final Candles second;
    private final double shareOfSecond;
    private double owedToSecond;

    TwoMarkets(final Candles first, final double firstPerSecond, final Candles second, final double secondPerSecond) {
        this.first = first;
        this.second = second;
        shareOfSecond = secondPerSecond / (firstPerSecond + secondPerSecond);
    }

    @Override
    public Candle next(final long plannedNs) {
        owedToSecond += shareOfSecond;
        if (owedToSecond >= 1) {
            owedToSecond--;
            return second.next(plannedNs);
        }
        return first.next(plannedNs);
    }
}
