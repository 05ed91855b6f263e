package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.Interval;
import dev.wick.engine.history.SeriesHistory;
import java.util.Arrays;

/**
 * Third stage: keeps account of which closed candles of each series were published, are missing, or do not exist.
 *
 * <pre>
 *   floor                     missing          empty        frontier
 *     ├──■──■──■──■──■──■──■──┤░░░░░░░░├──■──■──┤    ├──■──■──┤  ? ? ?  open times to come
 *                          ▲ watermark                        ▲ last closed
 * </pre>
 *
 * <p>The floor is the first candle seen, open or closed. A closed candle beyond the frontier moves it, and what it jumps
 * over is missing. One that comes late, from the stream or from REST, takes its place. An open candle moves nothing. What
 * is put into the history beneath the floor lowers that; {@link SeriesHistory#completeFromMs} follows it down, and leaves
 * it when something is waived. The pipeline's thread.
 */
public final class Continuity {
    /** How many intervals before our first candle a close may come late, and still be published. */
    public static final int LATE_LIMIT = 1_000;

    private static final int MAX_EMPTY_RANGES = 256;

    private final SeriesStates states;
    private final GapListener listener;
    private final StageErrors errors;
    private final TradeIdCheck tradeIds;

    /**
     * A keeper of account.
     *
     * @param states the accounts
     * @param listener hears of gaps
     * @param errors gets what the listener throws, so that no candle is lost by it
     */
    public Continuity(final SeriesStates states, final GapListener listener, final StageErrors errors) {
        this.states = states;
        this.listener = listener;
        this.errors = errors;
        tradeIds = new TradeIdCheck(listener, errors);
    }

    /** Enters a candle that is news; false if it is a close from too long ago, which is counted as rejected. */
    boolean accepts(final SeriesState series, final Candle candle) {
        final long openTimeMs = candle.openTimeMs;
        if (series.floorMs == Candle.NONE) {
            startAt(series, openTimeMs, series.series.interval().previous(openTimeMs));
        }
        if (!candle.closed) {
            return true;
        }
        if (candle.revision > 0) {
            afterClose(series, candle);
            return true;
        }
        if (openTimeMs > series.frontierMs) {
            advance(series, openTimeMs);
        } else if (openTimeMs < series.floorMs) {
            if (!lowerFloor(series, openTimeMs)) {
                Rejections.reject(series, candle, RejectReason.TOO_OLD);
                return false;
            }
        } else {
            fill(series, openTimeMs);
        }
        series.lastClosedMs = Math.max(series.lastClosedMs, openTimeMs);
        updateWatermark(series);
        afterClose(series, candle);
        return true;
    }

    private static void startAt(final SeriesState series, final long floorMs, final long frontierMs) {
        series.floorMs = floorMs;
        series.frontierMs = frontierMs;
        series.watermarkMs = frontierMs;
        series.history.completeFrom(floorMs);
    }

    private void afterClose(final SeriesState series, final Candle candle) {
        tellIfProvisional(series, candle);
        if (series.tradeIds != null) {
            tradeIds.onClosed(series, candle);
        }
    }

    /** Has a close confirmed that the exchange has not flagged. */
    void tellIfProvisional(final SeriesState series, final Candle candle) {
        if (candle.finality != Finality.SUCCESSOR && candle.finality != Finality.TIMER) {
            return;
        }
        try {
            listener.onProvisionalClose(series.series.id(), candle.openTimeMs);
        } catch (final RuntimeException e) {
            errors.on("a close of " + series.series + " that is to be confirmed", e);
        }
    }

    /** Passes on what became of a probe. */
    void onProbed(final SeriesState series, final boolean isNews) {
        try {
            listener.onProbed(series.series.id(), isNews);
        } catch (final RuntimeException e) {
            errors.on("a probe of " + series.series, e);
        }
    }

    /**
     * Enters that REST has shown everything in a range: what is missing there does not exist. Our own clock has no say in
     * this: the exchange's may be far from it.
     *
     * @param fromMs first open time, UTC ms, inclusive
     * @param toMs last open time, UTC ms, inclusive
     */
    void onRangeChecked(final int seriesId, final long fromMs, final long toMs) {
        final SeriesState series = states.of(seriesId);
        if (series.floorMs == Candle.NONE) {
            return;
        }
        final long emptied = series.missing.moveTo(series.empty, fromMs, toMs);
        series.emptyCount += emptied;
        series.venue.empty.add(emptied);
        states.addMissing(series, -emptied);
        proveBeyondFrontier(series, fromMs, toMs);
        forgetOldestEmpty(series);
        updateWatermark(series);
        if (emptied > 0) {
            if (series.tradeIds != null) {
                tradeIds.onEmptied(series, fromMs, toMs);
            }
            reportIfComplete(series);
        }
    }

    /**
     * Enters that nothing is owed in a range, not even what was seen forming there. What comes nevertheless is published.
     *
     * @param fromMs first open time, UTC ms, inclusive
     * @param toMs last open time, UTC ms, inclusive
     */
    void onRangeWaived(final int seriesId, final long fromMs, final long toMs) {
        final SeriesState series = states.of(seriesId);
        if (series.floorMs == Candle.NONE) {
            return;
        }
        final long waived = series.missing.moveTo(series.empty, fromMs, toMs);
        states.addMissing(series, -waived);
        if (series.tradeIds != null) {
            // There may be trades in the open times that are waived.
            series.tradeIds.clear();
        }
        final Interval interval = series.series.interval();
        final long expectedMs = interval.next(series.frontierMs);
        final boolean isAhead = fromMs <= expectedMs && toMs >= expectedMs;
        if (isAhead) {
            series.frontierMs = Grid.lastAtOrBefore(interval, expectedMs, toMs);
            series.empty.add(expectedMs, series.frontierMs);
        }
        if (isAhead || waived > 0) {
            final long lastMs = Grid.lastAtOrBefore(interval, series.floorMs, Math.min(toMs, series.frontierMs));
            series.history.completeFrom(interval.next(lastMs));
        }
        forgetOldestEmpty(series);
        updateWatermark(series);
        if (waived > 0) {
            reportIfComplete(series);
        }
    }

    private static void forgetOldestEmpty(final SeriesState series) {
        while (series.empty.size() > MAX_EMPTY_RANGES) {
            series.empty.dropFirst();
        }
    }

    private void proveBeyondFrontier(final SeriesState series, final long fromMs, final long toMs) {
        final Interval interval = series.series.interval();
        final long expectedMs = interval.next(series.frontierMs);
        if (fromMs > expectedMs || toMs < expectedMs) {
            return;
        }
        long last = Grid.lastAtOrBefore(interval, expectedMs, toMs);
        if (series.newestOpenTimeMs >= expectedMs && series.newestOpenTimeMs <= last) {
            // We saw it forming, so it exists, whatever REST says.
            last = interval.previous(series.newestOpenTimeMs);
        }
        if (last >= expectedMs) {
            series.empty.add(expectedMs, last);
            series.frontierMs = last;
        }
    }

    private void advance(final SeriesState series, final long openTimeMs) {
        final long expectedMs = series.series.interval().next(series.frontierMs);
        final long lastMs = series.series.interval().previous(openTimeMs);
        series.frontierMs = openTimeMs;
        if (expectedMs <= lastMs) {
            openGap(series, expectedMs, lastMs);
        }
    }

    private boolean lowerFloor(final SeriesState series, final long openTimeMs) {
        final Interval interval = series.series.interval();
        if (series.isRestored || Grid.count(interval, openTimeMs, series.floorMs) - 1 > LATE_LIMIT) {
            return false;
        }
        final long firstMs = interval.next(openTimeMs);
        final long lastMs = interval.previous(series.floorMs);
        moveFloorDown(series, openTimeMs);
        if (firstMs <= lastMs) {
            openGap(series, firstMs, lastMs);
        }
        return true;
    }

    private static void moveFloorDown(final SeriesState series, final long floorMs) {
        if (series.history.completeFromMs() == series.floorMs) {
            series.history.extendedTo(floorMs);
        }
        series.floorMs = floorMs;
    }

    /**
     * Enters a closed candle beneath the floor that was put into the history and goes to nobody else. What lies between the
     * two and is not known to be empty is missing from now on.
     *
     * @param emptyToMs up to this open time REST has shown that nothing follows the candle, UTC ms, inclusive
     */
    void onBootstrapped(final SeriesState series, final long openTimeMs, final long emptyToMs) {
        final Interval interval = series.series.interval();
        final long nextMs = interval.next(openTimeMs);
        if (series.floorMs == Candle.NONE) {
            startAt(series, openTimeMs, openTimeMs);
            if (emptyToMs >= nextMs) {
                series.frontierMs = Grid.lastAtOrBefore(interval, nextMs, emptyToMs);
                series.empty.add(nextMs, series.frontierMs);
            }
        } else {
            final long lastMs = interval.previous(series.floorMs);
            moveFloorDown(series, openTimeMs);
            enterBetween(series, nextMs, lastMs, emptyToMs);
        }
        series.lastClosedMs = Math.max(series.lastClosedMs, openTimeMs);
        forgetOldestEmpty(series);
        updateWatermark(series);
    }

    private void enterBetween(final SeriesState series, final long firstMs, final long lastMs, final long emptyToMs) {
        final Interval interval = series.series.interval();
        long missingFromMs = firstMs;
        if (firstMs <= lastMs && emptyToMs >= firstMs) {
            final long lastEmptyMs = Grid.lastAtOrBefore(interval, firstMs, Math.min(lastMs, emptyToMs));
            series.empty.add(firstMs, lastEmptyMs);
            missingFromMs = interval.next(lastEmptyMs);
        }
        if (missingFromMs <= lastMs) {
            openGap(series, missingFromMs, lastMs);
        }
    }

    /** Enters that REST has shown that nothing exists right beneath the floor; open times, UTC ms, inclusive. */
    void onBottom(final SeriesState series, final long fromMs, final long toMs) {
        if (fromMs == Candle.NONE || fromMs > toMs || series.isRestored) {
            return;
        }
        if (series.floorMs == Candle.NONE) {
            startAt(series, fromMs, toMs);
            series.empty.add(fromMs, toMs);
        } else if (fromMs < series.floorMs && toMs >= series.series.interval().previous(series.floorMs)) {
            series.empty.add(fromMs, series.series.interval().previous(series.floorMs));
            moveFloorDown(series, fromMs);
        }
        forgetOldestEmpty(series);
        updateWatermark(series);
    }

    /**
     * Takes over what the history was restored with: what is wanting between its candles is missing, unless it is more than a
     * history holds; then nobody waits for it any more.
     */
    void onRestored(final SeriesState series) {
        final long[] openTimesMs = openTimes(series.history);
        final long floorMs = restoredFloorMs(series, openTimesMs);
        final Interval interval = series.series.interval();
        startAt(series, floorMs, interval.previous(floorMs));
        series.isRestored = true;
        for (final long openTimeMs : openTimesMs) {
            if (openTimeMs > series.frontierMs) {
                advance(series, openTimeMs);
            }
        }
        series.lastClosedMs = series.frontierMs;
        series.newestOpenTimeMs = series.frontierMs;
        updateWatermark(series);
    }

    private static long[] openTimes(final SeriesHistory history) {
        final long[] openTimesMs = new long[(int) (history.end() - history.begin())];
        final Candle candle = new Candle();
        for (int i = 0; i < openTimesMs.length; i++) {
            history.read(history.begin() + i, candle);
            openTimesMs[i] = candle.openTimeMs;
        }
        Arrays.sort(openTimesMs);
        return openTimesMs;
    }

    /** After all that the history has forgotten, and after the last hole that is too long. */
    private static long restoredFloorMs(final SeriesState series, final long[] openTimesMs) {
        final Interval interval = series.series.interval();
        long floorMs = series.history.completeFromMs();
        long expectedMs = floorMs;
        for (final long openTimeMs : openTimesMs) {
            if (openTimeMs < expectedMs) {
                continue;
            }
            final boolean isOwed = expectedMs != Candle.NONE
                    && (openTimeMs - expectedMs) / interval.shortestMs() <= series.history.capacity();
            if (!isOwed) {
                floorMs = openTimeMs;
            }
            expectedMs = interval.next(openTimeMs);
        }
        return floorMs;
    }

    private void fill(final SeriesState series, final long openTimeMs) {
        if (!series.missing.remove(openTimeMs)) {
            series.empty.remove(openTimeMs);
            return;
        }
        series.repairedCount++;
        series.venue.repaired.increment();
        states.addMissing(series, -1);
        reportIfComplete(series);
    }

    private void openGap(final SeriesState series, final long fromMs, final long toMs) {
        states.addMissing(series, series.missing.add(fromMs, toMs));
        series.venue.gapsOpened.increment();
        try {
            listener.onGapOpened(series.series.id(), fromMs, toMs);
        } catch (final RuntimeException e) {
            errors.on("a gap of " + series.series, e);
        }
    }

    private void reportIfComplete(final SeriesState series) {
        if (!series.missing.isEmpty()) {
            return;
        }
        final long repaired = series.repairedCount;
        final long empty = series.emptyCount;
        series.repairedCount = 0;
        series.emptyCount = 0;
        updateWatermark(series);
        try {
            listener.onGapClosed(series.series.id(), series.watermarkMs, repaired, empty);
        } catch (final RuntimeException e) {
            errors.on("the end of a gap of " + series.series, e);
        }
    }

    private static void updateWatermark(final SeriesState series) {
        final long watermarkMs = series.missing.isEmpty()
                ? series.frontierMs
                : series.series.interval().previous(series.missing.first());
        if (watermarkMs != series.watermarkMs) {
            series.watermarkMs = watermarkMs;
        }
        final long oldestMs = series.missing.isEmpty() ? Candle.NONE : series.missing.first();
        if (oldestMs != series.oldestMissingMs) {
            series.oldestMissingMs = oldestMs;
        }
    }
}
