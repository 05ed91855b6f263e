package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.Series;

/** Knows what an earlier run of the engine has published. Called by the pipeline's thread, once for each series. */
@FunctionalInterface
public interface SeriesRestorer {
    /** Takes what is restored, in order. */
    @FunctionalInterface
    interface Sink extends CandleSink {
        /**
         * Up to an open time nobody was owed anything that had not been published by then.
         *
         * @param toMs the last such open time, UTC ms
         */
        default void onWaived(final long toMs) {}

        /**
         * Up to an open time more was published than is given. Said before all else.
         *
         * @param toMs the last such open time, UTC ms
         */
        default void onForgotten(final long toMs) {}
    }

    /** Knows of nothing. */
    SeriesRestorer NOTHING = (series, into) -> false;

    /**
     * Gives the closed candles that an earlier run has published of a series, in the order of their publication, revisions
     * included, and the newest at last. It may give more than a history holds, whose oldest are then forgotten; of those that
     * it does not give it says so, since which candles were published and forgotten is learnt from both alone.
     *
     * @param into gets each candle with its revision and how it is known to be closed; the candle is the caller's again
     *     afterwards, and its series id is set by the sink
     * @return false if it has given none
     */
    boolean restore(Series series, Sink into);
}
