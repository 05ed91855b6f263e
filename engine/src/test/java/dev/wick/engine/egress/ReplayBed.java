package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Source;
import dev.wick.engine.history.Histories;
import dev.wick.engine.history.LogReader;
import dev.wick.engine.history.SeriesHistory;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.pipeline.WakeUp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.SystemNanoClock;

/** The egress without its queues and sockets, stepped by hand: the test plays pipeline, closed queue, REST and subscriber. */
final class ReplayBed {
    static final long NOW_NS = FeedHarness.FIRST_OPEN_TIME_MS * 1_000_000;

    final SeriesRegistry registry = new SeriesRegistry();
    final Metrics metrics = new Metrics();
    final Histories histories;
    final List<FetchRequest> asked = new ArrayList<>();
    final List<Integer> wanted = new ArrayList<>();
    final SubscriptionTable table;
    final Sessions sessions;
    final Fanout fanout;
    final Replays replays;
    final HistoryPages pages;
    /** What time it is. */
    long nowNs = NOW_NS;

    final ArrayDeque<Candle> closedQueue = new ArrayDeque<>();
    private final EgressInbox inbox = new EgressInbox(new WakeUp());
    private final EgressSettings settings;
    private long nextSession = 1;

    ReplayBed(final int capacity) {
        this(capacity, FeedHarness.settings());
    }

    ReplayBed(final int capacity, final EgressSettings settings) {
        this(capacity, settings, LogReader.NOTHING);
    }

    ReplayBed(final int capacity, final EgressSettings settings, final LogReader logReader) {
        this.settings = settings;
        histories = new Histories(capacity);
        final Demand demand = new Notes();
        table = new SubscriptionTable(demand);
        final Progress progress = new Progress();
        sessions = new Sessions(
                table, new ResumePoints(registry, table, histories, progress), new Warnings(() -> NOW_NS), metrics);
        fanout = new Fanout(table, sessions, new QuoteEncoder(registry), metrics, () -> NOW_NS);
        replays = new Replays(histories, progress, table, sessions, fanout, demand, logReader, inbox, metrics);
        pages = new HistoryPages(histories, sessions, demand, () -> nowNs, FeedHarness.MINUTE_MS);
        fanout.now(NOW_NS);
        sessions.now(SystemNanoClock.INSTANCE.nanoTime());
    }

    static long ms(final long minute) {
        return FeedHarness.FIRST_OPEN_TIME_MS + minute * FeedHarness.MINUTE_MS;
    }

    Series series(final String symbol) {
        return registry.register(Exchange.BINANCE.venue("spot").orElseThrow(), symbol, Interval.M1);
    }

    /** The history of a series whose first owed candle opens at a minute; settled. */
    SeriesHistory history(final Series series, final long firstMinute) {
        final SeriesHistory history = histories.add(series);
        history.completeFrom(ms(firstMinute));
        history.settle();
        return history;
    }

    Session session(final FakeConnection socket) {
        final Session session = new Session(nextSession++, socket, settings);
        sessions.accept(session);
        sessions.opened(session);
        session.hasSpoken = true;
        session.wantsEvents = true;
        return session;
    }

    void since(final Session session, final Series series, final long minute, final int revision) {
        subscribe(session, series, 0, new Since(ms(minute), revision), false);
    }

    void snapshot(final Session session, final Series series, final int count) {
        subscribe(session, series, count, null, false);
    }

    void subscribe(
            final Session session,
            final Series series,
            final int snapshot,
            final Since since,
            final boolean closedOnly) {
        subscribe(session, series, snapshot, since, closedOnly ? SubscriptionTable.CLOSED_ONLY : 0);
    }

    void subscribe(final Session session, final Series series, final int snapshot, final Since since, final int flags) {
        if (table.add(series.id(), session, flags)) {
            replays.onFirstSubscriber(series.id());
        }
        if (since != null || snapshot > 0) {
            replays.begin(session, series, "7", snapshot, since);
        }
    }

    /** The pipeline publishes closed candles: into the history, and into the closed queue. */
    void publish(final Series series, final long... minutes) {
        for (final long minute : minutes) {
            revise(series, minute, 0);
        }
    }

    /** The same with a revision. */
    void revise(final Series series, final long minute, final int revision) {
        final Candle candle = closed(series, minute, revision);
        candle.position = histories.of(series.id()).append(candle);
        closedQueue.add(candle);
    }

    static Candle closed(final Series series, final long minute, final int revision) {
        final Candle candle = open(series, minute);
        candle.closed = true;
        candle.finality = Finality.EXCHANGE;
        candle.revision = revision;
        return candle;
    }

    static Candle open(final Series series, final long minute) {
        final Candle candle = QuoteEncoderTest.example(series.id());
        candle.openTimeMs = ms(minute);
        candle.closeTimeMs = ms(minute + 1) - 1;
        return candle;
    }

    /** The egress takes some of the closed queue. */
    void take(final int count) {
        for (int i = 0; i < count && !closedQueue.isEmpty(); i++) {
            final Candle candle = closedQueue.poll();
            replays.passed(candle);
            fanout.closed(candle);
        }
    }

    /** The egress takes an open candle. */
    void forming(final Series series, final long minute) {
        final Candle candle = open(series, minute);
        fanout.open(candle);
        fanout.keep(candle);
    }

    /** The end of a duty cycle: some of the past, and the sockets. */
    int cycle() {
        final int work = inbox.drain(Integer.MAX_VALUE) + replays.step() + pages.step();
        sessions.flush(fanout::catchUp);
        return work;
    }

    /** Duty cycles until nothing happens by itself. */
    void settle() {
        // What a full outbox held up goes on in the cycle after the one that has emptied it.
        for (int idle = 0; idle < 2; ) {
            take(Integer.MAX_VALUE);
            idle = cycle() > 0 ? 0 : idle + 1;
        }
    }

    /** REST answers the oldest request with all that was asked for. */
    void answer() {
        final FetchRequest request = asked.remove(0);
        answer(request, request.toMs());
    }

    /** REST answers with the rows up to an open time. */
    void answer(final FetchRequest request, final long toMs) {
        final List<Candle> rows = new ArrayList<>();
        for (long time = request.fromMs(); time <= toMs; time += FeedHarness.MINUTE_MS) {
            final Candle row =
                    closed(request.series(), (time - FeedHarness.FIRST_OPEN_TIME_MS) / FeedHarness.MINUTE_MS, 0);
            row.source = Source.BACKFILL;
            row.finality = Finality.REST;
            rows.add(row);
        }
        fetched(request, FetchAnswer.of(rows, toMs));
    }

    void fail(final boolean isRefused) {
        fetched(asked.remove(0), FetchAnswer.failed("cable cut", isRefused));
    }

    void fetched(final FetchRequest request, final FetchAnswer answer) {
        if (!pages.onFetched(request, answer)) {
            replays.onFetched(request, answer);
        }
    }

    /** A subscriber asks for a page of history. */
    void history(final Session session, final Series series, final long fromMs, final long toMs, final int limit) {
        pages.ask(
                session,
                new Request.History(
                        "7", Exchange.BINANCE, "spot", series.symbol(), series.interval(), fromMs, toMs, limit));
    }

    private final class Notes implements Demand {
        @Override
        public void resolve(final SubscribeRequest request) {
            throw new AssertionError();
        }

        @Override
        public void find(final HistoryRequest request) {
            final Resolution found = request.symbol().startsWith("NO")
                    ? new Resolution(List.of(), List.of(), "not listed", "unknown symbol")
                    : new Resolution(List.of(series(request.symbol())), List.of(), null, null);
            inbox.submit(() -> pages.onFound(request, found));
        }

        @Override
        public void want(final int seriesId) {
            wanted.add(seriesId);
        }

        @Override
        public void release(final int seriesId) {
            wanted.remove((Integer) seriesId);
        }

        @Override
        public void fetch(final FetchRequest request) {
            asked.add(request);
        }
    }
}
