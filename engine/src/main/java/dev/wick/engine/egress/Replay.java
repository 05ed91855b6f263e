package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.history.SeriesHistory;
import java.util.List;

/**
 * One subscriber's way through the closed candles of one series, until it has caught up with the live ones. Egress thread.
 *
 * <pre>
 *   WAITING ──► (FETCH_DUE ─► FETCHING ─► ROWS)… ──► MEMORY ──► over: it joins the live subscribers
 *   history       what lies before memory, by REST     in order of
 *   settled                                            publication
 * </pre>
 *
 * <p>In memory it goes as far as what was fanned out, and joins there: all else goes through the closed queue yet. So there
 * is neither hole nor overlap.
 */
final class Replay {
    /** How far before memory REST is asked at most, in candles. */
    static final int MAX_REACH = 10_000;

    /** So many candles are fetched by one request: a page of most exchanges, and bounded memory for a slow reader. */
    private static final int FETCH_CANDLES = 500;
    /** So many requests at once for one subscriber. */
    private static final int MAX_FETCHES = 2;
    /** So often the ring may overwrite what is next for a subscriber, before it is cut. */
    private static final int MAX_OVERTAKEN = 8;

    private enum Stage {
        WAITING,
        FETCH_DUE,
        FETCHING,
        ROWS,
        MEMORY,
        OVER
    }

    private final Replays owner;
    private final Session session;
    private final Series series;
    private final String idJson;
    private final int snapshot;
    private final boolean isResuming;
    private final Candle candle = new Candle();

    private Stage stage = Stage.WAITING;
    /** All up to this open time the subscriber has, UTC ms. */
    private long sinceMs;

    private int sinceRevision;
    private SeriesHistory history;
    private HistoryCursor cursor;

    private FetchRequest request;
    private List<Candle> rows = List.of();
    private int nextRow;
    private long rowsProvenToMs;
    private String problem;
    private boolean isCapped;

    private long newestSentMs = Candle.NONE;
    private int overtaken;

    /**
     * Not begun.
     *
     * @param idJson the request's {@code id} as JSON, or null
     * @param since what was received last, or null
     */
    Replay(
            final Replays owner,
            final Session session,
            final Series series,
            final String idJson,
            final int snapshot,
            final Since since) {
        this.owner = owner;
        this.session = session;
        this.series = series;
        this.idJson = idJson;
        this.snapshot = snapshot;
        isResuming = since != null;
        sinceMs = isResuming ? since.openTimeMs() : Candle.NONE;
        sinceRevision = isResuming ? since.revision() : 0;
    }

    /** It is not wanted any more: unsubscribed, replaced by another, or the session has ended. */
    void cancel() {
        if (stage == Stage.FETCHING) {
            owner.cancelled(request);
            session.fetches--;
        }
        stage = Stage.OVER;
        rows = List.of();
    }

    boolean isOver() {
        return stage == Stage.OVER;
    }

    Session session() {
        return session;
    }

    /**
     * Goes on.
     *
     * @param limit how much at most
     * @return how much was done; 0 if it cannot go on now
     */
    int step(final int limit) {
        return switch (stage) {
            case WAITING -> judge() ? Replays.BATCH : 0;
            case FETCH_DUE -> fetch();
            case ROWS -> sendRows(limit);
            case MEMORY -> sendFromMemory(limit);
            case FETCHING, OVER -> 0;
        };
    }

    private boolean judge() {
        history = owner.history(series.id());
        if (history == null || !history.isSettled() || history.completeFromMs() == Candle.NONE) {
            return false;
        }
        final long processed = owner.processed(history);
        if (!isResuming) {
            cursor = HistoryCursor.snapshot(history, snapshot, processed);
            stage = Stage.MEMORY;
            return true;
        }
        cursor = HistoryCursor.since(history, sinceMs, sinceRevision, processed);
        stage = cursor.servedToMs() < history.completeFromMs() ? Stage.FETCH_DUE : Stage.MEMORY;
        return true;
    }

    private int fetch() {
        final Interval interval = series.interval();
        // In this order: what is forgotten meanwhile shows when it is read.
        cursor.toBegin();
        final long completeFromMs = history.completeFromMs();
        if (cursor.servedToMs() >= completeFromMs) {
            stage = Stage.MEMORY;
            return 1;
        }
        if (session.fetches >= MAX_FETCHES) {
            return 0;
        }
        final long fromMs = Math.max(cursor.servedToMs(), earliestMs(completeFromMs));
        if (fromMs > cursor.servedToMs()) {
            isCapped = true;
            tell(fromMs, "at most " + MAX_REACH + " candles before what is in memory are fetched for one subscription");
            cursor.serve(fromMs);
        }
        long toMs = fromMs;
        for (int count = 1; count < FETCH_CANDLES && interval.next(toMs) < completeFromMs; count++) {
            toMs = interval.next(toMs);
        }
        request = new FetchRequest(series, fromMs, toMs);
        session.fetches++;
        stage = Stage.FETCHING;
        owner.fetch(this, request);
        return 1;
    }

    /** Only once: what is asked for later lies nearer. */
    private long earliestMs(final long completeFromMs) {
        if (isCapped) {
            return cursor.servedToMs();
        }
        long earliestMs = completeFromMs;
        for (int count = 0; count < MAX_REACH && earliestMs > cursor.servedToMs(); count++) {
            earliestMs = series.interval().previous(earliestMs);
        }
        return earliestMs;
    }

    /** REST has answered; not if it was cancelled. */
    void onFetched(final FetchRequest asked, final FetchAnswer answer) {
        if (stage != Stage.FETCHING || request != asked) {
            return;
        }
        session.fetches--;
        if (answer.problem() == null && answer.provenToMs() >= asked.fromMs()) {
            rows = answer.rows();
            nextRow = 0;
            rowsProvenToMs = Math.min(answer.provenToMs(), asked.toMs());
            stage = Stage.ROWS;
        } else {
            unreachable(asked, answer);
        }
    }

    /** Half as far back, if the exchange merely does not reach so far; else what is in memory. */
    private void unreachable(final FetchRequest asked, final FetchAnswer answer) {
        final long completeFromMs = history.completeFromMs();
        final boolean isTooFar = answer.isRefused() || answer.problem() == null;
        problem = answer.problem() == null ? "REST does not reach that far back" : answer.problem();
        final long nextMs = isTooFar ? halfWay(asked.fromMs(), completeFromMs) : completeFromMs;
        if (overtaken > 0 && newestSentMs != Candle.NONE) {
            cut();
            return;
        }
        cursor.serve(nextMs);
        stage = Stage.FETCH_DUE;
        if (nextMs >= completeFromMs) {
            tell(completeFromMs, problem);
            problem = null;
        }
    }

    private long halfWay(final long fromMs, final long completeFromMs) {
        final long middleMs = series.interval().openTimeAt(fromMs + (completeFromMs - fromMs) / 2);
        return middleMs > fromMs ? middleMs : completeFromMs;
    }

    private void tell(final long availableFromMs, final String why) {
        owner.error(
                session,
                idJson,
                ErrorReply.ofPast(
                        "since_unavailable",
                        "Not all closed candles of " + series.symbol() + " after " + sinceMs
                                + " can be had, only those from " + availableFromMs
                                + " on, which follow, and then the live ones: " + why,
                        "since_unavailable",
                        series,
                        availableFromMs));
    }

    private int sendRows(final int limit) {
        if (problem != null) {
            tell(request.fromMs(), problem);
            problem = null;
        }
        int done = 0;
        while (nextRow < rows.size() && done < limit) {
            if (!session.hasRoomForPast() || !send(rows.get(nextRow))) {
                return done;
            }
            nextRow++;
            done++;
        }
        if (stage == Stage.ROWS && nextRow == rows.size()) {
            rows = List.of();
            cursor.serve(series.interval().next(rowsProvenToMs));
            stage = Stage.FETCH_DUE;
        }
        return Math.max(done, 1);
    }

    private int sendFromMemory(final int limit) {
        for (int done = 0; done < limit; done++) {
            final long position = cursor.position();
            final long processed = owner.processed(history);
            if (position >= processed) {
                // Beyond it: received from another engine, which was faster with it; then its turn here is awaited.
                return position == processed ? join(done) : done;
            }
            if (!session.hasRoomForPast()) {
                return done;
            }
            if (!history.read(position, candle)) {
                overtaken();
                return done + 1;
            }
            if (cursor.isDue(position, candle.openTimeMs) && !send(candle)) {
                return done;
            }
            cursor.advance();
        }
        return limit;
    }

    private boolean send(final Candle closed) {
        final long openTimeMs = closed.openTimeMs;
        final boolean isSent = owner.send(session, closed);
        if (isSent && openTimeMs > newestSentMs) {
            newestSentMs = openTimeMs;
        }
        return isSent && stage != Stage.OVER;
    }

    private int join(final int done) {
        stage = Stage.OVER;
        owner.join(session, series.id(), snapshot > 0, newestSentMs);
        return done + 1;
    }

    /** The ring has overwritten what is next: the subscriber reads too slowly, or the series is too fast. */
    private void overtaken() {
        if (!isResuming && newestSentMs == Candle.NONE) {
            stage = Stage.WAITING;
            return;
        }
        overtaken++;
        sinceMs = Math.max(sinceMs, newestSentMs);
        if (overtaken > MAX_OVERTAKEN) {
            problem = "it was so " + overtaken + " times";
            cut();
        } else {
            cursor = cursor.overtaken(sinceMs, owner.processed(history));
            stage = Stage.FETCH_DUE;
        }
    }

    private void cut() {
        stage = Stage.OVER;
        final String reason = "overtaken; resume " + series.symbol() + " with since " + sinceMs;
        owner.overtaken(
                session,
                ErrorReply.ofPast(
                        "overtaken",
                        "You read too slowly: the closed candles of " + series.symbol() + " after " + sinceMs
                                + " are not in memory any more, and REST cannot be had (" + problem
                                + "). Connect again and subscribe with \"since\": " + sinceMs,
                        "overtaken",
                        series,
                        history.completeFromMs()),
                reason);
    }
}
