package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.history.Histories;
import dev.wick.engine.history.LogPage;
import dev.wick.engine.history.LogQuery;
import dev.wick.engine.history.LogReader;
import dev.wick.engine.history.SeriesHistory;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All subscriptions that are served from the past, in turn and a little in each duty cycle, so that nobody else is delayed.
 * Egress thread.
 */
final class Replays {
    /** So many candles of the past, to all subscribers together, in one duty cycle. */
    static final int BATCH = 64;
    /** So many to one before it is the next one's turn. */
    private static final int TURN = 16;
    /** So many are looked at in one duty cycle. */
    private static final int LOOKS = 256;

    private final Histories histories;
    private final SubscriptionTable table;
    private final Sessions sessions;
    private final Fanout fanout;
    private final Demand demand;
    private final LogReader logReader;
    private final EgressInbox inbox;
    private final Progress progress;
    private final ArrayList<Replay> replays = new ArrayList<>();
    private final Map<FetchRequest, Replay> fetching = new HashMap<>();
    private final Counter active = new Counter();
    private int turn;
    /** So many were looked at in a row that could not go on. */
    private int idle;

    Replays(
            final Histories histories,
            final Progress progress,
            final SubscriptionTable table,
            final Sessions sessions,
            final Fanout fanout,
            final Demand demand,
            final LogReader logReader,
            final EgressInbox inbox,
            final Metrics metrics) {
        this.histories = histories;
        this.progress = progress;
        this.table = table;
        this.sessions = sessions;
        this.fanout = fanout;
        this.demand = demand;
        this.logReader = logReader;
        this.inbox = inbox;
        metrics.gauge(Metric.REPLAYS_ACTIVE, active::get);
    }

    /**
     * A session that has just subscribed to a series is served from the past first. If it is being served already, that ends,
     * and it begins anew.
     *
     * @param snapshot how many closed candles, if there is no since
     * @param since what it has received last, or null
     */
    void begin(final Session session, final Series series, final String idJson, final int snapshot, final Since since) {
        if (since != null) {
            session.outbox().given(series.id(), since);
        }
        final Replay replay = new Replay(this, session, series, idJson, snapshot, since);
        table.hold(series.id(), session, replay);
        replays.add(replay);
        active.increment();
        idle = 0;
    }

    /** A series has subscribers again: what was known of it before is out of date. */
    void onFirstSubscriber(final int seriesId) {
        fanout.forget(seriesId);
    }

    /** A closed candle goes to the live subscribers now. */
    void passed(final Candle closed) {
        progress.passed(closed);
    }

    /** How many closed candles of a series a snapshot has at most. */
    int capacity() {
        return histories.capacity();
    }

    /** Whether nobody is served from the past. */
    boolean isEmpty() {
        return replays.isEmpty();
    }

    /** Goes on with some of them. 0 if none can go on now. */
    int step() {
        int done = 0;
        for (int looks = Math.min(LOOKS, replays.size()); looks > 0 && done < BATCH && !replays.isEmpty(); looks--) {
            turn = turn >= replays.size() ? 0 : turn;
            final Replay replay = replays.get(turn);
            final int count = step(replay, Math.min(TURN, BATCH - done));
            done += count;
            idle = count == 0 ? idle + 1 : 0;
            if (replay.isOver()) {
                remove(turn);
            } else {
                turn++;
            }
        }
        return done > 0 || idle >= replays.size() ? done : 1;
    }

    private int step(final Replay replay, final int limit) {
        try {
            return replay.step(limit);
        } catch (final RuntimeException e) {
            sessions.fail(replay.session(), e);
            return 1;
        }
    }

    private void remove(final int index) {
        final int last = replays.size() - 1;
        replays.set(index, replays.get(last));
        replays.remove(last);
        active.add(-1);
    }

    /** REST has answered. */
    void onFetched(final FetchRequest request, final FetchAnswer answer) {
        final Replay replay = fetching.remove(request);
        if (replay != null) {
            replay.onFetched(request, answer);
        }
    }

    SeriesHistory history(final int seriesId) {
        return histories.of(seriesId);
    }

    long processed(final SeriesHistory history) {
        return progress.processed(history);
    }

    void fetch(final Replay replay, final FetchRequest request) {
        fetching.put(request, replay);
        demand.fetch(request);
    }

    void readLog(final LogQuery query, final Consumer<LogPage> answer) {
        logReader.read(query, page -> inbox.submit(() -> answer.accept(page)));
    }

    void cancelled(final FetchRequest request) {
        request.cancel();
        fetching.remove(request);
    }

    boolean send(final Session session, final Candle closed) {
        return fanout.past(session, closed);
    }

    void error(final Session session, final String idJson, final ErrorReply error) {
        sessions.error(session, idJson, error);
    }

    void overtaken(final Session session, final ErrorReply error, final String reason) {
        sessions.cuts().overtaken(session, error, reason);
    }

    void join(final Session session, final int seriesId, final boolean withForming, final long newestSentMs) {
        table.join(seriesId, session);
        if (withForming && !table.isClosedOnly(seriesId, session)) {
            fanout.forming(session, seriesId, newestSentMs);
        }
    }
}
