package dev.wick.adapters.bybit;

import static org.awaitility.Awaitility.await;

import dev.wick.adapters.bybit.sim.BybitSimulator;
import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.FeedListener;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.rest.ExchangeShare;
import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.SimulatorOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;

/** A market's simulator and adapter over real sockets, and a record of all that the adapter says. */
final class BybitBed implements FeedListener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long BAR_MS = 400;

    final ExchangeSimulator exchange;
    final BybitAdapter adapter;
    final List<Candle> candles = new CopyOnWriteArrayList<>();
    final List<String> events = new CopyOnWriteArrayList<>();
    private final SeriesRegistry registry = new SeriesRegistry();
    private final ExchangeShare share = new ExchangeShare();
    private FeedConnection connection;
    /** How far ahead of its time the connection is told that it is, ms. */
    private long aheadMs;

    BybitBed(final BybitMarket market, final int symbols) {
        exchange = BybitSimulator.start(new SimulatorOptions()
                .market(market.category())
                .symbols(symbols)
                .updatesPerSecond(20 * symbols)
                .closedEvery(Interval.M1, BAR_MS));
        adapter = new BybitAdapter(Frames.venue(market), context(exchange.wsUrl(), exchange.restUrl()), share);
    }

    private AdapterContext context(final String wsUrl, final String restUrl) {
        return new AdapterContext(
                wsUrl,
                restUrl,
                10_000,
                1_000,
                60_000,
                0,
                0,
                10_000,
                2,
                4,
                1 << 20,
                registry,
                SystemEpochClock.INSTANCE,
                SystemNanoClock.INSTANCE,
                new SystemEpochNanoClock());
    }

    Series series(final String symbol) {
        return series(symbol, Interval.M1);
    }

    Series series(final String symbol, final Interval interval) {
        return registry.register(adapter.venue(), symbol, interval);
    }

    List<Series> all() {
        return exchange.symbols().stream().map(this::series).toList();
    }

    FeedConnection connect() {
        connection = adapter.connect(3, "leg-test", this::keep, this);
        until(() -> events.contains("opened"));
        return connection;
    }

    void skip(final long ms) {
        aheadMs += ms;
    }

    /** Ticks the connection until the condition holds. */
    void until(final BooleanSupplier condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            if (connection != null) {
                connection.tick(SystemEpochClock.INSTANCE.time() + aheadMs);
            }
            return condition.getAsBoolean();
        });
    }

    List<Candle> of(final Series series) {
        return candles.stream().filter(candle -> candle.seriesId == series.id()).toList();
    }

    boolean said(final String event) {
        return events.contains(event);
    }

    List<Candle> fetch(final Series series, final long fromMs, final long toMs) throws Exception {
        final List<Candle> fetched = new ArrayList<>();
        adapter.history().candles(series, fromMs, toMs, candle -> fetched.add(copy(candle)));
        return fetched;
    }

    private void keep(final Candle candle) {
        candles.add(copy(candle));
    }

    private static Candle copy(final Candle candle) {
        final Candle copy = new Candle();
        copy.copyFrom(candle);
        return copy;
    }

    @Override
    public void onOpened(final FeedConnection opened) {
        events.add("opened");
    }

    @Override
    public void onAcknowledged(final FeedConnection acknowledged, final List<Series> series) {
        series.forEach(one -> events.add("acknowledged " + one.symbol()));
    }

    @Override
    public void onRefused(final FeedConnection refused, final List<Series> series, final String exchangeMessage) {
        series.forEach(one -> events.add("refused " + one.symbol() + ": " + exchangeMessage));
    }

    @Override
    public void onUnanswered(final FeedConnection unanswered, final List<Series> series) {
        series.forEach(one -> events.add("unanswered " + one.symbol()));
    }

    @Override
    public void onNotice(final FeedConnection noticed, final String notice) {
        events.add("notice " + notice);
    }

    @Override
    public void onGarbled(final FeedConnection garbled, final String excerpt) {
        events.add("garbled");
    }

    @Override
    public void onClosed(final FeedConnection closed, final CloseCause cause, final String detail) {
        events.add("closed " + cause);
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
        }
        adapter.close();
        share.close();
        exchange.close();
    }
}
