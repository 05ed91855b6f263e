package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;

/** Makes candles whose every field follows from one number, so that a torn one shows. */
public final class StressCandles {
    private static final int MINUTE_MS = 60_000;

    private StressCandles() {}

    /** The candle of a number from 1 up. */
    public static Candle of(final int seriesId, final int number) {
        final Candle candle = new Candle();
        candle.seriesId = seriesId;
        candle.openTimeMs = (long) MINUTE_MS * number;
        candle.closeTimeMs = candle.openTimeMs + MINUTE_MS - 1;
        candle.open.set(number, 1);
        candle.high.set(number, 2);
        candle.low.set(number, 3);
        candle.close.set(number, 4);
        candle.volume.set(number, 5);
        candle.quoteVolume.set(number, 6);
        candle.contracts.set(number, 7);
        candle.tradeCount = number;
        candle.firstTradeId = number;
        candle.lastTradeId = number;
        candle.receivedTimeNs = number;
        candle.closed = true;
        return candle;
    }

    /** The number of a candle; -1 if its fields are not all of one. */
    public static int number(final Candle candle) {
        final int number = (int) candle.tradeCount;
        final Candle whole = of(candle.seriesId, number);
        final boolean same = whole.sameValues(candle)
                && whole.openTimeMs == candle.openTimeMs
                && whole.closeTimeMs == candle.closeTimeMs
                && whole.firstTradeId == candle.firstTradeId
                && whole.lastTradeId == candle.lastTradeId
                && whole.receivedTimeNs == candle.receivedTimeNs;
        return same ? number : -1;
    }
}
