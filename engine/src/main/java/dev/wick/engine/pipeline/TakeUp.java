package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.history.SeriesHistory;

/**
 * Begins a series: makes its state and its history, restores what an earlier run has published, and fills the history with
 * older candles. The pipeline's thread.
 */
public final class TakeUp {
    /**
     * So many of the newest restored closes are confirmed again, if only a successor or the clock has closed them: confirmations
     * may have been hours behind when the last run ended.
     */
    private static final int CONFIRMED_AGAIN = 500;

    private final SeriesStates states;
    private final Continuity continuity;
    private final Past past;
    private final SeriesRestorer restorer;
    private final TakeUpListener listener;
    private final StageErrors errors;

    /**
     * Begins nothing yet.
     *
     * @param restorer knows what an earlier run has published
     * @param log is told of what nobody is owed any more
     * @param listener hears of each series that begins
     * @param errors gets what those two throw, so that the series begins all the same
     */
    public TakeUp(
            final SeriesStates states,
            final Continuity continuity,
            final SeriesRestorer restorer,
            final PublishedLog log,
            final TakeUpListener listener,
            final StageErrors errors) {
        this.states = states;
        this.continuity = continuity;
        past = new Past(continuity, log);
        this.restorer = restorer;
        this.listener = listener;
        this.errors = errors;
    }

    /** A series is wanted. */
    void takeUp(final int seriesId, final boolean flagsClose) {
        final SeriesState series = states.of(seriesId);
        if (!flagsClose && series.forming == null) {
            series.forming = new Candle();
        }
        if (series.isTakenUp) {
            return;
        }
        series.isTakenUp = true;
        final boolean isUntouched = series.floorMs == Candle.NONE;
        if (isUntouched) {
            restore(series);
        }
        try {
            listener.onTakenUp(seriesId, series.isRestored ? series.frontierMs : Candle.NONE);
        } catch (final RuntimeException e) {
            errors.on("the beginning of " + series.series, e);
        }
    }

    private void restore(final SeriesState series) {
        final SeriesHistory history = series.history;
        try {
            restorer.restore(series.series, new SeriesRestorer.Sink() {
                @Override
                public void onCandle(final Candle candle) {
                    candle.seriesId = series.series.id();
                    history.append(candle);
                }

                @Override
                public void onForgotten(final long toMs) {
                    history.completeFrom(series.series.interval().next(toMs));
                }

                @Override
                public void onWaived(final long toMs) {
                    history.completeFrom(series.series.interval().next(toMs));
                }
            });
        } catch (final RuntimeException e) {
            errors.on("restoring " + series.series + ", which goes on with what was restored before", e);
        }
        if (history.end() == history.begin()) {
            return;
        }
        past.onRestored(series);
        history.startLive();
        history.settle();
        confirmAgain(series);
    }

    private void confirmAgain(final SeriesState series) {
        final SeriesHistory history = series.history;
        final Candle candle = new Candle();
        for (long at = Math.max(history.begin(), history.end() - CONFIRMED_AGAIN); at < history.end(); at++) {
            if (history.read(at, candle)) {
                continuity.tellIfProvisional(series, candle);
            }
        }
    }

    /**
     * Puts a closed candle into the history if it lies beneath all that is owed, and has not been restored.
     *
     * @param emptyToMs up to this open time REST has shown that nothing follows it, UTC ms
     */
    void bootstrap(final SeriesState series, final Candle closed, final long emptyToMs) {
        if (!series.isRestored && series.history.prepend(closed)) {
            past.onBootstrapped(series, closed.openTimeMs, emptyToMs);
        }
    }

    /** No older candles are on their way; open times, UTC ms, of which REST has shown that they do not exist. */
    void settle(final int seriesId, final long emptyFromMs, final long emptyToMs) {
        final SeriesState series = states.of(seriesId);
        past.onBottom(series, emptyFromMs, emptyToMs);
        series.history.settle();
    }
}
