package dev.wick.adapters.gateio;

import static org.awaitility.Awaitility.await;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.FeedListener;
import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.rest.ExchangeShare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;

/** An adapter over real sockets, and a record of all that it says. */
final class GateBed implements FeedListener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final GateAdapter adapter;
    final List<Candle> candles = new CopyOnWriteArrayList<>();
    final List<String> events = new CopyOnWriteArrayList<>();
    private final SeriesRegistry registry = new SeriesRegistry();
    private final ExchangeShare share = new ExchangeShare();
    private FeedConnection connection;
    /** How far ahead of its time the connection is told that it is, ms. */
    private long aheadMs;

    GateBed(final GateMarket market, final String wsUrl, final String restUrl) {
        final AdapterContext context = new AdapterContext(
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
        adapter = new GateAdapter(Frames.venue(market), context, share);
    }

    Series series(final String symbol, final Interval interval) {
        return registry.register(adapter.venue(), symbol, interval);
    }

    FeedConnection connect() {
        connection = adapter.connect(3, "leg-test", candle -> candles.add(copy(candle)), this);
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

    HistoryClient.Answer fetch(final Series series, final long fromMs, final long toMs, final List<Candle> into)
            throws HistoryException {
        return adapter.history().candles(series, fromMs, toMs, candle -> into.add(copy(candle)));
    }

    List<Candle> fetch(final Series series, final long fromMs, final long toMs) throws HistoryException {
        final List<Candle> fetched = new ArrayList<>();
        fetch(series, fromMs, toMs, fetched);
        return fetched;
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
        series.forEach(one -> events.add("acknowledged " + one.symbol() + " " + one.interval()));
    }

    @Override
    public void onRefused(final FeedConnection refused, final List<Series> series, final String exchangeMessage) {
        series.forEach(one -> events.add("refused " + one.symbol() + " " + one.interval() + ": " + exchangeMessage));
    }

    @Override
    public void onUnanswered(final FeedConnection unanswered, final List<Series> series) {
        series.forEach(one -> events.add("unanswered " + one.symbol() + " " + one.interval()));
    }

    @Override
    public void onNotice(final FeedConnection noticed, final String notice) {
        events.add("notice: " + notice);
    }

    @Override
    public void onGarbled(final FeedConnection garbled, final String excerpt) {
        events.add("garbled");
    }

    @Override
    public void onClosed(final FeedConnection closed, final CloseCause cause, final String detail) {
        events.add("closed " + cause + " " + detail);
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
        }
        adapter.close();
        share.close();
    }
}
