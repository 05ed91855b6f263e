package dev.wick.test.chaos;

import java.time.Instant;

/**
 * Something that must not be.
 *
 * @param openTimeMs of the candle in question, UTC ms
 * @param detail what is wrong with it
 */
record Finding(Kind kind, String subscriber, SeriesKey series, long openTimeMs, String detail) {
    /** In which way. */
    enum Kind {
        /** Owed, and not received. */
        MISSING,
        /** The same revision of the same candle came again. */
        TWICE,
        /** What was received last is not what was made. */
        WRONG,
        /** Nothing of the kind was made. */
        INVENTED,
        /** Revisions left one out, or went back, or changed nothing. */
        REVISIONS,
        /** Finality or source cannot be so. */
        ORIGIN,
        /** Two subscribers were told different things about the same revision. */
        DISAGREEMENT,
        /** The watermark went ahead of truth, or of what was delivered. */
        WATERMARK
    }

    @Override
    public String toString() {
        return kind + " " + series + " " + Instant.ofEpochMilli(openTimeMs) + " (" + openTimeMs + ") at " + subscriber
                + ": " + detail;
    }
}
