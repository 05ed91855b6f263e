package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Series;

/** A series that somebody wants, or wanted a moment ago. The supervisor's thread. */
final class Wanted {
    /** The value of {@link #releasedAtMs} while somebody wants it. */
    static final long NEVER = Long.MAX_VALUE;

    final Series series;
    final SeriesHealth health;
    final long wantedAtMs;
    /** Named in the settings: never released. */
    boolean alwaysOn;
    /** On a leg, and counted in the exchange's budget. */
    boolean isPlaced;
    /** When its last subscriber went, UTC ms. */
    long releasedAtMs = NEVER;
    /** When the exchange first acknowledged it, UTC ms; 0 before that. */
    long acknowledgedAtMs;
    /** The same moment by the exchange's clock. */
    long acknowledgedExchangeMs;
    /** Its connection was lost, so that candles may be missing once it is back. */
    boolean interrupted;
    /** An earlier run has published of it, so that candles of the downtime may be missing. */
    boolean isRestored;
    /** When to ask again after a refusal, UTC ms. */
    long askAgainAtMs = NEVER;
    /** The venue has it no more: why; else null. */
    String delisted;
    /** Since when it is not in the venue's lists, UTC ms; 0 if it is. */
    long absentSinceMs;

    /** Up to which open time REST has shown everything, UTC ms; counts while the pipeline has seen no candle. */
    long provenMs = Watermarks.NONE;
    /** When REST last answered for it, UTC ms. */
    long answeredAtMs;
    /** The first bar that is over and not closed, its open time, UTC ms; NONE for no such. */
    long overdueMs = Watermarks.NONE;
    /** When its end was noticed, UTC ms. */
    long overdueSinceMs;
    /** When to ask REST for it, UTC ms. */
    long overdueAskMs;
    /** How often REST was asked for it. */
    int overdueTries;
    /** The oldest missing bar, its open time, UTC ms; NONE for none. */
    long orphanMs = Watermarks.NONE;
    /** Since when nobody fetches it, UTC ms. */
    long orphanSinceMs;
    /** The last bar that was given to the timer, its open time, UTC ms. */
    long timedMs = Watermarks.NONE;

    Wanted(final Series series, final SeriesHealth health, final long nowMs) {
        this.series = series;
        this.health = health;
        wantedAtMs = nowMs;
    }
}
