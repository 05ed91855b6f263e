package dev.wick.engine.history;

import dev.wick.adapters.feed.Series;

/**
 * What of the log of published candles somebody wants: all that came after a candle that it has. Immutable.
 *
 * @param openTimeMs of that candle, UTC ms
 * @param revision of that candle; the last entry with this revision or a lower one is meant
 * @param place how far it has come in the answer, {@link #BEGINNING} at first, then {@link LogPage#next}
 */
public record LogQuery(Series series, long openTimeMs, int revision, long place) {
    /** The place of who has read nothing yet. */
    public static final long BEGINNING = -1;
}
