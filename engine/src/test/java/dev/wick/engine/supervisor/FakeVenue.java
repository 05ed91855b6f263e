package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.Closing;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.FeedListener;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.RestUse;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Source;
import dev.wick.adapters.feed.TradeIds;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.feed.VenueLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A venue whose connections and answers a test holds in its hands. */
final class FakeVenue implements ExchangeAdapter, HistoryClient {
    final Venue venue;
    Closing closing = Closing.FLAGGED;
    /** What REST has as the newest bar, by symbol. */
    final Map<String, Candle> newest = new HashMap<>();

    final List<String> newestAsked = new ArrayList<>();

    static final Venue VENUE = Exchange.BINANCE.venue("spot").orElseThrow();

    record Asked(Series series, long fromMs, long toMs) {}

    final List<Connection> connections = new ArrayList<>();
    final List<Asked> asked = new ArrayList<>();
    List<String> listed = new ArrayList<>(List.of("BTCUSDT", "ETHUSDT", "SOLUSDT"));
    int listRequests;
    long dialDelayMs;
    int maxSeriesPerConnection = 100;
    int maxSeriesPerExchange = VenueLimits.UNLIMITED;
    int maxConnections = VenueLimits.UNLIMITED;
    int historyBars = VenueLimits.ALL_BARS;
    TradeIds tradeIds = TradeIds.NONE;
    /** What its clock shows when it is asked; nothing that is a time, if it is not set. */
    ServerTime serverTime = new ServerTime(0, 0, 0);

    HistoryException failure;
    /** The closed bars that REST has, by symbol and open time. */
    final Map<String, NavigableMap<Long, Candle>> rows = new LinkedHashMap<>();
    /** The exchange's clock, UTC ms. */
    LongSupplier serverMs = () -> 0;
    /** What the next answers prove; null for the end of what was asked. */
    Long provenToMs;

    FakeVenue() {
        this(VENUE);
    }

    FakeVenue(final Venue venue) {
        this.venue = venue;
    }

    @Override
    public Venue venue() {
        return venue;
    }

    @Override
    public VenueLimits limits() {
        return new VenueLimits(maxSeriesPerConnection, maxSeriesPerExchange, maxConnections, historyBars);
    }

    @Override
    public Closing closing() {
        return closing;
    }

    @Override
    public TradeIds tradeIds() {
        return tradeIds;
    }

    @Override
    public RestUse restUse() {
        return new RestUse(0, 0);
    }

    @Override
    public Set<Interval> intervals() {
        return EnumSet.of(Interval.M1, Interval.H1);
    }

    @Override
    public String canonicalSymbol(final String symbol) {
        return symbol.toUpperCase(Locale.ROOT);
    }

    @Override
    public Connection connect(
            final int legId, final String threadName, final CandleSink sink, final FeedListener listener) {
        final Connection connection = new Connection(legId, threadName, sink, listener);
        connections.add(connection);
        return connection;
    }

    @Override
    public long dialDelayMs() {
        return dialDelayMs;
    }

    @Override
    public HistoryClient history() {
        return this;
    }

    @Override
    public Answer candles(final Series series, final long fromMs, final long toMs, final CandleSink sink)
            throws HistoryException {
        asked.add(new Asked(series, fromMs, toMs));
        if (failure != null) {
            throw failure;
        }
        final Collection<Candle> some = rows.getOrDefault(series.symbol(), Collections.emptyNavigableMap())
                .subMap(fromMs, true, toMs, true)
                .values();
        some.forEach(sink::onCandle);
        return new Answer(some.size(), provenToMs == null ? toMs : provenToMs);
    }

    @Override
    public Optional<Candle> newest(final Series series) throws HistoryException {
        newestAsked.add(series.symbol());
        if (failure != null) {
            throw failure;
        }
        return Optional.ofNullable(newest.get(series.symbol()));
    }

    @Override
    public List<String> symbols() throws HistoryException {
        listRequests++;
        if (failure != null) {
            throw failure;
        }
        return listed;
    }

    @Override
    public long serverTimeMs() {
        return serverMs.getAsLong();
    }

    @Override
    public ServerTime serverTime() {
        return serverTime;
    }

    @Override
    public void close() {}

    /** From now on REST has a closed bar. */
    Candle restHas(final Series series, final long openTimeMs, final long price) {
        final Candle row = candle(series, openTimeMs, price);
        row.closed = true;
        row.finality = Finality.REST;
        row.source = Source.BACKFILL;
        rows.computeIfAbsent(series.symbol(), symbol -> new TreeMap<>()).put(openTimeMs, row);
        return row;
    }

    /** A sound candle. */
    static Candle candle(final Series series, final long openTimeMs, final long price) {
        final Candle candle = new Candle();
        candle.seriesId = series.id();
        candle.openTimeMs = openTimeMs;
        candle.closeTimeMs = series.interval().next(openTimeMs) - 1;
        candle.open.set(price, 0);
        candle.high.set(price, 0);
        candle.low.set(price, 0);
        candle.close.set(price, 0);
        candle.volume.set(price, 0);
        return candle;
    }

    Connection last() {
        return connections.get(connections.size() - 1);
    }

    /** A connection that does nothing by itself. */
    static final class Connection implements FeedConnection {
        final String threadName;
        final CandleSink sink;
        final FeedListener listener;
        final List<Series> subscribed = new ArrayList<>();
        final List<Series> unsubscribed = new ArrayList<>();
        boolean opened;
        boolean closed;
        private final int legId;
        private final LegStats stats = new LegStats();

        Connection(final int legId, final String threadName, final CandleSink sink, final FeedListener listener) {
            this.legId = legId;
            this.threadName = threadName;
            this.sink = sink;
            this.listener = listener;
        }

        void open() {
            opened = true;
            listener.onOpened(this);
        }

        /** A candle of the stream; the exchange stamps it with its event time, or not at all (NONE). */
        void deliver(final Series series, final long openTimeMs, final long eventTimeMs, final long receivedMs) {
            final Candle candle = new Candle();
            candle.seriesId = series.id();
            candle.openTimeMs = openTimeMs;
            candle.eventTimeMs = eventTimeMs;
            candle.receivedTimeNs = receivedMs * 1_000_000;
            stats.lastHeardTimeMs(receivedMs);
            sink.onCandle(candle);
        }

        void acknowledgeAll() {
            listener.onAcknowledged(this, List.copyOf(subscribed));
        }

        void acknowledge(final Series... series) {
            listener.onAcknowledged(this, List.of(series));
        }

        void deliver(final Series series, final long receivedMs) {
            final Candle candle = new Candle();
            candle.seriesId = series.id();
            candle.openTimeMs = series.interval().openTimeAt(receivedMs);
            candle.receivedTimeNs = TimeUnit.MILLISECONDS.toNanos(receivedMs);
            sink.onCandle(candle);
        }

        void lose() {
            end(FeedListener.CloseCause.DISCONNECTED);
        }

        /** The dial fails. */
        void fail() {
            end(FeedListener.CloseCause.CONNECT);
        }

        private void end(final FeedListener.CloseCause cause) {
            closed = true;
            listener.onClosed(this, cause, "cable cut");
        }

        @Override
        public int legId() {
            return legId;
        }

        @Override
        public void subscribe(final List<Series> series) {
            subscribed.addAll(series);
        }

        @Override
        public void unsubscribe(final List<Series> series) {
            unsubscribed.addAll(series);
        }

        @Override
        public void tick(final long nowMs) {}

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                listener.onClosed(this, FeedListener.CloseCause.REQUESTED, "closed by us");
            }
        }

        @Override
        public LegStats stats() {
            return stats;
        }
    }
}
