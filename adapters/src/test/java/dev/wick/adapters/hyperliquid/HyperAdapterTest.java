package dev.wick.adapters.hyperliquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.Adapters;
import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.FeedListener;
import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats.Stat;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.adapters.sim.WireOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is particular to Hyperliquid, against its simulator; what is alike at all markets is in the contract's test. */
class HyperAdapterTest implements FeedListener {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SeriesRegistry registry = new SeriesRegistry();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Candle> candles = new CopyOnWriteArrayList<>();
    private final Adapters adapters = new Adapters();
    private SimulatedExchange exchange;
    private ExchangeAdapter adapter;
    private FeedConnection connection;
    private long tickMs = SystemEpochClock.INSTANCE.time();
    private long tickByMs = 5;

    private void start(final String market, final SimulatorOptions options) {
        exchange = Simulators.start(
                Exchange.HYPERLIQUID, options.market(market).seed(5).updatesPerSecond(200));
        adapter = create(market);
    }

    private void start(final String market) {
        start(market, new SimulatorOptions().symbols(7).closedEvery(Interval.M1, 600));
    }

    private ExchangeAdapter create(final String market) {
        final Venue venue = Exchange.HYPERLIQUID.venue(market).orElseThrow();
        return adapters.create(
                venue,
                new AdapterContext(
                        exchange.wsUrl(),
                        exchange.restUrl(),
                        10_000,
                        10_000,
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
                        new SystemEpochNanoClock()));
    }

    @AfterEach
    void close() {
        if (connection != null) {
            connection.close();
        }
        adapter.close();
        adapters.close();
        exchange.close();
    }

    private FeedConnection connect() {
        connection = adapter.connect(1, "leg-test", this::keep, this);
        until(() -> events.contains("opened"));
        return connection;
    }

    private void until(final BooleanSupplier condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            tickMs += tickByMs;
            connection.tick(tickMs);
            return condition.getAsBoolean();
        });
    }

    private void keep(final Candle candle) {
        final Candle copy = new Candle();
        copy.copyFrom(candle);
        candles.add(copy);
    }

    private boolean delivers(final Series series) {
        return candles.stream().anyMatch(candle -> candle.seriesId == series.id());
    }

    private Series series(final String symbol, final Interval interval) {
        return registry.register(adapter.venue(), symbol, interval);
    }

    @Test
    void shouldLookUpWhatPairsAreCalledOnTheWire() throws HistoryException {
        start("spot");
        final Series hype = series("HYPE/USDC", Interval.M1);
        connect().subscribe(List.of(hype));
        until(() -> events.stream().anyMatch(event -> event.startsWith("refused HYPE/USDC: the list of pairs")));
        assertThat(adapter.canonicalSymbol("@107")).as("without a list").isEqualTo("@107");

        assertThat(adapter.history().symbols())
                .containsExactly("PURR/USDC", "HYPE/USDC", "UBTC/USDC", "UETH/USDC", "HYPE/USDT0", "@300", "@301");
        assertThat(adapter.canonicalSymbol("@107")).isEqualTo("HYPE/USDC");
        assertThat(adapter.canonicalSymbol("hype/usdc")).isEqualTo("HYPE/USDC");
        assertThat(adapter.canonicalSymbol("@300")).isEqualTo("@300");
        final Series twin = series("@301", Interval.M1);
        final Series purr = series("PURR/USDC", Interval.M5);
        connection.subscribe(List.of(hype, twin, purr));
        until(() -> delivers(hype) && delivers(twin) && delivers(purr));
        connection.subscribe(List.of(series("NO/USDC", Interval.M1), series("@107", Interval.M1)));
        until(() -> events.contains("refused NO/USDC: hyperliquid spot does not list NO/USDC")
                && events.contains("refused @107: @107 is @107 on the wire, which is subscribed under another name"));
        connection.unsubscribe(List.of(hype));
        connection.subscribe(List.of(hype));
        until(() -> events.stream().filter("acknowledged HYPE/USDC"::equals).count() == 2);
    }

    @Test
    void shouldFetchTheListByItselfForTheHistoryOfAPair() throws HistoryException {
        start("spot");
        assertThat(adapter.history().newest(series("HYPE/USDC", Interval.M1))).isPresent();
        assertThatThrownBy(() -> adapter.history().newest(series("NO/USDC", Interval.M1)))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("NO/USDC");
    }

    @Test
    void shouldServeCoinsOfBuilderDexesAndThoseWithSmallLetters() throws HistoryException {
        start("usdm");
        assertThat(adapter.history().symbols()).contains("xyz:AAPL", "kPEPE").doesNotContain("MATIC");
        assertThat(adapter.canonicalSymbol("XYZ:aapl")).isEqualTo("xyz:AAPL");
        final Series apple = series("xyz:AAPL", Interval.M1);
        final Series pepe = series(adapter.canonicalSymbol("KPEPE"), Interval.M3);
        final Series gone = series("MATIC", Interval.M1);
        final Series odd = series("BTC", Interval.H6);
        connect().subscribe(List.of(apple, gone, pepe, odd));
        until(() -> delivers(apple) && delivers(pepe));
        until(() -> events.stream().anyMatch(event -> event.startsWith("refused MATIC: Invalid subscription {"))
                && events.stream()
                        .anyMatch(event -> event.startsWith("refused BTC: hyperliquid usdm streams only 1m")));
        assertThat(adapter.intervals()).hasSize(14).contains(Interval.D7).doesNotContain(Interval.W1, Interval.H6);
    }

    @Test
    void shouldServeTheSamePerpetualsAsCoinmAndShareTheLimits() throws HistoryException {
        start("usdm");
        final List<String> symbols = adapter.history().symbols();
        try (ExchangeAdapter coinm = create("coinm")) {
            assertThat(coinm.history().symbols()).isEqualTo(symbols);
            assertThat(coinm.limits()).isEqualTo(adapter.limits());
            for (int i = 0; i < 27; i++) {
                assertThat((i % 2 == 0 ? coinm : adapter).dialDelayMs()).isZero();
            }
            assertThat(coinm.dialDelayMs()).isPositive();
            assertThat(adapter.dialDelayMs()).isPositive();
        }
    }

    @Test
    void shouldTakeAlreadySubscribedForAYes() {
        start("usdm");
        final Series one = series("BTC", Interval.M1);
        connect().subscribe(List.of(one));
        until(() -> events.contains("acknowledged BTC"));
        connection.subscribe(List.of(one));
        until(() -> events.stream().filter("acknowledged BTC"::equals).count() == 2);
        assertThat(events).noneMatch(event -> event.startsWith("refused"));
    }

    @Test
    void shouldPingBeforeTheServerFindsTheConnectionIdle() {
        start("usdm", new SimulatorOptions().symbols(2).wire(new WireOptions().idleMs(1_000)));
        tickByMs = HyperDialogue.KEEP_ALIVE_MS / 50;
        connect();
        until(() -> connection.stats().get(Stat.FRAMES) >= 12);
        assertThat(events).as("three times as long as the server waits").containsExactly("opened");
        tickByMs = 0;
        until(() -> events.stream().anyMatch(event -> event.startsWith("closed DISCONNECTED")));
    }

    @Test
    void shouldFetchWeeksOfHyperliquidAndSayThatOlderRowsAreGone() throws HistoryException {
        start("usdm", new SimulatorOptions().symbols(2));
        final long nowMs = adapter.history().serverTimeMs();
        assertThat(nowMs).isBetween(exchange.timeMs() - 10_000, exchange.timeMs());
        final Series weeks = series("BTC", Interval.D7);
        final long lastMs = Interval.D7.previous(Interval.D7.openTimeAt(nowMs));
        final List<Candle> fetched = new ArrayList<>();
        final HistoryClient.Answer answer = adapter.history()
                .candles(weeks, lastMs - 3 * 7 * 86_400_000L, lastMs, candle -> fetched.add(copy(candle)));
        assertThat(answer.provenToMs()).isEqualTo(lastMs);
        assertThat(fetched).hasSize(4).allMatch(candle -> Interval.D7.isOnGrid(candle.openTimeMs));

        final Series minutes = series("BTC", Interval.M1);
        final long fromMs = Interval.M1.openTimeAt(nowMs) - 6_000 * 60_000L;
        fetched.clear();
        final HistoryClient.Answer some =
                adapter.history().candles(minutes, fromMs, nowMs, candle -> fetched.add(copy(candle)));
        assertThat(some.delivered()).isBetween(4_990, 4_999).isEqualTo(fetched.size());
        assertThat(some.provenToMs()).as("what is older cannot be had").isLessThan(fromMs);
    }

    private static Candle copy(final Candle candle) {
        final Candle copy = new Candle();
        copy.copyFrom(candle);
        return copy;
    }

    @Test
    void shouldPassOnWhatRestSaysInPlainText() {
        start("usdm");
        final HistoryException failure = catchThrowableOfType(
                HistoryException.class, () -> adapter.history().newest(series("NOPE", Interval.M1)));
        assertThat(failure.kind()).isEqualTo(HistoryException.Kind.HTTP_STATUS);
        assertThat(failure).hasMessageContaining("500");
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
        events.add("notice");
    }

    @Override
    public void onGarbled(final FeedConnection garbled, final String excerpt) {
        events.add("garbled " + excerpt);
    }

    @Override
    public void onClosed(final FeedConnection closed, final CloseCause cause, final String detail) {
        events.add("closed " + cause + " " + detail);
    }
}
