package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.feed.VenueLimits;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.pipeline.Publisher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches missing closed candles by REST and publishes them into the ring, as often as it takes.
 *
 * <p>First what is missing, then closes that are overdue; of each the newest open times first, page by page, so that neither a
 * long gap nor an old one delays a fresh one. One request of a series at a time, and so many of a venue: one that waits, for
 * its rate limit say, holds up no other venue. What is older than the exchange's history is asked for once an hour. The
 * supervisor's thread owns the tasks.
 */
final class Backfill {
    private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);
    private static final long FIRST_RETRY_MS = 1_000;
    private static final long LAST_RETRY_MS = 30_000;
    private static final long BEYOND_RETRY_MS = 3_600_000;
    /** Of the bars that an exchange keeps one is forming, another may begin while we ask, and our time is an estimate. */
    private static final int BARS_IN_FLUX = 3;

    /** On whose behalf candles are fetched: one venue. */
    interface Owner {
        /** The way to its REST side. */
        VenueRest rest();

        /** How many of the newest bars its REST side has; {@code VenueLimits.ALL_BARS} for all. */
        int historyBars();

        /** The exchange's time, UTC ms. */
        long exchangeTimeMs();

        /** REST has answered: everything is known up to an open time, UTC ms, which may lie before all that was asked. */
        void onHistory(Series series, long provenToMs);

        /** A try to fetch missing candles has failed, for another reason than the last; both open times are inclusive, UTC ms. */
        void onStillMissing(Series series, long fromMs, long toMs, MissingReason reason, long nextTryMs);
    }

    /** One range that may be asked for now. */
    private record Due(BackfillTask task, Owed owed) {}

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
        task(series, owner).add(Urgency.REPAIR, fromMs, toMs);
    }

    /** Asks for the closes of bars that are over: open times, UTC ms, both ends inclusive. */
    void close(final Series series, final Owner owner, final long fromMs, final long toMs) {
        task(series, owner).add(Urgency.CLOSE, fromMs, toMs);
    }

    /**
     * Asks once for what may have been closed from an open time on, UTC ms, although nothing is known to be over: our estimate
     * of the exchange's clock is a lower bound, and REST knows better.
     */
    void look(final Series series, final Owner owner, final long fromMs) {
        task(series, owner).add(Urgency.LOOK, fromMs, series.interval().previous(fromMs));
    }

    private BackfillTask task(final Series series, final Owner owner) {
        return tasks.computeIfAbsent(series.id(), id -> new BackfillTask(series, owner));
    }

    /** Nobody wants the series any more. */
    void forget(final int seriesId) {
        tasks.remove(seriesId);
    }

    /** What is to be fetched of a series; null for nothing, which is how it mostly is, and then costs nothing. */
    private BackfillTask taskOf(final int seriesId) {
        return tasks.isEmpty() ? null : tasks.get(seriesId);
    }

    /** Whether candles of the series that are known to be missing are being fetched, and can be had. */
    boolean isRepairing(final int seriesId) {
        final BackfillTask task = taskOf(seriesId);
        return task != null && task.isRepair();
    }

    /** Whether an open time of the series, UTC ms, is to be fetched. */
    boolean isOwed(final int seriesId, final long openTimeMs) {
        final BackfillTask task = taskOf(seriesId);
        return task != null && task.owed.contains(openTimeMs);
    }

    /** Whether something is to be fetched of the series, and REST cannot be had. */
    boolean isFailing(final int seriesId) {
        final BackfillTask task = taskOf(seriesId);
        return task != null && task.isFailing;
    }

    /** Whether a venue has a task that is under way or due now. */
    boolean isBusy(final Venue venue) {
        if (inFlight.getOrDefault(venue, 0) > 0) {
            return true;
        }
        for (final BackfillTask task : tasks.values()) {
            if (task.series.venue().equals(venue) && task.due(nowMs) != null) {
                return true;
            }
        }
        return false;
    }

    /** Starts what is due. */
    int tick(final long newNowMs) {
        nowMs = newNowMs;
        if (tasks.isEmpty()) {
            return 0;
        }
        final Map<Venue, PriorityQueue<Due>> dueByVenue = new LinkedHashMap<>();
        for (final BackfillTask task : new ArrayList<>(tasks.values())) {
            collect(task, dueByVenue);
        }
        int started = 0;
        for (final Map.Entry<Venue, PriorityQueue<Due>> entry : dueByVenue.entrySet()) {
            started += start(entry.getKey(), entry.getValue());
        }
        return started;
    }

    private void collect(final BackfillTask task, final Map<Venue, PriorityQueue<Due>> dueByVenue) {
        if (task.inFlight) {
            return;
        }
        dropWhatHasCome(task);
        if (task.isDone()) {
            tasks.remove(task.series.id());
            return;
        }
        Owed due = task.due(nowMs);
        if (due != null && !due.isBeyondHistory && putAsideWhatIsBeyondHistory(task, due)) {
            due = task.due(nowMs);
        }
        if (due != null) {
            dueByVenue
                    .computeIfAbsent(
                            task.series.venue(),
                            venue -> new PriorityQueue<>((one, other) -> one.owed.compareWith(other.owed)))
                    .add(new Due(task, due));
        }
    }

    /** The stream, or an answer that crossed with the request, may have brought it by now. */
    private void dropWhatHasCome(final BackfillTask task) {
        final long watermarkMs = watermarks.watermarkMs(task.series.id());
        if (watermarkMs != Watermarks.NONE) {
            task.owed.remove(Long.MIN_VALUE, watermarkMs);
        }
    }

    private boolean putAsideWhatIsBeyondHistory(final BackfillTask task, final Owed due) {
        final int bars = task.owner.historyBars();
        if (bars == VenueLimits.ALL_BARS) {
            return false;
        }
        final Interval interval = task.series.interval();
        final long keptFromMs = task.owner.exchangeTimeMs() - (bars - BARS_IN_FLUX) * interval.shortestMs();
        if (due.fromMs >= keptFromMs || due.toMs < due.fromMs) {
            return false;
        }
        for (final Owed beyond : task.owed.cut(due.fromMs, Math.min(due.toMs, keptFromMs - 1))) {
            beyond.isBeyondHistory = true;
            beyond.reason = MissingReason.beyondHistory(bars);
            beyond.nextTryMs = nowMs + jitter.around(BEYOND_RETRY_MS);
            tell(task, beyond, beyond.nextTryMs);
        }
        return true;
    }

    private int start(final Venue venue, final PriorityQueue<Due> all) {
        int started = 0;
        while (!all.isEmpty() && inFlight.getOrDefault(venue, 0) < workers) {
            final Due next = all.peek();
            if (!start(next.task, next.owed)) {
                all.forEach(this::onRefused);
                break;
            }
            all.poll();
            started++;
        }
        return started;
    }

    private void onRefused(final Due due) {
        final VenueRest rest = due.task.owner.rest();
        due.task.isFailing = true;
        due.owed.reason = rest.refusal();
        tell(due.task, due.owed, rest.nextTryMs());
    }

    private boolean start(final BackfillTask task, final Owed owed) {
        final boolean isLook = owed.toMs < owed.fromMs;
        final long fromMs = isLook ? owed.fromMs : task.pageFromMs(owed);
        final long toMs = owed.toMs;
        if (!task.owner
                .rest()
                .ask(
                        history -> fetch(history, task.series, fromMs, toMs),
                        answer -> onAnswer(task, fromMs, toMs, answer),
                        failure -> onFailure(task, fromMs, toMs, failure))) {
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

    private void onAnswer(
            final BackfillTask task, final long fromMs, final long toMs, final HistoryClient.Answer answer) {
        release(task, "success");
        task.isFailing = false;
        LogFields.of(LOG.atDebug(), task.series)
                .addKeyValue("delivered", answer.delivered())
                .addKeyValue("proven_to", answer.provenToMs())
                .log("Backfill answered");
        if (!task.again) {
            settle(task, fromMs, toMs, answer.provenToMs());
            if (task.isDone()) {
                tasks.remove(task.series.id(), task);
            }
        }
        task.owner.onHistory(task.series, task.provenTo(answer.provenToMs()));
    }

    /** Takes out what an answer has shown, and puts off the rest of its page. */
    private void settle(final BackfillTask task, final long fromMs, final long toMs, final long provenToMs) {
        if (toMs < fromMs) {
            task.look = null;
            return;
        }
        final boolean isProgress = provenToMs >= fromMs;
        if (isProgress) {
            task.owed.remove(fromMs, provenToMs);
        }
        dropWhatHasCome(task);
        for (final Owed left : task.owed.cut(fromMs, toMs)) {
            left.failures = isProgress ? 0 : left.failures + 1;
            if (left.isBeyondHistory) {
                left.nextTryMs = nowMs + jitter.around(BEYOND_RETRY_MS);
            } else {
                left.reason = MissingReason.NOT_THERE_YET;
                left.nextTryMs = nowMs + jitter.growing(FIRST_RETRY_MS, LAST_RETRY_MS, left.failures);
                tell(task, left, left.nextTryMs);
            }
        }
    }

    private void onFailure(final BackfillTask task, final long fromMs, final long toMs, final Exception failure) {
        release(task, "error");
        task.isFailing = true;
        dropWhatHasCome(task);
        final List<Owed> asked = asked(task, fromMs, toMs);
        final int failures = asked.stream().mapToInt(one -> one.failures).max().orElse(0);
        final boolean isTold = failure instanceof HistoryException;
        final long askedMs = isTold ? ((HistoryException) failure).retryAfterMs() : 0;
        // Who was told when to come back has not failed: the pause is known, and does not grow.
        final long delayMs = askedMs > 0
                ? askedMs + jitter.full(FIRST_RETRY_MS)
                : jitter.growing(FIRST_RETRY_MS, LAST_RETRY_MS, failures);
        for (final Owed one : asked) {
            one.failures += askedMs > 0 ? 0 : 1;
            one.nextTryMs = nowMs + (one.isBeyondHistory ? jitter.around(BEYOND_RETRY_MS) : delayMs);
            if (!one.isBeyondHistory) {
                one.reason = MissingReason.failed(failure);
                tell(task, one, one.nextTryMs);
            }
        }
        LogFields.of(LOG.atWarn(), task.series)
                .addKeyValue("retry_in_ms", delayMs)
                .log(
                        "Missing candles could not be fetched, will try again: {}",
                        isTold ? failure.getMessage() : failure.toString());
    }

    /** The whole of what a page was taken from, since the rest of it would fail alike. */
    private static List<Owed> asked(final BackfillTask task, final long fromMs, final long toMs) {
        if (toMs < fromMs) {
            return task.look == null ? List.of() : List.of(task.look);
        }
        return task.owed.all().stream()
                .filter(one -> one.overlaps(fromMs, toMs))
                .toList();
    }

    /** Once for each reason: who is told the same again and again listens no more. */
    private void tell(final BackfillTask task, final Owed missing, final long nextTryMs) {
        final boolean isNews = !missing.reason.code().equals(missing.told);
        if (missing.urgency == Urgency.REPAIR && isNews && tasks.get(task.series.id()) == task) {
            missing.told = missing.reason.code();
            task.owner.onStillMissing(task.series, missing.fromMs, missing.toMs, missing.reason, nextTryMs);
        }
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
