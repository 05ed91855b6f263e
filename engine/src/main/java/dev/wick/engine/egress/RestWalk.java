package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Interval;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Serves one subscriber a range of open times of one series by REST, in the order of open times. Egress thread.
 *
 * <pre>
 *   DUE ─► FETCHING ─► ROWS ─► DUE ─► … until all before the end is served, or cannot be had
 * </pre>
 */
final class RestWalk {
    /** How far before its end REST is asked at most, in candles. */
    static final int MAX_REACH = 10_000;

    /** So many candles are fetched by one request: a page of most exchanges, and bounded memory for a slow reader. */
    private static final int FETCH_CANDLES = 500;
    /** So many requests at once for one subscriber. */
    private static final int MAX_FETCHES = 2;

    private enum Stage {
        DUE,
        FETCHING,
        ROWS
    }

    private final Replays owner;
    private final Replay replay;
    private final LongConsumer served;
    private Stage stage = Stage.DUE;
    private long nextMs;
    private boolean isCapped;
    private FetchRequest request;
    private List<Candle> rows = List.of();
    private int nextRow;
    private long rowsProvenToMs;
    private String problem;

    /**
     * Nothing is served yet.
     *
     * @param fromMs the first open time that is wanted, UTC ms
     * @param served hears up to where, UTC ms, exclusive, all is served or given up, each time that this moves
     */
    RestWalk(final Replays owner, final Replay replay, final long fromMs, final LongConsumer served) {
        this.owner = owner;
        this.replay = replay;
        this.served = served;
        nextMs = fromMs;
    }

    /** Whether all before an open time, UTC ms, is served or given up. */
    boolean isThrough(final long endMs) {
        return stage == Stage.DUE && nextMs >= endMs;
    }

    /** What went wrong with the last request, for people; null if nothing, or the subscriber knows. */
    String problem() {
        return problem;
    }

    void cancel() {
        if (stage == Stage.FETCHING) {
            owner.cancelled(request);
            replay.session().fetches--;
        }
        rows = List.of();
    }

    /**
     * Goes on.
     *
     * @param endMs what opens here or later is not wanted, UTC ms
     * @return how much was done; 0 if it cannot go on now
     */
    int step(final int limit, final long endMs) {
        return switch (stage) {
            case DUE -> fetch(endMs);
            case FETCHING -> 0;
            case ROWS -> sendRows(limit);
        };
    }

    private int fetch(final long endMs) {
        if (replay.session().fetches >= MAX_FETCHES) {
            return 0;
        }
        final Interval interval = replay.series().interval();
        final long fromMs = Math.max(nextMs, earliestMs(endMs));
        if (fromMs > nextMs) {
            isCapped = true;
            replay.tellUnavailable(fromMs, "at most " + MAX_REACH + " candles are fetched for one subscription");
            serve(fromMs);
        }
        long toMs = fromMs;
        for (int count = 1; count < FETCH_CANDLES && interval.next(toMs) < endMs; count++) {
            toMs = interval.next(toMs);
        }
        request = new FetchRequest(replay.series(), fromMs, toMs);
        replay.session().fetches++;
        stage = Stage.FETCHING;
        owner.fetch(replay, request);
        return 1;
    }

    /** Only once: what is asked for later lies nearer. */
    private long earliestMs(final long endMs) {
        if (isCapped) {
            return nextMs;
        }
        long earliestMs = endMs;
        for (int count = 0; count < MAX_REACH && earliestMs > nextMs; count++) {
            earliestMs = replay.series().interval().previous(earliestMs);
        }
        return earliestMs;
    }

    /** REST has answered; not if it was cancelled. */
    void onFetched(final FetchRequest asked, final FetchAnswer answer, final long endMs) {
        if (stage != Stage.FETCHING || request != asked) {
            return;
        }
        replay.session().fetches--;
        if (answer.problem() == null && answer.provenToMs() >= asked.fromMs()) {
            rows = answer.rows();
            nextRow = 0;
            rowsProvenToMs = Math.min(answer.provenToMs(), asked.toMs());
            stage = Stage.ROWS;
        } else {
            stage = Stage.DUE;
            unreachable(asked, answer, endMs);
        }
    }

    /** Half as far back, if the exchange merely does not reach so far; else nothing of it. */
    private void unreachable(final FetchRequest asked, final FetchAnswer answer, final long endMs) {
        final boolean isTooFar = answer.isRefused() || answer.problem() == null;
        problem = answer.problem() == null ? "REST does not reach that far back" : answer.problem();
        serve(isTooFar ? halfWay(asked.fromMs(), endMs) : endMs);
    }

    private void serve(final long toMs) {
        nextMs = toMs;
        served.accept(toMs);
    }

    private long halfWay(final long fromMs, final long endMs) {
        final long middleMs = replay.series().interval().openTimeAt(fromMs + (endMs - fromMs) / 2);
        return middleMs > fromMs ? middleMs : endMs;
    }

    private int sendRows(final int limit) {
        if (problem != null) {
            replay.tellUnavailable(request.fromMs(), problem);
            problem = null;
        }
        int done = 0;
        while (nextRow < rows.size() && done < limit) {
            if (!replay.session().hasRoomForPast() || !replay.send(rows.get(nextRow))) {
                return done;
            }
            nextRow++;
            done++;
        }
        if (nextRow == rows.size()) {
            rows = List.of();
            stage = Stage.DUE;
            serve(replay.series().interval().next(rowsProvenToMs));
        }
        return Math.max(done, 1);
    }
}
