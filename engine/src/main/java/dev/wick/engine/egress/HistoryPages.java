package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.history.Histories;
import dev.wick.engine.history.SeriesHistory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Answers {@code history}: finds the series, makes the page, and sends it when the subscriber has room for it. One page of each
 * subscriber at a time. Egress thread.
 */
final class HistoryPages {
    private static final long NS_PER_MS = 1_000_000;

    private final Histories histories;
    private final Sessions sessions;
    private final Demand demand;
    private final EpochNanoClock clock;
    private final long futureLimitMs;
    private final List<HistoryPage> pages = new ArrayList<>();
    private final Map<FetchRequest, HistoryPage> fetching = new HashMap<>();
    private int turn;

    /**
     * None asked for.
     *
     * @param futureLimitMs how far ahead of our clock a candle may open that is believed, ms
     */
    HistoryPages(
            final Histories histories,
            final Sessions sessions,
            final Demand demand,
            final EpochNanoClock clock,
            final long futureLimitMs) {
        this.histories = histories;
        this.sessions = sessions;
        this.demand = demand;
        this.clock = clock;
        this.futureLimitMs = futureLimitMs;
    }

    /** A page, please. */
    void ask(final Session session, final Request.History request) {
        final ErrorReply forbidden = VenueCheck.problem(
                session.access, request.exchange(), request.contractType(), List.of(request.symbol()));
        if (forbidden != null) {
            sessions.error(session, request.idJson(), forbidden);
            return;
        }
        if (session.pages == null) {
            session.pages = new PageQueue(session.settings().limits().historyPerSecond());
        }
        final long waitNs = session.pages.limit.take(sessions.nowNs());
        if (waitNs > 0) {
            tooOften(session, request, waitNs);
        } else if (!session.pages.add(request.of(session.id()))) {
            final String message = PageQueue.MAX_WAITING + " pages are waiting already; wait for their answers";
            sessions.error(session, request.idJson(), ErrorReply.of("too_many_requests", message));
        } else if (session.pages.isFirst()) {
            demand.find(request.of(session.id()));
        }
    }

    private void tooOften(final Session session, final Request.History request, final long waitNs) {
        final String errorType = "rate_limited";
        final long retryAfterMs = (waitNs + NS_PER_MS - 1) / NS_PER_MS;
        final String message = "at most " + session.settings().limits().historyPerSecond()
                + " pages of history a second, and some more after a pause; ask again in " + retryAfterMs + " ms";
        sessions.countError(errorType);
        sessions.reply(
                session,
                JsonOut.message("error")
                        .raw("id", request.idJson())
                        .string("message", message)
                        .string("system_message", errorType)
                        .number("retry_after_ms", retryAfterMs)
                        .frame());
    }

    /** The supervisor has answered. */
    void onFound(final HistoryRequest request, final Resolution found) {
        final Session session = sessions.byId(request.sessionId());
        if (session == null || !session.isOpen()) {
            return;
        }
        if (found.accepted().isEmpty()) {
            sessions.error(session, request.idJson(), Refusals.ofAll(request.selector(), found));
            next(session);
        } else {
            pages.add(new HistoryPage(this, session, request, found.accepted().get(0)));
        }
    }

    private void next(final Session session) {
        final HistoryRequest next = session.pages.next();
        if (next != null) {
            demand.find(next);
        }
    }

    /** Whether nobody waits for a page. */
    boolean isEmpty() {
        return pages.isEmpty();
    }

    /** Goes on a little with the first page that can, so that nobody else is delayed; 0 if none can now. */
    int step() {
        for (int looks = pages.size(); looks > 0; looks--) {
            turn = turn >= pages.size() ? 0 : turn;
            final HistoryPage page = pages.get(turn);
            final int done = step(page);
            if (page.isOver()) {
                pages.remove(turn);
                if (page.session().isOpen()) {
                    next(page.session());
                }
                return 1;
            }
            turn++;
            if (done > 0) {
                return done;
            }
        }
        return 0;
    }

    private int step(final HistoryPage page) {
        if (!page.session().isOpen()) {
            page.cancel();
            return 1;
        }
        try {
            return page.step();
        } catch (final RuntimeException e) {
            page.cancel();
            sessions.fail(page.session(), e);
            return 1;
        }
    }

    /** REST has answered; false if it was not asked from here. */
    boolean onFetched(final FetchRequest request, final FetchAnswer answer) {
        final HistoryPage page = fetching.remove(request);
        if (page != null) {
            page.onFetched(answer);
        }
        return page != null;
    }

    SeriesHistory history(final int seriesId) {
        return histories.of(seriesId);
    }

    long nowMs() {
        return clock.nanoTime() / NS_PER_MS;
    }

    long futureLimitMs() {
        return futureLimitMs;
    }

    void fetch(final HistoryPage page, final FetchRequest request) {
        fetching.put(request, page);
        demand.fetch(request);
    }

    void cancelled(final FetchRequest request) {
        request.cancel();
        fetching.remove(request);
    }

    void reply(final HistoryPage page, final byte[] frame) {
        sessions.reply(page.session(), frame);
    }

    /**
     * Tells that a page cannot be had.
     *
     * @param availableFromMs from which open time on candles can be, UTC ms; {@link Candle#NONE} if that is not the point
     */
    void unavailable(final HistoryPage page, final String message, final long availableFromMs) {
        sessions.error(
                page.session(),
                page.idJson(),
                ErrorReply.ofPast(
                        "history_unavailable", message, "history_unavailable", page.series(), availableFromMs));
    }
}
