package dev.wick.engine.history;

import java.util.List;

/**
 * A piece of the log of one series, in the order of publication. Immutable once handed over.
 *
 * @param isKnown whether the log knows the candle that was asked for; if not, all else means nothing
 * @param steps what came after it
 * @param next where the next piece begins
 * @param isEnd whether there was nothing after this piece when it was read
 * @param lastOpenTimeMs of the last candle in the whole log of the series, UTC ms
 * @param lastRevision its revision
 */
public record LogPage(
        boolean isKnown, List<LogStep> steps, long next, boolean isEnd, long lastOpenTimeMs, int lastRevision) {
    /** The log cannot tell. */
    public static final LogPage UNKNOWN = new LogPage(false, List.of(), LogQuery.BEGINNING, true, 0, 0);
}
