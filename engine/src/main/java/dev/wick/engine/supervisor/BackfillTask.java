package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Series;

/** What is still to be fetched for one series. The supervisor's thread. */
final class BackfillTask {
    final Series series;
    final Backfill.Owner owner;
    long fromMs;
    long toMs;
    long nextTryMs;
    int failures;
    boolean inFlight;
    /** The range grew while a request was under way. */
    boolean again;
    /** Some of it is known to be missing; else it is only the close of a bar that is over. */
    boolean isRepair;
    /** REST could not be had when it was last tried. */
    boolean isFailing;

    BackfillTask(final Series series, final Backfill.Owner owner, final long fromMs, final long toMs) {
        this.series = series;
        this.owner = owner;
        this.fromMs = fromMs;
        this.toMs = toMs;
    }

    void widen(final long newFromMs, final long newToMs) {
        fromMs = Math.min(fromMs, newFromMs);
        toMs = Math.max(toMs, newToMs);
        again = inFlight;
    }
}
