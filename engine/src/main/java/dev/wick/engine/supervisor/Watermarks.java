package dev.wick.engine.supervisor;

/** Where each series stands; read from the pipeline's books by any thread. */
@FunctionalInterface
public interface Watermarks {
    /** The answer for a series of which nothing has been seen. */
    long NONE = Long.MIN_VALUE;

    /** The open time up to which every candle was delivered or proven not to exist, UTC ms, or {@link #NONE}. */
    long watermarkMs(int seriesId);
}
