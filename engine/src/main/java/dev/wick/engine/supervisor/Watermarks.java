package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Candle;

/** Where each series stands; read from the pipeline's books by any thread. */
@FunctionalInterface
public interface Watermarks {
    /** The answer for a series of which nothing has been seen. */
    long NONE = Candle.NONE;

    /** The open time up to which every candle was delivered or proven not to exist, UTC ms, or {@link #NONE}. */
    long watermarkMs(int seriesId);

    /**
     * The open time up to which the fate of every candle is known, missing ones included, UTC ms, or {@link #NONE}: nothing
     * beyond it is being repaired. The watermark, unless there is a gap.
     */
    default long frontierMs(final int seriesId) {
        return watermarkMs(seriesId);
    }

    /** The first open time that is known to be missing, UTC ms, or {@link #NONE}. */
    default long oldestMissingMs(final int seriesId) {
        return NONE;
    }
}
