package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.Interval;

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
 * over is missing. One that comes late, from the stream or from REST, takes its place. An open candle moves nothing. The
 * history's own mark of completeness follows the floor down, and leaves it when something is waived; what lies beneath the
 * floor is the business of {@link Past}. The pipeline's thread.
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

    static void startAt(final SeriesState series, final long floorMs, final long frontierMs) {
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
     * @return the last open time that is not owed any more for it, UTC ms; {@link Candle#NONE} if nothing has changed
     */
    long onRangeWaived(final int seriesId, final long fromMs, final long toMs) {
        final SeriesState series = states.of(seriesId);
        if (series.floorMs == Candle.NONE) {
            return Candle.NONE;
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
        long lastMs = Candle.NONE;
        if (isAhead || waived > 0) {
            lastMs = Grid.lastAtOrBefore(interval, series.floorMs, Math.min(toMs, series.frontierMs));
            series.history.completeFrom(interval.next(lastMs));
        }
        forgetOldestEmpty(series);
        updateWatermark(series);
        if (waived > 0) {
            reportIfComplete(series);
        }
        return lastMs;
    }

    static void forgetOldestEmpty(final SeriesState series) {
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

    void advance(final SeriesState series, final long openTimeMs) {
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

    static void moveFloorDown(final SeriesState series, final long floorMs) {
        if (series.history.completeFromMs() == series.floorMs) {
            series.history.extendedTo(floorMs);
        }
        series.floorMs = floorMs;
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

    void openGap(final SeriesState series, final long fromMs, final long toMs) {
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

    static void updateWatermark(final SeriesState series) {
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
