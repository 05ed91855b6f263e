package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.history.LogPage;
import dev.wick.engine.history.LogQuery;
import dev.wick.engine.history.LogStep;
import dev.wick.engine.history.SeriesHistory;

/**
 * Serves one subscriber what was published of one series after a candle that memory has forgotten, in the order of
 * publication, from the log, until memory has what follows. Egress thread.
 *
 * <pre>
 *   DUE ─► READING ─► PAGE ─┬─► DUE ─► …
 *                     │  ▲  └─► at a place in memory
 *                     ▼  │
 *                     GIVEN_UP: what nobody was owed any more comes by REST
 * </pre>
 *
 * <p>What is in memory as well is taken from there, as soon as nothing that follows there was given up. What the live
 * subscribers have not got yet is left to memory, too.
 */
final class LogWalk {
    /** So many pages are read at once for one subscriber. */
    private static final int MAX_READS = 16;
    /** So often the log is read again while its last candle is on its way into memory. */
    private static final int MAX_EMPTY_PAGES = 100;

    private enum Stage {
        DUE,
        READING,
        PAGE,
        GIVEN_UP,
        OVER
    }

    private final Replays owner;
    private final Replay replay;
    private final SeriesHistory history;
    private Stage stage = Stage.DUE;
    private LogQuery query;
    private LogPage page;
    private int nextStep;
    private int emptyPages;
    private RestWalk givenUp;
    private long givenUpToMs;
    private long memoryAt = SeriesHistory.NOWHERE;

    /** Nothing is read yet of what came after a candle; open time in UTC ms. */
    LogWalk(
            final Replays owner,
            final Replay replay,
            final SeriesHistory history,
            final long openTimeMs,
            final int revision) {
        this.owner = owner;
        this.replay = replay;
        this.history = history;
        query = new LogQuery(replay.series(), openTimeMs, revision, LogQuery.BEGINNING);
    }

    boolean isOver() {
        return stage == Stage.OVER;
    }

    /** The position in memory at which it goes on, once it is over; {@link SeriesHistory#NOWHERE} if the log cannot help. */
    long memoryAt() {
        return memoryAt;
    }

    void cancel() {
        if (stage == Stage.READING) {
            replay.session().logReads--;
        } else if (stage == Stage.GIVEN_UP) {
            givenUp.cancel();
        }
        stage = Stage.OVER;
        page = null;
    }

    /** Goes on; returns how much was done, 0 if it cannot go on now. */
    int step(final int limit) {
        return switch (stage) {
            case DUE -> read();
            case PAGE -> send(limit);
            case GIVEN_UP -> sendGivenUp(limit);
            case READING, OVER -> 0;
        };
    }

    private int read() {
        if (replay.session().logReads >= MAX_READS) {
            return 0;
        }
        replay.session().logReads++;
        stage = Stage.READING;
        owner.readLog(query, this::onPage);
        return 1;
    }

    private void onPage(final LogPage read) {
        if (stage != Stage.READING) {
            return;
        }
        replay.session().logReads--;
        page = read;
        nextStep = 0;
        stage = read.isKnown() ? Stage.PAGE : Stage.OVER;
    }

    private int send(final int limit) {
        int done = 0;
        while (nextStep < page.steps().size() && done < limit) {
            final LogStep step = page.steps().get(nextStep);
            if (step instanceof final LogStep.Waived waived) {
                nextStep++;
                giveUp(waived);
                return done + 1;
            }
            final Candle candle = ((LogStep.Published) step).candle();
            final long position = history.positionOf(candle.openTimeMs, candle.revision);
            if (position != SeriesHistory.NOWHERE && position >= history.unbrokenFrom()) {
                goOnAt(position);
                return done + 1;
            }
            if (!isPassed(position) || !replay.session().hasRoomForPast() || !replay.send(candle)) {
                return done;
            }
            nextStep++;
            done++;
        }
        if (nextStep == page.steps().size()) {
            endOfPage();
        }
        return Math.max(done, 1);
    }

    /** Whether the live subscribers have got it: else it comes through the closed queue yet, and would come twice. */
    private boolean isPassed(final long position) {
        final long processed = owner.processed(history);
        return position == SeriesHistory.NOWHERE ? history.begin() <= processed : position < processed;
    }

    private void endOfPage() {
        final long last = history.positionOf(page.lastOpenTimeMs(), page.lastRevision());
        if (page.isEnd() && last != SeriesHistory.NOWHERE && last + 1 >= history.unbrokenFrom()) {
            goOnAt(last + 1);
            return;
        }
        emptyPages = page.steps().isEmpty() ? emptyPages + 1 : 0;
        query = new LogQuery(query.series(), query.openTimeMs(), query.revision(), page.next());
        page = null;
        stage = emptyPages < MAX_EMPTY_PAGES ? Stage.DUE : Stage.OVER;
    }

    private void goOnAt(final long position) {
        memoryAt = position;
        page = null;
        stage = Stage.OVER;
    }

    private void giveUp(final LogStep.Waived waived) {
        givenUpToMs = replay.series().interval().next(waived.toMs());
        givenUp = new RestWalk(owner, replay, waived.fromMs(), toMs -> {});
        stage = Stage.GIVEN_UP;
    }

    private int sendGivenUp(final int limit) {
        final int done = givenUp.isThrough(givenUpToMs) ? 1 : givenUp.step(limit, givenUpToMs);
        if (stage == Stage.GIVEN_UP && givenUp.isThrough(givenUpToMs)) {
            stage = Stage.PAGE;
            if (givenUp.problem() != null) {
                replay.tellUnavailable(givenUpToMs, givenUp.problem());
            }
        }
        return done;
    }

    /** REST has answered. */
    void onFetched(final FetchRequest asked, final FetchAnswer answer) {
        if (stage == Stage.GIVEN_UP) {
            givenUp.onFetched(asked, answer, givenUpToMs);
        }
    }
}
