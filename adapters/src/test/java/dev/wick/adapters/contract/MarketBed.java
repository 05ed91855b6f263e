package dev.wick.adapters.contract;

import static org.awaitility.Awaitility.await;

import dev.wick.adapters.Adapters;
import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.FeedListener;
import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.sim.MadeCandle;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;

/** One market's simulator and adapter over real sockets, and a record of all that the adapter says. */
final class MarketBed implements FeedListener, AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final Interval INTERVAL = Interval.M1;
    /** How soon a bar of a minute closes, ms. */
    private static final long BAR_MS = 700;

    private static final int SYMBOLS = 4;
    private static final double UPDATES_PER_SECOND = 200;
    private static final long ACK_TIMEOUT_MS = 1_500;

    final SimulatedExchange exchange;
    final ExchangeAdapter adapter;
    final List<Candle> candles = new CopyOnWriteArrayList<>();
    final List<String> events = new CopyOnWriteArrayList<>();
    private final SeriesRegistry registry = new SeriesRegistry();
    private final Adapters adapters = new Adapters();
    private FeedConnection connection;

    MarketBed(final Venue venue) {
        this(venue, options -> {});
    }

    MarketBed(final Venue venue, final Consumer<SimulatorOptions> more) {
        final SimulatorOptions options = new SimulatorOptions()
                .market(venue.contractType().name())
                .symbols(SYMBOLS)
                .seed(7)
                .updatesPerSecond(UPDATES_PER_SECOND)
                .closedEvery(INTERVAL, BAR_MS);
        more.accept(options);
        exchange = Simulators.start(venue.exchange(), options);
        adapter = adapters.create(
                venue,
                new AdapterContext(
                        exchange.wsUrl(),
                        exchange.restUrl(),
                        10_000,
                        ACK_TIMEOUT_MS,
                        60_000,
                        20_000,
                        20_000,
                        10_000,
                        4,
                        8,
                        1 << 20,
                        registry,
                        SystemEpochClock.INSTANCE,
                        SystemNanoClock.INSTANCE,
                        new SystemEpochNanoClock()));
    }

    /** The first symbols that trade, as the venue lists them. */
    List<Series> series(final int count) throws HistoryException {
        final List<Series> some = new ArrayList<>();
        for (final String symbol : adapter.history().symbols().subList(0, count)) {
            some.add(registry.register(adapter.venue(), symbol, INTERVAL));
        }
        return some;
    }

    FeedConnection connect() {
        connection = adapter.connect(3, "leg-test", this::keep, this);
        until(() -> events.contains("opened"));
        return connection;
    }

    /** Ticks the connection until the condition holds. */
    void until(final BooleanSupplier condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            tick();
            return condition.getAsBoolean();
        });
    }

    private void tick() {
        if (connection != null) {
            connection.tick(SystemEpochClock.INSTANCE.time());
        }
    }

    private void keep(final Candle candle) {
        final Candle copy = new Candle();
        copy.copyFrom(candle);
        candles.add(copy);
    }

    List<Candle> of(final Series series) {
        return candles.stream().filter(candle -> candle.seriesId == series.id()).toList();
    }

    List<Candle> closed(final Series series) {
        return of(series).stream().filter(candle -> candle.closed).toList();
    }

    long acknowledged(final Series series) {
        return events.stream()
                .filter(("acknowledged " + series.symbol())::equals)
                .count();
    }

    /** What the exchange made of this candle, once it is over. */
    Optional<MadeCandle> made(final Series series, final long openTimeMs) {
        for (final String symbol : exchange.symbols()) {
            if (adapter.canonicalSymbol(symbol).equals(series.symbol())) {
                return exchange.ledger().closed(symbol, INTERVAL).stream()
                        .filter(candle -> candle.openTimeMs() == openTimeMs)
                        .findFirst();
            }
        }
        return Optional.empty();
    }

    /** The name by which the exchange's own books know a series. */
    String wireSymbol(final Series series) {
        return exchange.symbols().stream()
                .filter(symbol -> adapter.canonicalSymbol(symbol).equals(series.symbol()))
                .findFirst()
                .orElseThrow();
    }

    /** The bar that forms now, by the exchange's clock. */
    long formingMs() {
        return INTERVAL.openTimeAt(exchange.timeMs());
    }

    /** What REST has delivered into a list of its own. */
    HistoryClient.Answer fetch(final Series series, final long fromMs, final long toMs, final List<Candle> into)
            throws HistoryException {
        return adapter.history().candles(series, fromMs, toMs, candle -> {
            final Candle copy = new Candle();
            copy.copyFrom(candle);
            into.add(copy);
        });
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
        series.forEach(one -> events.add("refused " + one.symbol()));
    }

    @Override
    public void onUnanswered(final FeedConnection unanswered, final List<Series> series) {
        series.forEach(one -> events.add("unanswered " + one.symbol()));
    }

    @Override
    public void onNotice(final FeedConnection noticed, final String notice) {
        events.add("notice");
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
        adapters.close();
        exchange.close();
    }
}
