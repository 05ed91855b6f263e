package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Closing;
import dev.wick.adapters.feed.Interval;
import dev.wick.engine.pipeline.Publisher;

/**
 * Sees to it that every bar that is over is closed: asks REST for closes that do not come, and where no venue flags them and
 * REST cannot be had, has the clock close them. Which bars are over the exchange's clock tells, all delays are ours. The
 * supervisor's thread.
 */
final class CloseWatch {
    private static final long LONGEST_PAUSE_MS = 60_000;

    private final Closing closing;
    private final Backfill backfill;
    private final Backfill.Owner owner;
    private final Publisher publisher;
    private final Watermarks watermarks;
    private final long graceMs;
    private final long timerAfterMs;

    CloseWatch(
            final Closing closing,
            final Backfill backfill,
            final Backfill.Owner owner,
            final Publisher publisher,
            final Watermarks watermarks,
            final HealthSettings settings) {
        this.closing = closing;
        this.backfill = backfill;
        this.owner = owner;
        this.publisher = publisher;
        this.watermarks = watermarks;
        this.graceMs = settings.closeGraceMs();
        this.timerAfterMs = settings.timerCloseAfterMs();
    }

    /**
     * The first open time beyond the gaps of which neither the close nor the absence is known, UTC ms; the series was
     * acknowledged.
     */
    long firstOwedMs(final Wanted one) {
        final Interval interval = one.series.interval();
        final long frontierMs = watermarks.frontierMs(one.series.id());
        if (frontierMs != Watermarks.NONE) {
            return interval.next(frontierMs);
        }
        return one.provenMs == Watermarks.NONE
                ? interval.openTimeAt(one.acknowledgedExchangeMs)
                : interval.next(one.provenMs);
    }

    /** The open time of the last bar that is over, counted from one that is on the grid, UTC ms; the one before if none is. */
    static long lastOverMs(final Interval interval, final long gridMs, final long exchangeMs) {
        if (!interval.isPhaseUnknown()) {
            return interval.previous(interval.openTimeAt(exchangeMs));
        }
        long last = interval.previous(gridMs);
        while (interval.next(interval.next(last)) <= exchangeMs) {
            last = interval.next(last);
        }
        return last;
    }

    /** Looks at one series that is subscribed. */
    void check(final Wanted one, final long nowMs, final long exchangeMs) {
        repairWhatNobodyRepairs(one, nowMs);
        final Interval interval = one.series.interval();
        final long firstMs = firstOwedMs(one);
        if (interval.next(firstMs) > exchangeMs) {
            one.overdueMs = Watermarks.NONE;
            return;
        }
        if (one.overdueMs != firstMs) {
            one.overdueMs = firstMs;
            one.overdueSinceMs = nowMs;
            one.overdueAskMs = nowMs + graceMs;
            one.overdueTries = 0;
            return;
        }
        final long lastMs = lastOverMs(interval, firstMs, exchangeMs);
        if (nowMs >= one.overdueAskMs) {
            backfill.close(one.series, owner, firstMs, lastMs);
            one.overdueTries++;
            one.overdueAskMs = nowMs + Math.min(graceMs << Math.min(one.overdueTries, 10), LONGEST_PAUSE_MS);
        }
        if (closing == Closing.UNFLAGGED) {
            closeByTimer(one, firstMs, lastMs, nowMs, exchangeMs);
        }
    }

    /** Whatever became of the request, a gap that is on the books and on nobody's list is asked for again. */
    private void repairWhatNobodyRepairs(final Wanted one, final long nowMs) {
        final int id = one.series.id();
        final long missingMs = watermarks.oldestMissingMs(id);
        if (missingMs == Watermarks.NONE || backfill.isOwed(id, missingMs) || missingMs != one.orphanMs) {
            one.orphanMs = missingMs;
            one.orphanSinceMs = nowMs;
        } else if (nowMs - one.orphanSinceMs >= graceMs) {
            one.orphanSinceMs = nowMs;
            backfill.repair(one.series, owner, missingMs, watermarks.frontierMs(id));
        }
    }

    /** Does not wait for the grace: the connection is suspect. */
    void hurry(final Wanted one, final long nowMs) {
        if (one.overdueMs != Watermarks.NONE && one.overdueTries == 0) {
            one.overdueAskMs = nowMs;
        }
    }

    /** Only the bar that was last seen forming can be closed by the clock, which is the last one or the one before. */
    private void closeByTimer(
            final Wanted one, final long firstMs, final long lastMs, final long nowMs, final long exchangeMs) {
        final boolean isRestGone = backfill.isFailing(one.series.id())
                && nowMs - Math.max(one.overdueSinceMs, one.answeredAtMs) >= timerAfterMs;
        if (!isRestGone) {
            return;
        }
        final Interval interval = one.series.interval();
        for (long openMs = Math.max(firstMs, interval.previous(lastMs)); openMs <= lastMs; ) {
            final long endMs = interval.next(openMs);
            if (openMs > one.timedMs && exchangeMs - endMs >= timerAfterMs) {
                one.timedMs = openMs;
                publisher.publishTimerClose(one.series.id(), openMs);
            }
            openMs = endMs;
        }
    }
}
