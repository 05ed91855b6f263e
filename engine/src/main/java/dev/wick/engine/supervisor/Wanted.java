package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Series;

/** A series that somebody wants, or wanted a moment ago. The supervisor's thread. */
final class Wanted {
    /** The value of {@link #releasedAtMs} while somebody wants it. */
    static final long NEVER = Long.MAX_VALUE;

    final Series series;
    /** Named in the settings: never released. */
    boolean alwaysOn;
    /** When its last subscriber went, UTC ms. */
    long releasedAtMs = NEVER;
    /** When the exchange first acknowledged it, UTC ms; 0 before that. */
    long acknowledgedAtMs;
    /** Its connection was lost, so that candles may be missing once it is back. */
    boolean interrupted;
    /** When to ask again after a refusal, UTC ms. */
    long askAgainAtMs = NEVER;

    Wanted(final Series series) {
        this.series = series;
    }
}
