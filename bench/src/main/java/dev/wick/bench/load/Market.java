package dev.wick.bench.load;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Finality;
import dev.wick.bench.KlineFrame;
import java.util.Arrays;

/**
 * An invented market: its series move in turn, each bar some times, and the last of these closes it. Its time is its own: a bar of
 * a minute may last a millisecond. Written by the sending thread; the counts are for others once that has ended.
 *
 * <p>What a {@link Ledger} relies on: the bars of a series follow each other without a gap, and the volume of a candle is its trade
 * count, which grows with every candle of its series.
 */
final class Market implements Candles {
    /** The first bar of every series, UTC ms. */
    static final long FIRST_OPEN_MS = KlineFrame.OPEN_TIME_MS;

    static final long BAR_MS = KlineFrame.MINUTE_MS;

    /** About 84,100.49, as the digits of bitcoin's price go. */
    private static final long PRICE_CENTS = 8_410_049;

    private static final int PRICE_MOVES = 97;
    private static final int CENTS = 2;

    private final int firstSeriesId;
    private final int candlesPerBar;
    private final long[] openTimeMs;
    private final long[] sent;
    private final long[] closed;
    private final Candle candle = new Candle();
    private int at = -1;

    /**
     * A market at its first bar.
     *
     * @param firstSeriesId the id of its first series
     * @param series how many it has
     * @param candlesPerBar every so many candles of a series one is closed
     */
    Market(final int firstSeriesId, final int series, final int candlesPerBar) {
        this.firstSeriesId = firstSeriesId;
        this.candlesPerBar = candlesPerBar;
        openTimeMs = new long[series];
        sent = new long[series];
        closed = new long[series];
        Arrays.fill(openTimeMs, FIRST_OPEN_MS);
    }

    @Override
    public Candle next(final long plannedNs) {
        at = at + 1 == sent.length ? 0 : at + 1;
        final long count = ++sent[at];
        candle.clear();
        candle.seriesId = firstSeriesId + at;
        candle.openTimeMs = openTimeMs[at];
        candle.closeTimeMs = candle.openTimeMs + BAR_MS - 1;
        candle.eventTimeMs = candle.openTimeMs + count % candlesPerBar;
        candle.receivedTimeNs = plannedNs;
        candle.readNs = plannedNs;
        candle.parsedNs = plannedNs;
        setValues(count);
        if (count % candlesPerBar == 0) {
            candle.eventTimeMs = candle.closeTimeMs;
            candle.closed = true;
            candle.finality = Finality.EXCHANGE;
            openTimeMs[at] += BAR_MS;
            closed[at]++;
        }
        return candle;
    }

    private void setValues(final long count) {
        final long move = count % PRICE_MOVES;
        candle.open.set(PRICE_CENTS, CENTS);
        candle.high.set(PRICE_CENTS + PRICE_MOVES, CENTS);
        candle.low.set(PRICE_CENTS, CENTS);
        candle.close.set(PRICE_CENTS + move, CENTS);
        candle.volume.set(count, 0);
        candle.tradeCount = count;
    }

    /** How many candles it has given. */
    long candles() {
        return Arrays.stream(sent).sum();
    }

    /** How many quotes of it a shape's subscribers are owed. */
    long quotes(final Shape shape) {
        return owed(shape, sent);
    }

    /** How many of them are of closed candles. */
    long closedQuotes(final Shape shape) {
        return owed(shape, closed);
    }

    private long owed(final Shape shape, final long[] counts) {
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i] * shape.subscribersOf(firstSeriesId + i);
        }
        return sum;
    }
}
