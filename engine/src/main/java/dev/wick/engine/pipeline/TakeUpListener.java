package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;

/** Hears what a series begins with. Called by the pipeline's thread: hand over to a queue, and MUST NOT wait. */
@FunctionalInterface
public interface TakeUpListener {
    /** Keeps it to itself. */
    TakeUpListener NOBODY = (seriesId, restoredToMs) -> {};

    /**
     * A series was taken up for the first time.
     *
     * @param restoredToMs the last open time that an earlier run has published, UTC ms; {@link Candle#NONE} if nothing was
     *     restored
     */
    void onTakenUp(int seriesId, long restoredToMs);
}
