package dev.wick.adapters.okx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.FeedListener;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.HistoryClient.Answer;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats.Stat;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Source;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.okx.sim.OkxSimulator;
import dev.wick.adapters.rest.ExchangeShare;
import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultPlan;
import dev.wick.adapters.sim.MadeCandle;
import dev.wick.adapters.sim.RestFault;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.adapters.sim.WireOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The adapter against the simulator; what every exchange has to do is in the contract test. */
class OkxAdapterTest implements FeedListener {
    private static final long MINUTE_MS = 60_000;

    private final AtomicLong clock = new AtomicLong(1_795_455_030_123L);
    private final AtomicLong tickMs = new AtomicLong(1_795_455_030_123L);
    private final FaultPlan faults = FaultPlan.seeded(3);
    private final SeriesRegistry registry = new SeriesRegistry();
    private final List<Candle> candles = new CopyOnWriteArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final AtomicLong nanosAhead = new AtomicLong();
    private long nanosPerTick;
    private ExchangeSimulator okx;
    private OkxAdapter adapter;
    private FeedConnection connection;

    private void start(final String market, final int symbols) {
        okx = OkxSimulator.start(new SimulatorOptions()
                .market(market)
                .symbols(symbols)
                .clock(clock::get)
                .wire(new WireOptions())
                .faults(faults));
        final Venue venue = Exchange.OKX.venue(market).orElseThrow();
        final AdapterContext context = new AdapterContext(
                okx.wsUrl(),
                okx.restUrl(),
                10_000,
                5_000,
                60_000,
                0,
                20_000,
                10_000,
                4,
                4,
                1 << 20,
                registry,
                SystemEpochClock.INSTANCE,
                () -> SystemNanoClock.INSTANCE.nanoTime() + nanosAhead.get(),
                new SystemEpochNanoClock());
        adapter = new OkxAdapter(venue, context, new ExchangeShare());
    }

    @AfterEach
    void end() {
        if (connection != null) {
            connection.close();
        }
        adapter.close();
        okx.close();
    }

    private void connect() {
        connection = adapter.connect(4, "leg-test", candle -> keep(candle, candles), this);
        until(() -> events.contains("opened"));
    }

    private static void keep(final Candle candle, final List<Candle> into) {
        final Candle copy = new Candle();
        copy.copyFrom(candle);
        into.add(copy);
    }

    private void until(final BooleanSupplier condition) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    if (connection != null) {
                        nanosAhead.addAndGet(nanosPerTick);
                        connection.tick(tickMs.incrementAndGet());
                    }
                    return condition.getAsBoolean();
                });
    }

    private Series series(final String symbol, final Interval interval) {
        return registry.register(adapter.venue(), symbol, interval);
    }

    private List<Series> all() {
        return okx.symbols().stream().map(symbol -> series(symbol, Interval.M1)).toList();
    }

    private static void assertSame(final Candle candle, final MadeCandle made) {
        assertThat(candle.openTimeMs).isEqualTo(made.openTimeMs());
        assertThat(candle.closeTimeMs).isEqualTo(made.closeTimeMs());
        assertThat(candle.open.toBigDecimal()).isEqualByComparingTo(made.open());
        assertThat(candle.high.toBigDecimal()).isEqualByComparingTo(made.high());
        assertThat(candle.low.toBigDecimal()).isEqualByComparingTo(made.low());
        assertThat(candle.close.toBigDecimal()).isEqualByComparingTo(made.close());
        assertThat(candle.volume.toBigDecimal()).isEqualByComparingTo(made.baseVolume());
        assertThat(candle.quoteVolume.toBigDecimal()).isEqualByComparingTo(made.quoteVolume());
        final BigDecimal contracts = candle.contracts.toBigDecimal();
        assertThat(contracts == null).isEqualTo(made.contracts() == null);
        if (contracts != null) {
            assertThat(contracts).isEqualByComparingTo(made.contracts());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"spot", "swap", "futures"})
    void shouldCloseEveryCandleOnceAndHaveTheSameByRest(final String market) throws HistoryException {
        start(market, 4);
        connect();
        connection.subscribe(all());
        until(() -> candles.size() == 4);
        clock.addAndGet(3 * MINUTE_MS);
        until(() -> candles.stream().filter(candle -> candle.closed).count() == 12);
        for (final Series one : all()) {
            final List<MadeCandle> made = okx.ledger().closed(one.symbol(), Interval.M1);
            final List<Candle> closed = candles.stream()
                    .filter(candle -> candle.closed && candle.seriesId == one.id())
                    .toList();
            final List<Candle> fetched = new ArrayList<>();
            final Answer answer = adapter.history()
                    .candles(one, made.get(0).openTimeMs(), made.get(2).openTimeMs(), candle -> keep(candle, fetched));
            assertThat(answer).isEqualTo(new Answer(3, made.get(2).openTimeMs()));
            assertThat(closed).hasSameSizeAs(made).allMatch(candle -> candle.finality == Finality.EXCHANGE);
            for (int i = 0; i < 3; i++) {
                assertSame(closed.get(i), made.get(i));
                assertSame(fetched.get(i), made.get(i));
                assertThat(fetched.get(i).finality).isEqualTo(Finality.REST);
                assertThat(fetched.get(i).source).isEqualTo(Source.BACKFILL);
            }
        }
        assertThat(connection.stats().get(Stat.GARBLED) + connection.stats().get(Stat.IGNORED))
                .isZero();
    }

    @Test
    void shouldAskForHundredsInFewRequestsAndRefuseTheBadOnesAlone() {
        start("spot", 250);
        final List<Series> wanted = new ArrayList<>(all());
        wanted.add(120, series("NO-SUCH", Interval.M1));
        faults.refuseSymbol(okx.symbols().get(7)).delist(okx.symbols().get(201));
        connect();
        connection.subscribe(wanted);
        until(() -> events.stream().filter(event -> event.startsWith("ack")).count() == 248);
        until(() -> candles.size() >= 248);
        assertThat(events)
                .filteredOn(event -> event.startsWith("refused"))
                .containsExactlyInAnyOrder(
                        refused(okx.symbols().get(7)),
                        refused("NO-SUCH"),
                        refused(okx.symbols().get(201)));
        connection.unsubscribe(wanted);
        connection.subscribe(List.of(wanted.get(0)));
        until(() -> events.stream().filter(event -> event.startsWith("ack")).count() == 249);
    }

    private static String refused(final String symbol) {
        return "refused " + symbol + " Subscribe failed, wrong URL or channel:candle1m,instId:" + symbol
                + " doesn't exist. Please use the correct URL, channel and parameters referring to API document."
                + " (code 60018)";
    }

    @ParameterizedTest
    @EnumSource(
            value = Interval.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"S10", "H8", "D7"})
    void shouldStreamAndFetchEveryIntervalOnItsUtcGrid(final Interval interval) throws HistoryException {
        start("swap", 2);
        final Series one = series("BTC-USD-SWAP", interval);
        connect();
        connection.subscribe(List.of(one));
        until(() -> candles.size() == 1);
        final long openMs = interval.openTimeAt(clock.get());
        assertThat(candles.get(0).openTimeMs).isEqualTo(openMs);
        assertThat(candles.get(0).closeTimeMs).isEqualTo(interval.next(openMs) - 1);
        assertThat(adapter.history().newest(one)).hasValueSatisfying(newest -> {
            assertThat(newest.openTimeMs).isEqualTo(openMs);
            assertThat(newest.closed).isFalse();
        });
    }

    @Test
    void shouldSendATextPingAndTakeTheTextPongForASignOfLife() {
        start("spot", 1);
        connect();
        tickMs.addAndGet(20_000);
        until(() -> connection.stats().get(Stat.FRAMES) == 1);
        assertThat(connection.stats().get(Stat.GARBLED)).isZero();
        assertThat(candles).isEmpty();
    }

    @Test
    void shouldHandOnARefusalForAskingTooMuchAndNotAskForTheParts() {
        start("spot", 3);
        connect();
        // Our own pace counts by a clock that runs ahead of the exchange's, and so lets too much through.
        nanosPerTick = 60_000_000_000L;
        for (int i = 0; i < 240; i++) {
            connection.subscribe(List.of(all().get(0)));
            connection.unsubscribe(List.of(all().get(0)));
        }
        until(() -> events.stream().filter(event -> event.startsWith("ack")).count() == 240);
        connection.subscribe(all());
        until(() -> events.stream().filter(event -> event.startsWith("refused")).count() == 3);
        connection.subscribe(all());
        until(() -> events.stream().filter(event -> event.startsWith("refused")).count() >= 6);
        assertThat(events)
                .filteredOn(event -> event.startsWith("refused"))
                .hasSize(6)
                .allMatch(event -> event.endsWith(" Requests too frequent (code 60014)"));
    }

    @Test
    void shouldFetchOldAndRecentRowsAsOneRange() throws HistoryException {
        start("spot", 1);
        final Series one = series("BTC-USDT", Interval.M1);
        final long toMs = Interval.M1.openTimeAt(clock.get()) - MINUTE_MS;
        final long fromMs = toMs - 2_100 * MINUTE_MS;
        final List<Candle> fetched = new ArrayList<>();
        final CandleSink sink = candle -> keep(candle, fetched);
        assertThat(adapter.history().candles(one, fromMs, toMs, sink)).isEqualTo(new Answer(2_101, toMs));
        for (int i = 0; i < fetched.size(); i++) {
            assertThat(fetched.get(i).openTimeMs).isEqualTo(fromMs + i * MINUTE_MS);
        }
        fetched.clear();
        assertThat(adapter.history().candles(one, toMs, toMs + 5 * MINUTE_MS, sink))
                .isEqualTo(new Answer(1, toMs));
        assertThat(adapter.history().serverTimeMs()).isBetween(clock.get() - 1_000, clock.get() + 60_000);
    }

    @Test
    void shouldNameTheExchangesWordsWhenRestSaysNo() {
        start("spot", 1);
        final HistoryException unknown = catchThrowableOfType(
                HistoryException.class, () -> adapter.history().newest(series("NO-SUCH", Interval.M1)));
        assertThat(unknown.kind()).isEqualTo(HistoryException.Kind.HTTP_STATUS);
        assertThat(unknown).hasMessageContaining("51001 Instrument ID");
        faults.answerRest(RestFault.Kind.FORBIDDEN, 1, 0);
        for (int i = 0; i < 2; i++) {
            final HistoryException forbidden = catchThrowableOfType(
                    HistoryException.class, () -> adapter.history().symbols());
            assertThat(forbidden.kind()).isEqualTo(HistoryException.Kind.RATE_LIMITED);
        }
        assertThat(okx.ledger().count(Fault.REST)).isEqualTo(1);
    }

    @Override
    public void onOpened(final FeedConnection opened) {
        events.add("opened");
    }

    @Override
    public void onAcknowledged(final FeedConnection acknowledged, final List<Series> some) {
        some.forEach(one -> events.add("acknowledged " + one.symbol()));
    }

    @Override
    public void onRefused(final FeedConnection refused, final List<Series> some, final String exchangeMessage) {
        some.forEach(one -> events.add("refused " + one.symbol() + " " + exchangeMessage));
    }

    @Override
    public void onUnanswered(final FeedConnection unanswered, final List<Series> some) {
        some.forEach(one -> events.add("unanswered " + one.symbol()));
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
}
