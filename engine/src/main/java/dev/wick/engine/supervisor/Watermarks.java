package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Candle;

/** Where each series stands; read from the pipeline's books by any thread. */
@FunctionalInterface
public interface Watermarks {
    /** The answer for a series of which nothing has been seen. */
    long NONE = Candle.NONE;

    /** The open time up to which every candle was delivered or proven not to exist, UTC ms, or {@link #NONE}. */
    long watermarkMs(int seriesId);
}
