package dev.wick.bench.hop;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Finality;
import dev.wick.bench.KlineFrame;

/**
 * Candles that tell their number, of some series in turn: every so many of a series is closed, and opens the next bar. What is said
 * of a number holds for all; {@link #next} is for one thread.
 */
final class NumberedCandles {
    /** Of the number 0; the others follow ns by ns, with 19 digits each. */
    static final long FIRST_RECEIVED_NS = 1_300_000_000_000_000_000L;

    /** 2010-01-01: there is room for millions of bars before the present, beyond which no candle is believed. */
    private static final long FIRST_OPEN_MS = 1_262_304_000_000L;

    private static final long BAR_MS = KlineFrame.MINUTE_MS;
    /** Moves by ten cents, so that no price ends with a zero, which would not be written: all have the same width. */
    private static final long PRICE_CENTS = 8_410_049;

    private static final int MOVE_CENTS = 10;
    private static final int MOVES = 6;
    private static final int CENTS = 2;

    private final int series;
    private final int candlesPerBar;
    private final Candle candle = new Candle();

    /**
     * Candles of the series 0 to {@code series - 1}.
     *
     * @param candlesPerBar every so many of a series one is closed; 1 for all
     */
    NumberedCandles(final int series, final int candlesPerBar) {
        this.series = series;
        this.candlesPerBar = candlesPerBar;
    }

    /** How many series there are. */
    int series() {
        return series;
    }

    /** Of which series a candle is. */
    int seriesOf(final long number) {
        return (int) (number % series);
    }

    /** Whether it is closed. */
    boolean isClosed(final long number) {
        return number / series % candlesPerBar == candlesPerBar - 1;
    }

    /** What is traded by it: no two candles have the same. */
    long volumeOf(final long number) {
        return number + 1;
    }

    /** The candle of a number; valid until the next call. */
    Candle next(final long number) {
        final long round = number / series;
        candle.clear();
        candle.seriesId = seriesOf(number);
        candle.openTimeMs = FIRST_OPEN_MS + round / candlesPerBar * BAR_MS;
        candle.closeTimeMs = candle.openTimeMs + BAR_MS - 1;
        candle.eventTimeMs = candle.openTimeMs + round % candlesPerBar;
        candle.receivedTimeNs = FIRST_RECEIVED_NS + number;
        candle.open.set(PRICE_CENTS, CENTS);
        candle.high.set(PRICE_CENTS + MOVES * MOVE_CENTS, CENTS);
        candle.low.set(PRICE_CENTS, CENTS);
        candle.close.set(PRICE_CENTS + number % MOVES * MOVE_CENTS, CENTS);
        candle.volume.set(volumeOf(number), 0);
        candle.tradeCount = volumeOf(number);
        if (isClosed(number)) {
            candle.eventTimeMs = candle.closeTimeMs;
            candle.closed = true;
            candle.finality = Finality.EXCHANGE;
        }
        return candle;
    }
}
