package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.pipeline.Publisher;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Has the closes of one venue that the exchange has not flagged confirmed by REST, when nothing more urgent is to be asked:
 * several of a series in one request, one request at a time. What differs becomes a revision in the pipeline. The
 * supervisor's thread.
 */
final class Confirmations {
    /** REST may know of a bar's end later than the stream. */
    private static final long AFTER_MS = 2_000;
    /**
     * A fifth of what the strictest exchange allows: on Hyperliquid a request weighs up to 25 of 1,200 a minute, which its three
     * venues share, and repairs come first. Who waits is asked in lots.
     */
    private static final long EVERY_MS = 20_000;

    private static final long LAST_RETRY_MS = 60_000;

    /** What is to be confirmed of one series. */
    private static final class Pending {
        final Series series;
        final TreeSet<Long> openTimesMs = new TreeSet<>();
        long dueAtMs;
        int failures;

        Pending(final Series series, final long dueAtMs) {
            this.series = series;
            this.dueAtMs = dueAtMs;
        }
    }

    private final Map<Integer, Pending> pending = new LinkedHashMap<>();
    private final VenueRest rest;
    private final Publisher publisher;
    private final Jitter jitter;
    private final Counter unconfirmed;
    private boolean isAsking;
    private long nextMs;
    private long nowMs;

    /**
     * None yet.
     *
     * @param unconfirmed shows how many closes wait
     */
    Confirmations(final VenueRest rest, final Publisher publisher, final Jitter jitter, final Counter unconfirmed) {
        this.rest = rest;
        this.publisher = publisher;
        this.jitter = jitter;
        this.unconfirmed = unconfirmed;
    }

    /** A candle was closed, and the exchange has not said so. */
    void add(final Series series, final long openTimeMs) {
        final Pending known = pending.computeIfAbsent(series.id(), id -> new Pending(series, nowMs + AFTER_MS));
        if (known.openTimesMs.add(openTimeMs)) {
            unconfirmed.add(1);
        }
    }

    /** Nobody wants the series any more. */
    void forget(final int seriesId) {
        final Pending known = pending.remove(seriesId);
        if (known != null) {
            unconfirmed.add(-known.openTimesMs.size());
        }
    }

    /**
     * Starts the next request if it is time.
     *
     * @param isVenueBusy whether there is something more urgent to fetch from the venue
     */
    int tick(final long newNowMs, final boolean isVenueBusy) {
        nowMs = newNowMs;
        if (isAsking || nowMs < nextMs || pending.isEmpty() || isVenueBusy || !rest.isUndisturbed()) {
            return 0;
        }
        for (final Pending one : pending.values()) {
            if (one.dueAtMs <= nowMs) {
                return ask(one) ? 1 : 0;
            }
        }
        return 0;
    }

    private boolean ask(final Pending one) {
        final long fromMs = one.openTimesMs.first();
        final long toMs = one.openTimesMs.last();
        isAsking = rest.ask(
                history -> history.candles(one.series, fromMs, toMs, publisher),
                answer -> onAnswer(one, answer),
                failure -> onFailure(one));
        nextMs = nowMs + EVERY_MS;
        return isAsking;
    }

    private void onAnswer(final Pending one, final HistoryClient.Answer answer) {
        isAsking = false;
        final int before = one.openTimesMs.size();
        one.openTimesMs.headSet(answer.provenToMs(), true).clear();
        final int confirmed = before - one.openTimesMs.size();
        if (pending.get(one.series.id()) != one) {
            return;
        }
        unconfirmed.add(-confirmed);
        one.failures = confirmed > 0 ? 0 : one.failures + 1;
        takeTurn(one);
    }

    private void onFailure(final Pending one) {
        isAsking = false;
        if (pending.get(one.series.id()) == one) {
            one.failures++;
            takeTurn(one);
        }
    }

    /** Behind all others, if there is anything left. */
    private void takeTurn(final Pending one) {
        pending.remove(one.series.id());
        if (!one.openTimesMs.isEmpty()) {
            one.dueAtMs = nowMs + jitter.growing(AFTER_MS, LAST_RETRY_MS, one.failures);
            pending.put(one.series.id(), one);
        }
    }
}
