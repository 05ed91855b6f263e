package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.Series;

/** What is still to be fetched for one series. The supervisor's thread. */
final class BackfillTask {
    final Series series;
    final HistoryClient history;
    long fromMs;
    long toMs;
    long nextTryMs;
    int failures;
    boolean inFlight;
    /** The range grew while a request was under way. */
    boolean again;

    BackfillTask(final Series series, final HistoryClient history, final long fromMs, final long toMs) {
        this.series = series;
        this.history = history;
        this.fromMs = fromMs;
        this.toMs = toMs;
    }

    void widen(final long newFromMs, final long newToMs) {
        fromMs = Math.min(fromMs, newFromMs);
        toMs = Math.max(toMs, newToMs);
        again = inFlight;
    }
}
