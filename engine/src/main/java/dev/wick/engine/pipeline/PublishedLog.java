package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Series;

/** Keeps what is published closed for the next run of the engine, whose {@link SeriesRestorer} knows it. */
@FunctionalInterface
public interface PublishedLog {
    /** Keeps nothing. */
    PublishedLog NOTHING = (series, closed) -> {};

    /**
     * Keeps a closed candle that goes to subscribers right afterwards. Never throws, never waits; the pipeline's thread.
     *
     * @param closed the caller's again afterwards
     */
    void append(Series series, Candle closed);

    /**
     * Keeps that nobody is owed what has not been published of a series between two open times,  throws, never waits; the pipeline's thread.
     *
     * @param fromMs the first such open time, UTC ms
     * @param toMs the last such open time, UTC ms
     */
    default void waived(final Series series, final long fromMs, final long toMs) {}
}
