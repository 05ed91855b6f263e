package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.pipeline.Publisher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches missing closed candles by REST and publishes them into the ring, as often as it takes.
 *
 * <p>One task per series, in the order of request. Each venue has requests of its own under way, so many at most: one that
 * waits, for its rate limit say, holds up no other. The supervisor's thread owns the tasks.
 */
final class Backfill {
    private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);
    private static final long FIRST_RETRY_MS = 1_000;
    private static final long LAST_RETRY_MS = 30_000;

    /** On whose behalf candles are fetched: one venue. */
    interface Owner {
        /** The way to its REST side. */
        VenueRest rest();

        /** REST has answered: everything is known up to an open time, UTC ms, which may lie before all that was asked. */
        void onHistory(Series series, long provenToMs);
    }

    private final Map<Integer, BackfillTask> tasks = new LinkedHashMap<>();
    private final Map<Venue, Integer> inFlight = new HashMap<>();
    private final int workers;
    private final Publisher publisher;
    private final Watermarks watermarks;
    private final Metrics metrics;
    private final Jitter jitter;
    private long nowMs;

    Backfill(
            final int workers,
            final Publisher publisher,
            final Watermarks watermarks,
            final Metrics metrics,
            final Jitter jitter) {
        this.workers = workers;
        this.publisher = publisher;
        this.watermarks = watermarks;
        this.metrics = metrics;
        this.jitter = jitter;
    }

    /** Asks for candles that are known to be missing, or may be: open times, UTC ms, both ends inclusive. */
    void repair(final Series series, final Owner owner, final long fromMs, final long toMs) {
        request(series, owner, fromMs, toMs).isRepair = true;
    }

    /** Asks for the closes of bars that are over: open times, UTC ms, both ends inclusive. */
    void close(final Series series, final Owner owner, final long fromMs, final long toMs) {
        request(series, owner, fromMs, toMs);
    }

    /**
     * Asks once for what may have been closed from an open time on, UTC ms, although nothing is known to be over: our estimate
     * of the exchange's clock is a lower bound, and REST knows better.
     */
    void look(final Series series, final Owner owner, final long fromMs) {
        request(series, owner, fromMs, series.interval().previous(fromMs));
    }

    private BackfillTask request(final Series series, final Owner owner, final long fromMs, final long toMs) {
        final BackfillTask known = tasks.get(series.id());
        if (known != null) {
            known.widen(fromMs, toMs);
            return known;
        }
        final BackfillTask added = new BackfillTask(series, owner, fromMs, toMs);
        tasks.put(series.id(), added);
        return added;
    }

    /** Nobody wants the series any more. */
    void forget(final int seriesId) {
        tasks.remove(seriesId);
    }

    /** Whether candles of the series that are known to be missing are being fetched. */
    boolean isRepairing(final int seriesId) {
        final BackfillTask task = tasks.get(seriesId);
        return task != null && task.isRepair;
    }

    /** Whether something is to be fetched of the series, and REST cannot be had. */
    boolean isFailing(final int seriesId) {
        final BackfillTask task = tasks.get(seriesId);
        return task != null && task.isFailing;
    }

    /** Whether a venue has a task that is under way or due now. */
    boolean isBusy(final Venue venue) {
        return inFlight.getOrDefault(venue, 0) > 0
                || tasks.values().stream()
                        .anyMatch(task ->
                                task.nextTryMs <= nowMs && task.series.venue().equals(venue));
    }

    /** Starts what is due. */
    int tick(final long newNowMs) {
        nowMs = newNowMs;
        if (tasks.isEmpty()) {
            return 0;
        }
        int started = 0;
        final Set<Venue> closed = new HashSet<>();
        for (final BackfillTask task : new ArrayList<>(tasks.values())) {
            final Venue venue = task.series.venue();
            if (task.inFlight || task.nextTryMs > nowMs || inFlight.getOrDefault(venue, 0) >= workers) {
                continue;
            }
            if (!isStillNeeded(task)) {
                tasks.remove(task.series.id());
            } else if (closed.contains(venue) || !start(task)) {
                closed.add(venue);
                task.isFailing = true;
            } else {
                started++;
            }
        }
        return started;
    }

    /** The stream, or an answer that crossed with the request, may have brought it by now. */
    private boolean isStillNeeded(final BackfillTask task) {
        final long watermarkMs = watermarks.watermarkMs(task.series.id());
        final boolean isLook = task.toMs < task.fromMs;
        if (watermarkMs == Watermarks.NONE || isLook) {
            return true;
        }
        task.fromMs = Math.max(task.fromMs, task.series.interval().next(watermarkMs));
        return watermarkMs < task.toMs;
    }

    private boolean start(final BackfillTask task) {
        final long fromMs = task.fromMs;
        final long toMs = task.toMs;
        if (!task.owner
                .rest()
                .ask(
                        history -> fetch(history, task.series, fromMs, toMs),
                        answer -> onAnswer(task, answer),
                        failure -> onFailure(task, failure))) {
            return false;
        }
        task.inFlight = true;
        task.again = false;
        count(task.series.venue(), 1);
        return true;
    }

    private HistoryClient.Answer fetch(
            final HistoryClient history, final Series series, final long fromMs, final long toMs)
            throws HistoryException {
        final Interval interval = series.interval();
        // Two bars more than are missing: a later row is what proves that an absent one does not exist.
        final long lastMs = interval.next(interval.next(Math.max(toMs, fromMs)));
        final HistoryClient.Answer answer = history.candles(series, fromMs, lastMs, publisher);
        // Of the bars beyond those that were asked for nobody has said that they are over.
        final long provenToMs = Math.min(answer.provenToMs(), toMs);
        if (provenToMs >= fromMs) {
            publisher.publishRangeChecked(series.id(), fromMs, provenToMs);
        }
        return new HistoryClient.Answer(answer.delivered(), provenToMs);
    }

    private void onAnswer(final BackfillTask task, final HistoryClient.Answer answer) {
        release(task, "success");
        task.isFailing = false;
        task.failures = answer.provenToMs() >= task.fromMs ? 0 : task.failures + 1;
        LogFields.of(LOG.atDebug(), task.series)
                .addKeyValue("delivered", answer.delivered())
                .addKeyValue("proven_to", answer.provenToMs())
                .log("Backfill answered");
        if (!task.again) {
            if (answer.provenToMs() >= task.toMs || task.toMs < task.fromMs) {
                tasks.remove(task.series.id(), task);
            } else {
                task.fromMs = Math.max(task.fromMs, task.series.interval().next(answer.provenToMs()));
                task.nextTryMs = nowMs + jitter.growing(FIRST_RETRY_MS, LAST_RETRY_MS, task.failures);
            }
        }
        task.owner.onHistory(task.series, answer.provenToMs());
    }

    private void onFailure(final BackfillTask task, final Exception failure) {
        release(task, "error");
        task.isFailing = true;
        final boolean isTold = failure instanceof HistoryException;
        final long askedMs = isTold ? ((HistoryException) failure).retryAfterMs() : 0;
        final long delayMs = Math.max(askedMs, jitter.growing(FIRST_RETRY_MS, LAST_RETRY_MS, task.failures));
        task.failures++;
        task.nextTryMs = nowMs + delayMs;
        LogFields.of(LOG.atWarn(), task.series)
                .addKeyValue("retry_in_ms", delayMs)
                .log(
                        "Missing candles could not be fetched, will try again: {}",
                        isTold ? failure.getMessage() : failure.toString());
    }

    private void release(final BackfillTask task, final String status) {
        task.inFlight = false;
        count(task.series.venue(), -1);
        metrics.counter(Metric.REST_BACKFILLS, task.series.venue(), status).increment();
    }

    private void count(final Venue venue, final int change) {
        inFlight.merge(venue, change, Integer::sum);
    }
}
