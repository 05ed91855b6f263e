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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches missing closed candles by REST and publishes them into the ring, as often as it takes.
 *
 * <p>The supervisor's thread owns the tasks; a request waits on a thread of the executor and comes back as a command.
 */
final class Backfill {
    private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);
    private static final long FIRST_RETRY_MS = 1_000;
    private static final long LAST_RETRY_MS = 30_000;

    private final Map<Integer, BackfillTask> tasks = new LinkedHashMap<>();
    private final Publisher publisher;
    private final int workers;
    private final Map<Venue, Long> quietUntilMs = new LinkedHashMap<>();
    private final Executor executor;
    private final Consumer<Runnable> commands;
    private final Metrics metrics;
    private final Jitter jitter;
    private long nowMs;
    private int inFlight;

    Backfill(
            final int workers,
            final Publisher publisher,
            final Executor executor,
            final Consumer<Runnable> commands,
            final Metrics metrics,
            final Jitter jitter) {
        this.workers = workers;
        this.publisher = publisher;
        this.executor = executor;
        this.commands = commands;
        this.metrics = metrics;
        this.jitter = jitter;
    }

    /** Asks for all closed candles of a series in a range of open times, UTC ms, both ends inclusive. */
    void request(final Series series, final HistoryClient history, final long fromMs, final long toMs) {
        final BackfillTask known = tasks.get(series.id());
        if (known == null) {
            tasks.put(series.id(), new BackfillTask(series, history, fromMs, toMs));
        } else {
            known.widen(fromMs, toMs);
        }
    }

    /** Nobody wants the series any more. */
    void forget(final int seriesId) {
        tasks.remove(seriesId);
    }

    /** Starts what is due. */
    int tick(final long newNowMs) {
        nowMs = newNowMs;
        int started = 0;
        for (final BackfillTask task : new ArrayList<>(tasks.values())) {
            if (inFlight < workers && !task.inFlight && task.nextTryMs <= nowMs && mayAsk(task.series.venue())) {
                start(task);
                started++;
            }
        }
        return started;
    }

    private boolean mayAsk(final Venue venue) {
        return quietUntilMs.getOrDefault(venue, 0L) <= nowMs;
    }

    private void start(final BackfillTask task) {
        task.inFlight = true;
        task.again = false;
        inFlight++;
        final long fromMs = task.fromMs;
        final Interval interval = task.series.interval();
        // Two bars more than are missing: a later row is what proves that an absent one does not exist.
        final long toMs = interval.next(interval.next(Math.max(task.toMs, fromMs)));
        executor.execute(() -> fetch(task, fromMs, toMs));
    }

    private void fetch(final BackfillTask task, final long fromMs, final long toMs) {
        try {
            final HistoryClient.Answer answer = task.history.candles(task.series, fromMs, toMs, publisher);
            if (answer.provenToMs() >= fromMs) {
                publisher.publishRangeChecked(task.series.id(), fromMs, answer.provenToMs());
            }
            commands.accept(() -> onAnswer(task, answer));
        } catch (final HistoryException e) {
            commands.accept(() -> onFailure(task, e.getMessage(), e.retryAfterMs()));
        } catch (final RuntimeException e) {
            commands.accept(() -> onFailure(task, e.toString(), 0));
        }
    }

    private void onAnswer(final BackfillTask task, final HistoryClient.Answer answer) {
        release(task);
        count(task, "success");
        task.failures = answer.provenToMs() >= task.fromMs ? 0 : task.failures + 1;
        LogFields.of(LOG.atDebug(), task.series)
                .addKeyValue("delivered", answer.delivered())
                .addKeyValue("proven_to", answer.provenToMs())
                .log("Backfill answered");
        if (answer.provenToMs() >= task.toMs || task.toMs < task.fromMs) {
            if (!task.again) {
                tasks.remove(task.series.id(), task);
            }
            return;
        }
        if (!task.again) {
            task.fromMs = Math.max(task.fromMs, task.series.interval().next(answer.provenToMs()));
            task.nextTryMs = nowMs + jitter.growing(FIRST_RETRY_MS, LAST_RETRY_MS, task.failures);
        }
    }

    private void onFailure(final BackfillTask task, final String message, final long retryAfterMs) {
        release(task);
        count(task, "error");
        final long delayMs = Math.max(retryAfterMs, jitter.growing(FIRST_RETRY_MS, LAST_RETRY_MS, task.failures));
        task.failures++;
        task.nextTryMs = nowMs + delayMs;
        if (retryAfterMs > 0) {
            quietUntilMs.put(task.series.venue(), nowMs + retryAfterMs);
        }
        LogFields.of(LOG.atWarn(), task.series)
                .addKeyValue("retry_in_ms", delayMs)
                .log("Missing candles could not be fetched, will try again: {}", message);
    }

    private void release(final BackfillTask task) {
        task.inFlight = false;
        inFlight--;
    }

    private void count(final BackfillTask task, final String status) {
        metrics.counter(Metric.REST_BACKFILLS, task.series.venue(), status).increment();
    }
}
