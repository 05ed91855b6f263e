package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.history.SeriesHistory;

/**
 * One subscriber's way through the closed candles of one series, until it has caught up with the live ones. Egress thread.
 *
 * <pre>
 *   WAITING ─┬────────────────────────────────┬─► MEMORY ──► over: it joins the live subscribers
 *   history  ├─► LOG: what memory has         │   in order of
 *   settled  │   forgotten, if a log knows it ┤   publication
 *            └─► REST: if none does ──────────┘
 * </pre>
 *
 * <p>In memory it goes as far as what was fanned out, and joins there: all else goes through the closed queue yet. So there
 * is neither hole nor overlap. By REST it goes by open times alone, since REST knows nothing of the order of publication.
 */
final class Replay {
    /** So often the ring may overwrite what is next for a subscriber, before it is cut. */
    private static final int MAX_OVERTAKEN = 8;

    private enum Stage {
        WAITING,
        LOG,
        REST,
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
    /** The open time of the candle that the subscriber has received last, or all up to it, UTC ms. */
    private long sinceMs;

    private int sinceRevision;
    private SeriesHistory history;
    private LogWalk log;
    private RestWalk rest;
    private HistoryCursor cursor;

    private long newestSentMs = Candle.NONE;
    private long lastSentMs = Candle.NONE;
    private int lastSentRevision;
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
        if (stage == Stage.LOG) {
            log.cancel();
        } else if (stage == Stage.REST) {
            rest.cancel();
        }
        stage = Stage.OVER;
    }

    boolean isOver() {
        return stage == Stage.OVER;
    }

    Session session() {
        return session;
    }

    Series series() {
        return series;
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
            case LOG -> stepInLog(limit);
            case REST -> stepByRest(limit);
            case MEMORY -> sendFromMemory(limit);
            case OVER -> 0;
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
        if (cursor.isWhole()) {
            stage = Stage.MEMORY;
        } else {
            goOnInLog(sinceMs, sinceRevision);
        }
        return true;
    }

    private int stepInLog(final int limit) {
        final int done = log.step(limit);
        if (stage == Stage.LOG && log.isOver()) {
            if (log.memoryAt() == SeriesHistory.NOWHERE) {
                serveByOpenTime();
            } else {
                cursor = HistoryCursor.from(history, log.memoryAt());
                stage = Stage.MEMORY;
            }
            return Math.max(done, 1);
        }
        return done;
    }

    /** The log cannot help: goes on with later open times than the subscriber has. */
    private void serveByOpenTime() {
        if (overtaken > 0) {
            sinceMs = Math.max(sinceMs, newestSentMs);
            cursor = cursor.overtaken(sinceMs, owner.processed(history));
        }
        rest = new RestWalk(owner, this, cursor.servedToMs(), cursor::serve);
        stage = Stage.REST;
    }

    private int stepByRest(final int limit) {
        // In this order: what is forgotten meanwhile shows when it is read.
        cursor.toBegin();
        final long completeFromMs = history.completeFromMs();
        if (!rest.isThrough(completeFromMs)) {
            return rest.step(limit, completeFromMs);
        }
        stage = Stage.MEMORY;
        if (rest.problem() != null) {
            tellUnavailable(completeFromMs, rest.problem());
        }
        return 1;
    }

    /** REST has answered; not if it was cancelled. */
    void onFetched(final FetchRequest asked, final FetchAnswer answer) {
        if (stage == Stage.LOG) {
            log.onFetched(asked, answer);
        } else if (stage == Stage.REST) {
            rest.onFetched(asked, answer, history.completeFromMs());
            if (rest.problem() != null && overtaken > 0 && newestSentMs != Candle.NONE) {
                cut(rest.problem());
            }
        }
    }

    /** Tells the subscriber that some of the past cannot be had; what opens at this time, UTC ms, or later can. */
    void tellUnavailable(final long availableFromMs, final String why) {
        // A snapshot that was overtaken asked for nothing by its open time.
        final long afterMs = sinceMs == Candle.NONE ? lastSentMs : sinceMs;
        owner.error(
                session,
                idJson,
                ErrorReply.ofPast(
                        "since_unavailable",
                        "Not all closed candles of " + series.symbol() + " after " + afterMs
                                + " can be had, only those from " + availableFromMs
                                + " on, which follow, and then the live ones: " + why,
                        "since_unavailable",
                        series,
                        availableFromMs));
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

    /** Sends a closed candle; false if there is no room for it, or the session is over. */
    boolean send(final Candle closed) {
        final long openTimeMs = closed.openTimeMs;
        final int revision = closed.revision;
        final boolean isSent = owner.send(session, closed);
        if (isSent) {
            newestSentMs = Math.max(newestSentMs, openTimeMs);
            lastSentMs = openTimeMs;
            lastSentRevision = revision;
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
        if (overtaken > MAX_OVERTAKEN) {
            cut("it was so " + overtaken + " times");
            return;
        }
        final boolean hasSent = lastSentMs != Candle.NONE;
        goOnInLog(hasSent ? lastSentMs : sinceMs, hasSent ? lastSentRevision : sinceRevision);
    }

    private void goOnInLog(final long openTimeMs, final int revision) {
        log = new LogWalk(owner, this, history, openTimeMs, revision);
        stage = Stage.LOG;
    }

    private void cut(final String problem) {
        stage = Stage.OVER;
        // The last one sent, which need not be the newest: a resume goes on behind it in the order of publication.
        final long lastMs = lastSentMs == Candle.NONE ? sinceMs : lastSentMs;
        final int revision = lastSentMs == Candle.NONE ? sinceRevision : lastSentRevision;
        final String since = lastMs + (revision == 0 ? "" : ", \"since_revision\": " + revision);
        final String reason = "overtaken; resume " + series.symbol() + " with since " + lastMs;
        owner.overtaken(
                session,
                ErrorReply.ofPast(
                        "overtaken",
                        "You read too slowly: the closed candles of " + series.symbol() + " after " + lastMs
                                + " are not in memory any more, and REST cannot be had (" + problem
                                + "). Connect again and subscribe with \"since\": " + since,
                        "overtaken",
                        series,
                        history.completeFromMs()),
                reason);
    }
}
