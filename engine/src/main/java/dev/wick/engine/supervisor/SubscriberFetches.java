package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.egress.FetchAnswer;
import dev.wick.engine.egress.FetchRequest;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Fetches closed candles of one venue for subscribers that ask for more of the past than is in memory: when nothing more
 * urgent is to be asked, in the order of request, and not for ever. The supervisor's thread.
 */
final class SubscriberFetches {
    /** So many requests wait at most; a further one is told so. */
    static final int MAX_WAITING = 1_000;
    /** A subscriber waits so long at most for one answer, and then gets what is in memory. */
    static final long GIVE_UP_AFTER_MS = 30_000;
    /** So often one request is tried. */
    static final int MAX_TRIES = 3;

    private static final int MAX_IN_FLIGHT = 2;
    private static final long FIRST_RETRY_MS = 1_000;
    private static final long LAST_RETRY_MS = 10_000;
    private static final int FIRST_SERVER_ERROR = 500;

    private static final class Pending {
        final FetchRequest request;
        final long giveUpAtMs;
        long nextTryMs;
        int failures;
        String problem;

        Pending(final FetchRequest request, final long nowMs) {
            this.request = request;
            giveUpAtMs = nowMs + GIVE_UP_AFTER_MS;
        }
    }

    private final VenueRest rest;
    private final SubscriberDesk subscribers;
    private final Jitter jitter;
    private final Metrics metrics;
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private int inFlight;
    private long nowMs;

    SubscriberFetches(
            final VenueRest rest, final SubscriberDesk subscribers, final Jitter jitter, final Metrics metrics) {
        this.rest = rest;
        this.subscribers = subscribers;
        this.jitter = jitter;
        this.metrics = metrics;
    }

    /** A subscriber asks. It is answered once, unless it cancels. */
    void add(final FetchRequest request, final long atMs) {
        if (waiting.size() >= MAX_WAITING) {
            final String problem = waiting.size() + " requests of subscribers wait for " + rest.venue() + " already";
            subscribers.fetched(request, FetchAnswer.failed(problem, false));
        } else {
            waiting.add(new Pending(request, atMs));
        }
    }

    /**
     * Starts what is due.
     *
     * @param isVenueBusy whether there is something more urgent to fetch from the venue
     */
    int tick(final long newNowMs, final boolean isVenueBusy) {
        nowMs = newNowMs;
        int work = 0;
        for (int left = waiting.size(); left > 0; left--) {
            final Pending one = waiting.poll();
            if (one.request.isCancelled()) {
                continue;
            }
            if (nowMs >= one.giveUpAtMs) {
                final String problem = one.problem == null ? "REST requests of " + rest.venue() + " wait" : one.problem;
                subscribers.fetched(one.request, FetchAnswer.failed(problem, false));
            } else if (isVenueBusy || inFlight >= MAX_IN_FLIGHT || one.nextTryMs > nowMs || !start(one)) {
                waiting.add(one);
                continue;
            }
            work++;
        }
        return work;
    }

    private boolean start(final Pending one) {
        if (!rest.isUndisturbed()
                || !rest.ask(
                        history -> fetch(history, one.request),
                        answer -> onAnswer(one, answer),
                        failure -> onFailure(one, failure))) {
            return false;
        }
        inFlight++;
        return true;
    }

    private static FetchAnswer fetch(final HistoryClient history, final FetchRequest request) throws HistoryException {
        final Series series = request.series();
        final Interval interval = series.interval();
        final List<Candle> rows = new ArrayList<>();
        // Two bars more than are asked for: a later row is what proves that an absent one does not exist.
        final long lastMs = interval.next(interval.next(request.toMs()));
        final HistoryClient.Answer answer = history.candles(series, request.fromMs(), lastMs, candle -> {
            if (candle.openTimeMs >= request.fromMs() && candle.openTimeMs <= request.toMs()) {
                final Candle copy = new Candle();
                copy.copyFrom(candle);
                rows.add(copy);
            }
        });
        return FetchAnswer.of(rows, Math.min(answer.provenToMs(), request.toMs()));
    }

    private void onAnswer(final Pending one, final FetchAnswer answer) {
        release("success");
        subscribers.fetched(one.request, answer);
    }

    private void onFailure(final Pending one, final Exception failure) {
        release("error");
        one.failures++;
        one.problem = failure instanceof HistoryException ? failure.getMessage() : failure.toString();
        final boolean isRefused = failure instanceof final HistoryException told
                && told.kind() == HistoryException.Kind.HTTP_STATUS
                && told.httpStatus() < FIRST_SERVER_ERROR;
        if (isRefused || one.failures >= MAX_TRIES) {
            subscribers.fetched(one.request, FetchAnswer.failed(one.problem, isRefused));
        } else {
            one.nextTryMs = nowMs + jitter.growing(FIRST_RETRY_MS, LAST_RETRY_MS, one.failures - 1);
            waiting.add(one);
        }
    }

    private void release(final String status) {
        inFlight--;
        final Venue venue = rest.venue();
        metrics.counter(Metric.REST_BACKFILLS, venue, status).increment();
    }
}
