package dev.wick.adapters.gateio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Closing;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats.Stat;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.gateio.sim.GateSimulator;
import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultPlan;
import dev.wick.adapters.sim.MadeCandle;
import dev.wick.adapters.sim.RestFault;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.adapters.sim.WireOptions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The adapter against its simulator, and where that says too little, against servers of the test's own. */
class GateAdapterTest {
    private static final long MINUTE_MS = 60_000;

    private static ExchangeSimulator start(final GateMarket market, final SimulatorOptions options) {
        return GateSimulator.start(
                options.market(market.name().toLowerCase(Locale.ROOT)).symbols(3));
    }

    private static SimulatorOptions fast() {
        return new SimulatorOptions().updatesPerSecond(90).closedEvery(Interval.M1, 400);
    }

    private static GateBed bed(final GateMarket market, final ExchangeSimulator gate) {
        return new GateBed(market, gate.wsUrl(), gate.restUrl());
    }

    @ParameterizedTest
    @CsvSource({
        "SPOT,/ws/v4/ size  extensions ,1m",
        "UM,/v4/ws/usdt size 1 extensions ,10s",
        "CM,/v4/ws/btc size 1 extensions ,7d"
    })
    void shouldConnectWithoutCompressionAndAskForDecimalSizes(
            final GateMarket market, final String handshake, final String interval) throws Exception {
        try (GateServer server = new GateServer();
                GateBed bed = new GateBed(market, server.wsUrl(), server.restUrl())) {
            final Series series = bed.series("BTC_USDT", Interval.of(interval).orElseThrow());
            bed.connect().subscribe(List.of(series));
            bed.until(() -> !server.received.isEmpty());
            assertThat(server.handshakes.get(0).strip()).isEqualTo(handshake.strip());
            assertThat(server.received.get(0))
                    .contains("\"id\":1,\"channel\":\"" + (market == GateMarket.SPOT ? "spot" : "futures")
                            + ".candlesticks\",\"event\":\"subscribe\",\"payload\":[\"" + interval
                            + "\",\"BTC_USDT\"]");
        }
    }

    @Test
    void shouldTakeAnswersWithoutAnIdInOrder() throws Exception {
        try (GateServer server = new GateServer();
                GateBed bed = new GateBed(GateMarket.CM, server.wsUrl(), server.restUrl())) {
            final List<Series> three = IntStream.range(1, 4)
                    .mapToObj(i -> bed.series("S" + i + "_USD", Interval.M1))
                    .toList();
            bed.connect().subscribe(three);
            bed.until(() -> server.received.size() == 3);
            server.say(
                    "{'time':1,'channel':'futures.candlesticks','event':'subscribe','error':null,'result':{'status':'success'}}");
            server.say(
                    "{'time':1,'channel':'futures.candlesticks','event':'subscribe','error':{'code':2,'message':'unknown'},"
                            + "'result':{'status':'fail'}}");
            server.say(
                    "{'time':1,'channel':'futures.candlesticks','event':'subscribe','error':null,'result':{'status':'success'}}");
            bed.until(() -> bed.events.size() == 4);
            assertThat(bed.events)
                    .containsExactly(
                            "opened",
                            "acknowledged S1_USD 1m",
                            "refused S2_USD 1m: unknown (code 2)",
                            "acknowledged S3_USD 1m");
        }
    }

    @Test
    void shouldTakeAnswersWithoutAnIdByTheirPayload() throws Exception {
        try (GateServer server = new GateServer();
                GateBed bed = new GateBed(GateMarket.SPOT, server.wsUrl(), server.restUrl())) {
            bed.connect()
                    .subscribe(List.of(
                            bed.series("A_USDT", Interval.M1),
                            bed.series("B_USDT", Interval.M1),
                            bed.series("B_USDT", Interval.M5)));
            bed.until(() -> server.received.size() == 3);
            server.say(
                    "{'channel':'spot.candlesticks','event':'subscribe','payload':['5m','B_USDT'],'result':{'status':'success'}}");
            server.say("{'channel':'spot.candlesticks','event':'subscribe','payload':['1m','A_USDT'],'error':{'code':2,"
                    + "'message':'unknown currency pair: A_USDT'},'result':{'status':'fail'}}");
            bed.until(() -> bed.events.contains("unanswered B_USDT 1m"));
            assertThat(bed.events)
                    .contains("acknowledged B_USDT 5m", "refused A_USDT 1m: unknown currency pair: A_USDT (code 2)");
        }
    }

    @Test
    void shouldPingTheExchangeInItsOwnWay() {
        try (ExchangeSimulator gate = start(GateMarket.UM, new SimulatorOptions());
                GateBed bed = bed(GateMarket.UM, gate)) {
            final var connection = bed.connect();
            bed.skip(15_000);
            bed.until(() -> connection.stats().get(Stat.FRAMES) == 1);
            assertThat(connection.stats().get(Stat.GARBLED)).isZero();
            assertThat(connection.stats().get(Stat.IGNORED)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(GateMarket.class)
    void shouldDeliverClosedCandlesAndTheSameByRest(final GateMarket market) throws Exception {
        try (ExchangeSimulator gate = start(market, fast());
                GateBed bed = bed(market, gate)) {
            bed.adapter.history().symbols();
            final Series series = bed.series(gate.symbols().get(1), Interval.M1);
            bed.connect().subscribe(List.of(series));
            bed.until(() ->
                    bed.of(series).stream().filter(candle -> candle.closed).count() >= 3);
            final List<Candle> closed = bed.of(series).stream()
                    .filter(candle -> candle.closed)
                    .limit(3)
                    .toList();
            final List<Candle> fetched = bed.fetch(series, closed.get(0).openTimeMs, closed.get(2).openTimeMs);
            assertThat(fetched).hasSize(3);
            for (int i = 0; i < 3; i++) {
                assertThat(closed.get(i).finality)
                        .isEqualTo(market == GateMarket.CM ? Finality.SUCCESSOR : Finality.EXCHANGE);
                assertThat(fetched.get(i).sameValues(closed.get(i))).isTrue();
                assertMade(market, gate, series, fetched.get(i));
            }
        }
    }

    private static void assertMade(
            final GateMarket market, final ExchangeSimulator gate, final Series series, final Candle candle) {
        final MadeCandle made = gate.ledger().closed(series.symbol(), Interval.M1).stream()
                .filter(one -> one.openTimeMs() == candle.openTimeMs)
                .findFirst()
                .orElseThrow();
        assertThat(candle.close.toBigDecimal()).isEqualByComparingTo(made.close());
        assertThat(candle.quoteVolume.toBigDecimal()).isEqualByComparingTo(made.quoteVolume());
        final BigDecimal contracts = candle.contracts.toBigDecimal();
        if (market == GateMarket.SPOT) {
            assertThat(contracts).isNull();
        } else {
            assertThat(contracts).isEqualByComparingTo(made.contracts());
        }
        if (market == GateMarket.CM) {
            assertThat(candle.volume.isPresent()).isFalse();
        } else {
            assertThat(candle.volume.toBigDecimal()).isEqualByComparingTo(made.baseVolume());
        }
    }

    @Test
    void shouldLeaveTheBaseVolumeOfUmOutUntilTheContractsAreListed() throws Exception {
        try (ExchangeSimulator gate = start(GateMarket.UM, fast());
                GateBed bed = bed(GateMarket.UM, gate)) {
            final Series series = bed.series("ETH_USDT", Interval.M1);
            bed.connect().subscribe(List.of(series));
            bed.until(() -> bed.of(series).size() >= 3);
            assertThat(bed.of(series)).noneMatch(candle -> candle.volume.isPresent());
            assertThat(bed.adapter.history().newest(series).orElseThrow().volume.isPresent())
                    .isTrue();
            final int before = bed.of(series).size();
            bed.until(() -> bed.of(series).size() > before + 1);
            final List<Candle> all = bed.of(series);
            assertThat(all.get(all.size() - 1).volume.isPresent()).isTrue();
        }
    }

    @Test
    void shouldRefuseABadSymbolAndMissALostAnswerAndServeTheOthers() {
        final FaultPlan faults = FaultPlan.seeded(3).chance(Fault.GARBLE, 0.1);
        try (ExchangeSimulator gate = start(GateMarket.SPOT, fast().faults(faults));
                GateBed bed = bed(GateMarket.SPOT, gate)) {
            final Series good = bed.series("BTC_USDT", Interval.M1);
            final Series late = bed.series("ETH_USDT", Interval.M1);
            final var connection = bed.connect();
            connection.subscribe(
                    List.of(good, bed.series("NOPE_XXX", Interval.M1), bed.series("BTC_USDT", Interval.M3)));
            bed.until(() -> bed.events.contains("acknowledged BTC_USDT 1m")
                    && bed.events.contains("refused NOPE_XXX 1m: unknown currency pair: NOPE_XXX (code 2)")
                    && bed.events.contains(
                            "refused BTC_USDT 3m: gateio spot streams only 10s, 1m, 5m, 15m, 30m, 1h, 4h, 8h, 1d, 7d"));
            faults.withholdAcks(true);
            connection.subscribe(List.of(late));
            bed.until(() -> bed.events.contains("unanswered ETH_USDT 1m")
                    && !bed.of(late).isEmpty()
                    && bed.of(good).stream().anyMatch(candle -> candle.closed)
                    && bed.events.contains("garbled"));
            assertThat(bed.events).noneMatch(event -> event.startsWith("closed"));
        }
    }

    @Test
    void shouldPassOnBothOfTwoClosesAndTheRightOneLast() {
        final FaultPlan faults = FaultPlan.seeded(3).chance(Fault.REVISE_CLOSED, 1);
        try (ExchangeSimulator gate = start(GateMarket.CM, fast().faults(faults));
                GateBed bed = bed(GateMarket.CM, gate)) {
            final Series series = bed.series("BTC_USD", Interval.M1);
            bed.connect().subscribe(List.of(series));
            bed.until(() ->
                    bed.of(series).stream().filter(candle -> candle.closed).count() >= 4);
            final List<Candle> closed =
                    bed.of(series).stream().filter(candle -> candle.closed).toList();
            for (int i = 0; i + 1 < closed.size(); i += 2) {
                assertThat(closed.get(i).openTimeMs).isEqualTo(closed.get(i + 1).openTimeMs);
                assertThat(closed.get(i).sameValues(closed.get(i + 1))).isFalse();
                assertMade(GateMarket.CM, gate, series, closed.get(i + 1));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(GateMarket.class)
    void shouldFetchMoreThanOneAnswerHolds(final GateMarket market) throws Exception {
        try (ExchangeSimulator gate = start(market, new SimulatorOptions().updatesPerSecond(0.3));
                GateBed bed = bed(market, gate)) {
            final Series series = bed.series(gate.symbols().get(0), Interval.M1);
            final long lastMs = Interval.M1.openTimeAt(gate.timeMs()) - 3 * MINUTE_MS;
            final long fromMs = lastMs - 2_500 * MINUTE_MS;
            final List<Candle> fetched = bed.fetch(series, fromMs, lastMs);
            assertThat(fetched).hasSize(2_501);
            for (int i = 0; i < fetched.size(); i++) {
                assertThat(fetched.get(i).openTimeMs).isEqualTo(fromMs + i * MINUTE_MS);
            }
        }
    }

    @Test
    void shouldNotAskForWhatIsTooLongAgoAndProveNothingOfIt() throws Exception {
        try (ExchangeSimulator gate = start(GateMarket.SPOT, new SimulatorOptions().updatesPerSecond(0.3));
                GateBed bed = bed(GateMarket.SPOT, gate)) {
            final Series series = bed.series("BTC_USDT", Interval.S10);
            final long formingMs = Interval.S10.openTimeAt(gate.timeMs());
            final long fromMs = formingMs - 10_050 * 10_000L;
            final List<Candle> fetched = new ArrayList<>();
            final long provenToMs =
                    bed.fetch(series, fromMs, fromMs + 100 * 10_000L, fetched).provenToMs();
            assertThat(fetched).hasSizeBetween(40, 60);
            assertThat(provenToMs).isLessThan(fromMs);
        }
    }

    @Test
    void shouldNeverTakeAFormingRowForAClosedOneNorForAWeekOfAnotherDay() throws Exception {
        try (ExchangeSimulator gate = start(GateMarket.SPOT, new SimulatorOptions().updatesPerSecond(0.3));
                GateBed bed = bed(GateMarket.SPOT, gate)) {
            final Series series = bed.series("BTC_USDT", Interval.D7);
            final long formingMs = Interval.D7.openTimeAt(gate.timeMs());
            assertThat(bed.fetch(series, formingMs, formingMs + 7 * 86_400_000L))
                    .isEmpty();
            final Candle newest = bed.adapter.history().newest(series).orElseThrow();
            assertThat(newest.openTimeMs).isEqualTo(formingMs);
            assertThat(newest.closed).isFalse();
            assertThat(newest.closeTimeMs).isEqualTo(formingMs + 7 * 86_400_000L - 1);
        }
    }

    @Test
    void shouldAskRestInSecondsWithDecimalSizesAndNoLimitBesideARange() throws Exception {
        try (GateServer server = new GateServer();
                GateBed bed = new GateBed(GateMarket.CM, server.wsUrl(), server.restUrl())) {
            final Series series = bed.series("BTC_USD", Interval.M5);
            server.answerRest("{'server_time':1795455901123}");
            assertThat(bed.adapter.history().serverTimeMs()).isBetween(1_795_455_901_000L, 1_795_455_961_123L);
            server.answerRest("[{'o':'2','v':7,'t':1795455000,'c':'1','l':'1','h':'3','sum':'0.1'}]");
            assertThat(bed.fetch(series, 1_795_455_000_000L, 1_795_455_000_000L))
                    .hasSize(1);
            assertThat(bed.adapter.history().newest(series)).isPresent();
            assertThat(server.requests)
                    .containsExactly(
                            "/api/v4/spot/time 1",
                            "/api/v4/futures/btc/candlesticks?contract=BTC_USD&interval=5m&from=1795455000&to=1795455000 1",
                            "/api/v4/futures/btc/candlesticks?contract=BTC_USD&interval=5m&limit=1 1");
        }
    }

    @Test
    void shouldSayInTheExchangesWordsWhatIsWrongWithRest() {
        try (ExchangeSimulator gate = start(GateMarket.UM, new SimulatorOptions());
                GateBed bed = bed(GateMarket.UM, gate)) {
            final HistoryException unknown =
                    failure(() -> bed.adapter.history().newest(bed.series("NOPE_USDT", Interval.M1)));
            assertThat(unknown.kind()).isEqualTo(HistoryException.Kind.HTTP_STATUS);
            assertThat(unknown).hasMessageContaining("CONTRACT_NOT_FOUND contract not found: NOPE_USDT");
            gate.faults().answerRest(RestFault.Kind.HTML, 1, 0);
            assertThat(failure(() -> bed.adapter.history().symbols()).kind())
                    .isEqualTo(HistoryException.Kind.BAD_ANSWER);
            gate.faults().answerRest(RestFault.Kind.FORBIDDEN, 1, 0);
            assertThat(failure(() -> bed.adapter.history().symbols()).kind())
                    .isEqualTo(HistoryException.Kind.RATE_LIMITED);
        }
    }

    @Test
    void shouldKeepSilentWhenTheRateLimitIsUsedUp() throws Exception {
        final SimulatorOptions options = new SimulatorOptions().wire(new WireOptions().restWeightPerMinute(6));
        try (ExchangeSimulator gate = start(GateMarket.SPOT, options);
                GateBed bed = bed(GateMarket.SPOT, gate)) {
            HistoryException limited = null;
            for (int i = 0; i < 4 && limited == null; i++) {
                limited = catchThrowableOfType(
                        HistoryException.class, () -> bed.adapter.history().symbols());
            }
            assertThat(limited.kind()).isEqualTo(HistoryException.Kind.RATE_LIMITED);
            assertThat(limited).hasMessageContaining("TOO_MANY_REQUESTS");
            final HistoryException again =
                    failure(() -> bed.adapter.history().newest(bed.series("BTC_USDT", Interval.M1)));
            assertThat(again.kind()).isEqualTo(HistoryException.Kind.RATE_LIMITED);
            assertThat(again.retryAfterMs()).isBetween(1L, 10_000L);
        }
    }

    private static HistoryException failure(final org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(HistoryException.class, call);
    }

    @Test
    void shouldSayWhatTheMarketsAllow() {
        try (GateBed bed = new GateBed(GateMarket.SPOT, null, null)) {
            assertThat(bed.adapter.closing()).isEqualTo(Closing.FLAGGED_IF_TRADED);
            assertThat(bed.adapter.limits().maxConnectionsPerExchange()).isEqualTo(270);
            assertThat(bed.adapter.canonicalSymbol("btc_usdt")).isEqualTo("BTC_USDT");
            assertThat(bed.adapter.canonicalSymbol("币安人生_usdt")).isEqualTo("币安人生_USDT");
            assertThat(bed.adapter.intervals())
                    .hasSize(10)
                    .contains(Interval.D7)
                    .doesNotContain(Interval.W1);
            assertThat(bed.adapter.dialDelayMs()).isZero();
        }
        assertThatThrownBy(() -> new GateBed(GateMarket.UM, "http://x", null)).hasMessageContaining("gateio um");
        assertThatThrownBy(() -> new GateBed(GateMarket.UM, null, "ws://x")).hasMessageContaining("gateio um");
    }
}
