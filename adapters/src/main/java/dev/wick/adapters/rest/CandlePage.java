package dev.wick.adapters.rest;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One request's part of a range of open times, so short that all its bars fit into one answer.
 *
 * <p>Whether the exchange answers with the first rows from the start or, as some do, with the last ones up to the end, then
 * makes no difference: a bar that is not in the answer, while a later one is, does not exist.
 *
 * @param interval the length of a bar
 * @param fromMs first open time asked for, UTC ms, inclusive
 * @param toMs last open time asked for, UTC ms, inclusive
 * @param limit the most bars that can open between the two
 */
record CandlePage(Interval interval, long fromMs, long toMs, int limit) {
    private static final long SETTLING_MS = TimeUnit.MINUTES.toMillis(1);

    /**
     * What an answer holds of its page.
     *
     * @param candles closed, inside the page, ascending
     * @param provenToMs every open time of the page up to here is among them or does not exist: the last closed row, and
     *     beyond it what has been over for long
     */
    record Closed(List<Candle> candles, long provenToMs) {}

    /**
     * The first page of the open times from {@code fromMs} to {@code lastMs}, both inclusive.
     *
     * @param rows the most that one answer holds
     * @param rangeMs the longest time that one request may span, ms
     */
    static CandlePage of(
            final int rows, final long rangeMs, final Interval interval, final long fromMs, final long lastMs) {
        final long barMs = interval.shortestMs();
        final long spanMs = Math.min((rows - 1) * barMs, rangeMs - 1);
        final long toMs = lastMs - fromMs <= spanMs ? lastMs : fromMs + spanMs;
        return new CandlePage(interval, fromMs, toMs, (int) ((toMs - fromMs) / barMs) + 1);
    }

    /** The last open time whose bar has ended when the exchange's clock shows {@code passedMs}. */
    static long lastClosedMs(final Interval interval, final long passedMs) {
        if (interval.isPhaseUnknown()) {
            // Which midnights begin a bar of several days is not documented: all that are so old have ended.
            return Interval.D1.openTimeAt(interval.previous(passedMs));
        }
        return interval.previous(interval.openTimeAt(passedMs));
    }

    /** The first open time after this page, UTC ms. */
    long nextFromMs() {
        final Interval grid = interval.isPhaseUnknown() ? Interval.D1 : interval;
        return grid.next(grid.openTimeAt(toMs));
    }

    /**
     * Picks what may be handed on out of an answer's rows.
     *
     * @param rows ascending; {@link CandleRows} says what must be set
     * @param passedMs what the exchange's clock had certainly passed before it was asked
     * @return null if the exchange did not keep to the page and the answer proves nothing
     */
    Closed closed(final List<Candle> rows, final long passedMs) {
        if (passesOver(rows)) {
            return null;
        }
        final List<Candle> candles = new ArrayList<>(rows.size());
        for (final Candle row : rows) {
            if (row.openTimeMs < fromMs || row.openTimeMs > toMs) {
                continue;
            }
            if (!row.closed || closeTimeMs(row) >= passedMs) {
                return new Closed(candles, interval.previous(row.openTimeMs));
            }
            candles.add(row);
        }
        return new Closed(candles, Math.max(lastOf(candles), settledMs(passedMs)));
    }

    /** The row's own word, where it has one: Binance's bars of several days end when it says. */
    private long closeTimeMs(final Candle row) {
        return row.closeTimeMs == Candle.NONE ? interval.next(row.openTimeMs) - 1 : row.closeTimeMs;
    }

    private long lastOf(final List<Candle> candles) {
        return candles.isEmpty() ? interval.previous(fromMs) : candles.get(candles.size() - 1).openTimeMs;
    }

    /** REST may be behind the stream: that a row is not there proves something only after a while, or by a later row. */
    private long settledMs(final long passedMs) {
        return Math.min(toMs, lastClosedMs(interval, passedMs - SETTLING_MS));
    }

    /** Whether the rows run beyond the page's end without touching its beginning: they may be any rows, the newest, say. */
    private boolean passesOver(final List<Candle> rows) {
        return !rows.isEmpty()
                && rows.get(rows.size() - 1).openTimeMs > toMs
                && rows.get(0).openTimeMs - fromMs >= interval.shortestMs();
    }
}
