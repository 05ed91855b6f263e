package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.pipeline.Publisher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the histories of one venue's series with the candles before their first, when nothing more urgent is to be asked of
 * REST: one request at a time, and most of the time none. The supervisor's thread.
 *
 * <p>Asked for are the bars before the one in which the exchange acknowledged the series: from there on all is owed to
 * subscribers. Whoever waits for a history waits until the first try, and never for long; a try that fails is repeated.
 */
final class Bootstrap {
    private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);
    /** Nobody waits longer for a history than so long after the series was wanted. */
    static final long SETTLE_AFTER_MS = 5_000;
    /** Between two requests passes so many times what the last one took: if the rate limit slows us, we slow down with it. */
    private static final int PAUSE_FACTOR = 5;

    private static final long SHORTEST_PAUSE_MS = 100;
    private static final long FIRST_RETRY_MS = 2_000;
    private static final long LAST_RETRY_MS = 300_000;
    /** REST may be behind the stream by a bar that is just over, but not for the minute that these take. */
    private static final int TRIES_FOR_PROOF = 5;

    private static final class Pending {
        final Wanted one;
        boolean isSettled;
        long dueAtMs;
        int failures;

        Pending(final Wanted one) {
            this.one = one;
        }
    }

    private final Map<Integer, Pending> pending = new LinkedHashMap<>();
    private final VenueRest rest;
    private final Publisher publisher;
    private final Watermarks watermarks;
    private final Jitter jitter;
    private final int bars;
    private boolean isAsking;
    private long askedAtMs;
    private long nextMs;
    private long nowMs;

    /**
     * Nothing to do yet.
     *
     * @param bars how many are asked for; 0 for none
     */
    Bootstrap(
            final VenueRest rest,
            final Publisher publisher,
            final Watermarks watermarks,
            final Jitter jitter,
            final int bars) {
        this.rest = rest;
        this.publisher = publisher;
        this.watermarks = watermarks;
        this.jitter = jitter;
        this.bars = bars;
    }

    /** A series is wanted of which nothing was published yet. */
    void add(final Wanted one, final long newNowMs) {
        nowMs = newNowMs;
        final Pending added = new Pending(one);
        if (bars == 0) {
            settle(added);
        } else {
            pending.put(one.series.id(), added);
        }
    }

    /** Nobody wants the series any more, or its history was restored. */
    void forget(final int seriesId) {
        final Pending known = pending.remove(seriesId);
        if (known != null) {
            settle(known);
        }
    }

    /** Starts nothing more. */
    void stop() {
        pending.clear();
    }

    /**
     * Starts the next request if it is time.
     *
     * @param isVenueBusy whether there is something more urgent to fetch from the venue
     */
    int tick(final long newNowMs, final boolean isVenueBusy) {
        nowMs = newNowMs;
        if (pending.isEmpty()) {
            return 0;
        }
        for (final Pending one : pending.values()) {
            if (!one.isSettled && nowMs - one.one.wantedAtMs >= SETTLE_AFTER_MS) {
                settle(one);
            }
        }
        if (isAsking || nowMs < nextMs || isVenueBusy || !rest.isUndisturbed()) {
            return 0;
        }
        for (final Pending one : pending.values()) {
            if (isDue(one)) {
                return ask(one) ? 1 : 0;
            }
        }
        return 0;
    }

    private boolean isDue(final Pending one) {
        // Where nobody knows the phase of the grid, the first candle must show it.
        final boolean isGridKnown = !one.one.series.interval().isPhaseUnknown()
                || watermarks.watermarkMs(one.one.series.id()) != Watermarks.NONE;
        return one.one.acknowledgedAtMs != 0 && one.dueAtMs <= nowMs && isGridKnown;
    }

    private boolean ask(final Pending one) {
        final Series series = one.one.series;
        final long sinceAcknowledgedMs = nowMs - one.one.acknowledgedAtMs;
        final long watermarkMs = watermarks.watermarkMs(series.id());
        final boolean isProofWanted = one.failures < TRIES_FOR_PROOF;
        askedAtMs = nowMs;
        isAsking = rest.ask(
                history -> fetch(history, series, sinceAcknowledgedMs, watermarkMs, isProofWanted),
                isPublished -> onAnswer(one, isPublished),
                failure -> onFailure(one, failure));
        return isAsking;
    }

    /** On a thread that may wait; whether it was published. */
    private boolean fetch(
            final HistoryClient history,
            final Series series,
            final long sinceAcknowledgedMs,
            final long watermarkMs,
            final boolean isProofWanted)
            throws HistoryException {
        final Interval interval = series.interval();
        final long toMs = lastMs(interval, history.serverTimeMs() - sinceAcknowledgedMs, watermarkMs);
        long fromMs = toMs;
        for (int i = 1; i < bars; i++) {
            fromMs = interval.previous(fromMs);
        }
        final List<Candle> rows = new ArrayList<>();
        // Two bars more: a later row is what proves that an absent one does not exist.
        final HistoryClient.Answer answer = history.candles(series, fromMs, interval.next(interval.next(toMs)), row -> {
            if (row.openTimeMs <= toMs) {
                final Candle copy = new Candle();
                copy.copyFrom(row);
                rows.add(copy);
            }
        });
        final long provenToMs = Math.min(answer.provenToMs(), toMs);
        if (provenToMs < toMs && isProofWanted) {
            return false;
        }
        publish(series, rows, fromMs, provenToMs);
        return true;
    }

    /** The last bar that nobody is owed: what the pipeline has entered as known, but for the bar of the acknowledgement. */
    private static long lastMs(final Interval interval, final long acknowledgedMs, final long watermarkMs) {
        if (watermarkMs == Watermarks.NONE) {
            return interval.previous(interval.openTimeAt(acknowledgedMs));
        }
        final long previousMs = interval.previous(watermarkMs);
        final boolean isOwed = acknowledgedMs >= watermarkMs && acknowledgedMs < interval.next(watermarkMs);
        return isOwed ? previousMs : watermarkMs;
    }

    private void publish(final Series series, final List<Candle> rows, final long fromMs, final long provenToMs) {
        long nothingToMs = provenToMs;
        for (int i = rows.size() - 1; i >= 0; i--) {
            publisher.publishBootstrap(rows.get(i), Math.min(nothingToMs, provenToMs));
            nothingToMs = series.interval().previous(rows.get(i).openTimeMs);
        }
        final boolean isBottomProven = fromMs <= nothingToMs && nothingToMs <= provenToMs;
        publisher.publishSettled(series.id(), isBottomProven ? fromMs : Candle.NONE, nothingToMs);
    }

    private void onAnswer(final Pending one, final boolean isPublished) {
        onReturn();
        if (isPublished) {
            pending.remove(one.one.series.id(), one);
        } else {
            retryLater(one);
        }
    }

    private void onFailure(final Pending one, final Exception failure) {
        onReturn();
        LogFields.of(LOG.atInfo(), one.one.series)
                .log("Older candles could not be fetched, will try again: {}", failure.toString());
        if (pending.get(one.one.series.id()) == one) {
            settle(one);
            retryLater(one);
        }
    }

    private void onReturn() {
        isAsking = false;
        nextMs = nowMs + Math.max(SHORTEST_PAUSE_MS, PAUSE_FACTOR * (nowMs - askedAtMs));
    }

    private void retryLater(final Pending one) {
        one.dueAtMs = nowMs + jitter.growing(FIRST_RETRY_MS, LAST_RETRY_MS, one.failures);
        one.failures++;
    }

    private void settle(final Pending one) {
        if (!one.isSettled) {
            one.isSettled = true;
            publisher.publishSettled(one.one.series.id(), Candle.NONE, Candle.NONE);
        }
    }
}
