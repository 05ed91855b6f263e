package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Interval;
import dev.wick.engine.history.SeriesHistory;
import java.util.Arrays;

/**
 * Enters into the books what was before a series' first candle: what REST has of it, or what an earlier run has published.
 * The pipeline's thread.
 */
final class Past {
    private final Continuity continuity;
    private final PublishedLog log;

    Past(final Continuity continuity, final PublishedLog log) {
        this.continuity = continuity;
        this.log = log;
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
            Continuity.startAt(series, openTimeMs, openTimeMs);
            if (emptyToMs >= nextMs) {
                series.frontierMs = Grid.lastAtOrBefore(interval, nextMs, emptyToMs);
                series.empty.add(nextMs, series.frontierMs);
            }
        } else {
            final long lastMs = interval.previous(series.floorMs);
            Continuity.moveFloorDown(series, openTimeMs);
            enterBetween(series, nextMs, lastMs, emptyToMs);
        }
        series.lastClosedMs = Math.max(series.lastClosedMs, openTimeMs);
        Continuity.forgetOldestEmpty(series);
        Continuity.updateWatermark(series);
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
            continuity.openGap(series, missingFromMs, lastMs);
        }
    }

    /** Enters that REST has shown that nothing exists right beneath the floor; open times, UTC ms, inclusive. */
    void onBottom(final SeriesState series, final long fromMs, final long toMs) {
        if (fromMs == Candle.NONE || fromMs > toMs || series.isRestored) {
            return;
        }
        if (series.floorMs == Candle.NONE) {
            Continuity.startAt(series, fromMs, toMs);
            series.empty.add(fromMs, toMs);
        } else if (fromMs < series.floorMs && toMs >= series.series.interval().previous(series.floorMs)) {
            series.empty.add(fromMs, series.series.interval().previous(series.floorMs));
            Continuity.moveFloorDown(series, fromMs);
        }
        Continuity.forgetOldestEmpty(series);
        Continuity.updateWatermark(series);
    }

    /**
     * Takes over what the history was restored with: what is wanting between its candles is missing, unless it is more than a
     * history holds; then nobody waits for it any more.
     */
    void onRestored(final SeriesState series) {
        final long[] openTimesMs = openTimes(series.history);
        final long floorMs = restoredFloorMs(series, openTimesMs);
        final Interval interval = series.series.interval();
        Continuity.startAt(series, floorMs, interval.previous(floorMs));
        series.isRestored = true;
        for (final long openTimeMs : openTimesMs) {
            if (openTimeMs > series.frontierMs) {
                continuity.advance(series, openTimeMs);
            }
        }
        series.lastClosedMs = series.frontierMs;
        series.newestOpenTimeMs = series.frontierMs;
        Continuity.updateWatermark(series);
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
    private long restoredFloorMs(final SeriesState series, final long[] openTimesMs) {
        final Interval interval = series.series.interval();
        long floorMs = series.history.completeFromMs();
        long expectedMs = floorMs;
        for (final long openTimeMs : openTimesMs) {
            if (openTimeMs < expectedMs) {
                continue;
            }
            final boolean isOwed = expectedMs != Candle.NONE
                    && Grid.count(interval, expectedMs, openTimeMs) - 1 <= series.history.capacity();
            if (!isOwed) {
                floorMs = openTimeMs;
                if (expectedMs != Candle.NONE) {
                    log.waived(series.series, expectedMs, interval.previous(openTimeMs));
                }
            }
            expectedMs = interval.next(openTimeMs);
        }
        return floorMs;
    }
}
