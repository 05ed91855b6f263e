package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;

/**
 * One page of closed candles on its way: from memory, and what memory lacks by REST, in the order of open times. Egress thread.
 *
 * <pre>
 *   WAITING ─► BUILDING ─┬───────────────────► READY ─► over: sent as soon as there is room
 *     for room     ▲     └─► FETCHING ─┐
 *                  └── it is there ────┤
 *                                      └ it is not: a page up to here, or an error if nothing lies before it
 * </pre>
 *
 * <p>If REST does not give what lies far back, nearer open times are tried, to tell from where on it does.
 */
final class HistoryPage {
    /** So many candles of memory in one duty cycle. */
    private static final int BATCH = 64;
    /** So many candles are fetched by one request. */
    private static final int FETCH_CANDLES = 500;

    /** A page takes no more of what may wait for a subscriber than this part, and what its last candle takes. */
    private static final int SHARE_OF_BACKLOG = 4;

    private enum Stage {
        WAITING,
        BUILDING,
        FETCHING,
        READY,
        OVER
    }

    private final HistoryPages owner;
    private final Session session;
    private final HistoryRequest request;
    private final Series series;
    private final Interval interval;
    private final PageWriter page = new PageWriter();
    private final int maxBytes;

    private Stage stage = Stage.WAITING;
    private MemoryRange memory;
    /** The last open time that can be had, UTC ms. */
    private long endMs;
    /** The first open time of which nothing is known yet, UTC ms. */
    private long atMs;

    private FetchRequest asked;
    /** While it is looked for where REST begins: why it does not give {@link #atMs}; else null. */
    private String tooFar;
    /** Whether the exchange has said so, not only given nothing. */
    private boolean isRefused;

    HistoryPage(final HistoryPages owner, final Session session, final HistoryRequest request, final Series series) {
        this.owner = owner;
        this.session = session;
        this.request = request;
        this.series = series;
        interval = series.interval();
        atMs = request.fromMs();
        maxBytes = session.settings().backlog().maxBytes() / SHARE_OF_BACKLOG;
    }

    Session session() {
        return session;
    }

    Series series() {
        return series;
    }

    String idJson() {
        return request.idJson();
    }

    boolean isOver() {
        return stage == Stage.OVER;
    }

    /** Nobody waits for it any more. */
    void cancel() {
        if (stage == Stage.FETCHING) {
            owner.cancelled(asked);
        }
        stage = Stage.OVER;
    }

    /** Goes on; 0 if it cannot now. */
    int step() {
        return switch (stage) {
            case WAITING -> begin();
            case BUILDING -> build();
            case FETCHING, OVER -> 0;
            case READY -> send();
        };
    }

    private int begin() {
        // What is in memory is copied, so that must not begin before there is room to send it.
        if (!session.hasRoomForPast()) {
            return 0;
        }
        memory = new MemoryRange(owner.history(series.id()), request.fromMs(), request.limit());
        endMs = endMs();
        final long earliestMs = earliestMs();
        if (atMs < earliestMs) {
            fail("at most " + RestWalk.MAX_REACH + " candles are fetched for one subscriber", earliestMs);
        } else {
            stage = Stage.BUILDING;
        }
        return 1;
    }

    /** As far as was asked, but nothing of the future; and the bar that has just ended is not asked for by REST at once. */
    private long endMs() {
        final long nowMs = owner.nowMs();
        final long knownToMs = memory.knownToMs();
        if (request.toMs() == HistoryRequest.NEWEST && knownToMs >= interval.previous(lastOverMs(nowMs))) {
            return knownToMs;
        }
        return Math.min(request.toMs(), Math.max(knownToMs, lastOverMs(nowMs + owner.futureLimitMs())));
    }

    private long lastOverMs(final long nowMs) {
        return interval.previous(interval.openTimeAt(nowMs));
    }

    private long earliestMs() {
        final long baseMs = Math.min(memory.completeFromMs(), lastOverMs(owner.nowMs()));
        long earliestMs = Math.min(memory.nextFrom(atMs), baseMs);
        for (int count = 0; count < RestWalk.MAX_REACH && earliestMs > atMs; count++) {
            earliestMs = interval.previous(earliestMs);
        }
        return earliestMs;
    }

    private int build() {
        for (int done = 0; atMs <= endMs && !isFull(); done++) {
            if (done >= BATCH) {
                return done;
            }
            final Candle row = memory.at(atMs);
            if (row != null) {
                add(row);
            } else if (memory.isEmptyAt(atMs)) {
                atMs = Math.min(memory.nextFrom(atMs), interval.next(Math.min(memory.provenToMs(), endMs)));
            } else {
                ask(atMs);
                return 1;
            }
        }
        stage = Stage.READY;
        return 1;
    }

    private boolean isFull() {
        return page.count() >= request.limit() || page.bytes() >= maxBytes;
    }

    private void add(final Candle row) {
        page.add(row);
        atMs = interval.next(row.openTimeMs);
    }

    /** Asks REST for what memory lacks from an open time on, UTC ms. */
    private void ask(final long fromMs) {
        fetch(fromMs, knownFromMs(fromMs, endMs));
    }

    private void fetch(final long fromMs, final long untilMs) {
        long toMs = fromMs;
        final int most = Math.min(FETCH_CANDLES, request.limit() - page.count());
        for (int count = 1; count < most && interval.next(toMs) < untilMs; count++) {
            toMs = interval.next(toMs);
        }
        asked = new FetchRequest(series, fromMs, toMs);
        stage = Stage.FETCHING;
        owner.fetch(this, asked);
    }

    /** The first open time after one that memory lacks of which it knows, or which is beyond the last, UTC ms. */
    private long knownFromMs(final long lackingMs, final long lastMs) {
        long knownMs = Math.min(memory.nextFrom(atMs), interval.next(lastMs));
        if (lackingMs < memory.completeFromMs() && memory.isEmptyAt(memory.completeFromMs())) {
            knownMs = Math.min(knownMs, memory.completeFromMs());
        }
        return knownMs;
    }

    /** REST has answered. */
    void onFetched(final FetchAnswer answer) {
        final boolean isThere = answer.problem() == null && answer.provenToMs() >= asked.fromMs();
        if (tooFar != null) {
            onTried(answer, isThere);
        } else if (isThere) {
            take(answer);
        } else if (hasBegun() && answer.problem() != null) {
            // What is wrong is told when this is asked for again, as the beginning of the next page.
            stage = Stage.READY;
        } else if (answer.problem() != null && !answer.isRefused()) {
            fail(answer.problem(), Candle.NONE);
        } else {
            isRefused = answer.isRefused();
            tooFar = answer.problem() == null ? "REST gives nothing from then" : answer.problem();
            tryNearer();
        }
    }

    private void take(final FetchAnswer answer) {
        final long provenToMs = Math.min(answer.provenToMs(), asked.toMs());
        for (final Candle row : answer.rows()) {
            if (isFull()) {
                break;
            }
            if (row.openTimeMs >= atMs && row.openTimeMs <= provenToMs) {
                add(row);
            }
        }
        if (!isFull()) {
            atMs = Math.max(atMs, interval.next(provenToMs));
        }
        stage = Stage.BUILDING;
    }

    /** Whether something is known already of what was asked for. */
    private boolean hasBegun() {
        return atMs > request.fromMs();
    }

    private void onTried(final FetchAnswer answer, final boolean isThere) {
        if (isThere) {
            fail(tooFar, asked.fromMs());
        } else if (answer.problem() != null && !answer.isRefused()) {
            fail(answer.problem(), Candle.NONE);
        } else {
            isRefused |= answer.isRefused();
            tryNearer();
        }
    }

    /** Half as far back as was tried last, down to what memory knows, or to the present. */
    private void tryNearer() {
        final long presentMs = Math.max(endMs, lastOverMs(owner.nowMs()));
        final long untilMs = knownFromMs(atMs, presentMs);
        final long middleMs = interval.openTimeAt(asked.fromMs() + (untilMs - asked.fromMs()) / 2);
        if (middleMs > asked.fromMs() && middleMs < untilMs) {
            fetch(middleMs, untilMs);
        } else if (untilMs <= presentMs) {
            fail(tooFar, untilMs);
        } else if (isRefused) {
            fail(tooFar, Candle.NONE);
        } else {
            // Nothing later is known either: so far there is no more.
            endMs = interval.previous(atMs);
            stage = Stage.READY;
        }
    }

    private void fail(final String why, final long availableFromMs) {
        if (hasBegun()) {
            stage = Stage.READY;
            return;
        }
        stage = Stage.OVER;
        final String from = availableFromMs == Candle.NONE ? "" : "; those from " + availableFromMs + " on can";
        owner.unavailable(
                this,
                "The closed candles of " + series.symbol() + " from " + atMs + " on cannot be had" + from + ": " + why,
                availableFromMs);
    }

    private int send() {
        if (!session.hasRoomForPast()) {
            return 0;
        }
        stage = Stage.OVER;
        final long nextMs = atMs <= endMs ? atMs : Candle.NONE;
        owner.reply(this, page.frame(request.idJson(), series, request.fromMs(), interval.previous(atMs), nextMs));
        return 1;
    }
}
