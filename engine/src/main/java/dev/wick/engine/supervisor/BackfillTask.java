package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Series;
import dev.wick.engine.pipeline.Grid;

/** What is still to be fetched for one series, one page of it at a time. The supervisor's thread. */
final class BackfillTask {
    /** Open times that one request asks for, at most: so little that a long gap holds up no short one. */
    static final int PAGE_BARS = 480;

    final Series series;
    final Backfill.Owner owner;
    final OwedRanges owed;
    /** To be looked for what may be there; null for no. */
    Owed look;

    boolean inFlight;
    /** Something was asked for anew while a request was under way, whose answer may be older than that. */
    boolean again;
    /** REST could not be had when it was last tried. */
    boolean isFailing;
    /** The latest open time up to which an answer has shown everything, UTC ms. */
    private long provenMs = Watermarks.NONE;

    BackfillTask(final Series series, final Backfill.Owner owner) {
        this.series = series;
        this.owner = owner;
        owed = new OwedRanges(series.interval());
    }

    void add(final Urgency urgency, final long fromMs, final long toMs) {
        again = inFlight;
        if (fromMs <= toMs) {
            owed.add(urgency, fromMs, toMs);
        } else if (look == null) {
            look = new Owed(Urgency.LOOK, fromMs, toMs);
        }
    }

    boolean isDone() {
        return owed.isEmpty() && look == null;
    }

    /** Whether candles are being fetched that are known to be missing, and that can be had. */
    boolean isRepair() {
        return owed.all().stream().anyMatch(one -> one.urgency == Urgency.REPAIR && !one.isBeyondHistory);
    }

    /** What is to be asked for now, null for nothing. */
    Owed due(final long nowMs) {
        Owed first = null;
        for (final Owed one : owed.all()) {
            if (one.nextTryMs <= nowMs && (first == null || one.compareWith(first) < 0)) {
                first = one;
            }
        }
        final boolean isLookDue = look != null && look.nextTryMs <= nowMs;
        return isLookDue && (first == null || look.compareWith(first) < 0) ? look : first;
    }

    /** The first open time of the newest page of a range, UTC ms. */
    long pageFromMs(final Owed one) {
        final long boundMs = one.toMs - (PAGE_BARS - 1) * series.interval().shortestMs();
        return Grid.firstAtOrAfter(series.interval(), one.fromMs, boundMs);
    }

    /** Takes note of how far an answer has shown everything, UTC ms; how far all of them together have, without a hole. */
    long provenTo(final long answeredMs) {
        provenMs = Math.max(provenMs, answeredMs);
        return owed.isEmpty() ? provenMs : Math.min(provenMs, series.interval().previous(owed.firstMs()));
    }
}
