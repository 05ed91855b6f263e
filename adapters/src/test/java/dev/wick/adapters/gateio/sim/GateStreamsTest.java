package dev.wick.adapters.gateio.sim;

import static dev.wick.adapters.gateio.sim.GateClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultPlan;
import dev.wick.adapters.sim.MadeCandle;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.adapters.sim.WireOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateStreamsTest {
    private static final long NOW_MS = 1_795_455_001_123L;
    private static final String TRACE = "789a534faf3c51651b7764b0ac63b4a8";

    private final ManualClock clock = new ManualClock(NOW_MS);
    private final FaultPlan faults = FaultPlan.seeded(1);
    private final SimulatorOptions options =
            new SimulatorOptions().symbols(4).updatesPerSecond(40).clock(clock).faults(faults);
    private ExchangeSimulator gate;

    private GateClient connect(final String market) {
        gate = GateSimulator.start(options.market(market));
        return switch (market) {
            case "spot" -> GateClient.connect(gate.wsUrl() + "/ws/v4/", "spot");
            case "um" -> GateClient.connect(gate.wsUrl() + "/v4/ws/usdt", "futures");
            default -> GateClient.connect(gate.wsUrl() + "/v4/ws/btc", "futures");
        };
    }

    @AfterEach
    void close() {
        if (gate != null) {
            gate.close();
        }
    }

    private String subscribe(final GateClient client, final String interval, final String symbol) {
        return client.ask(clock.time(), "subscribe", interval, symbol);
    }

    /** Lets time pass, and waits until so many bars more are made. */
    private void pass(final long ms, final int bars) {
        final long before = gate.ledger().closedCount();
        clock.advance(ms);
        await().atMost(Duration.ofSeconds(20)).until(() -> gate.ledger().closedCount() >= before + bars);
    }

    @Test
    void shouldAnswerAsRecordedOnSpot() {
        try (GateClient client = connect("spot")) {
            final String head =
                    "{\"time\":1795455001,\"time_ms\":1795455001123,\"id\":7,\"conn_id\":\"425849b1745325b6\",\"trace_id\":\""
                            + TRACE + "\",\"channel\":\"spot.candlesticks\",\"event\":";
            assertThat(subscribe(client, "1m", "BTC_USDT"))
                    .isEqualTo(head + "\"subscribe\",\"payload\":[\"1m\",\"BTC_USDT\"],"
                            + "\"result\":{\"status\":\"success\"},\"requestId\":\"" + TRACE + "\"}");
            assertThat(client.ask(NOW_MS, "unsubscribe", "1m", "BTC_USDT"))
                    .isEqualTo(head + "\"unsubscribe\",\"payload\":[\"1m\",\"BTC_USDT\"],"
                            + "\"result\":{\"status\":\"success\"},\"requestId\":\"" + TRACE + "\"}");
            assertThat(subscribe(client, "1m", "NOPE_XXX"))
                    .isEqualTo(head + "\"subscribe\",\"payload\":[\"1m\",\"NOPE_XXX\"],"
                            + "\"error\":{\"code\":2,\"message\":\"unknown currency pair: NOPE_XXX\"},"
                            + "\"result\":{\"status\":\"fail\"},\"requestId\":\"" + TRACE + "\"}");
            assertThat(client.ask("{\"time\":1795455001,\"channel\":\"spot.ping\"}"))
                    .contains("\"channel\":\"spot.pong\",\"event\":\"\",\"result\":null");
        }
    }

    @Test
    void shouldAnswerInTheOldWayOnCm() {
        try (GateClient client = connect("cm")) {
            assertThat(subscribe(client, "1m", "BTC_USD"))
                    .isEqualTo("{\"time\":1795455001,\"channel\":\"futures.candlesticks\",\"event\":\"subscribe\","
                            + "\"error\":null,\"result\":{\"status\":\"success\"}}");
            assertThat(subscribe(client, "1m", "BTC_USDT")).contains("\"code\":2", "unknown contract: BTC_USDT");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | {\"time\":1795455001,\"channel\":\"futures.candlesticks\",\"event\":\"subscribe\",\"payload\":[\"1m_BTC_USDT\"]}",
                "1 | {\"time\":1795455001,\"channel\":\"futures.candlesticks\",\"event\":\"subscribe\"}",
                "1 | {\"time\":1795455001,",
                "1 | []",
                "1 | {\"channel\":\"futures.candlesticks\",\"event\":\"subscribe\",\"payload\":[\"1m\",\"BTC_USDT\"]}",
                "2 | {\"time\":1795454940,\"channel\":\"futures.ping\"}",
                "2 | {\"time\":1795455001,\"channel\":\"spot.candlesticks\",\"event\":\"subscribe\",\"payload\":[\"1m\",\"BTC_USDT\"]}",
                "2 | {\"time\":1795455001,\"channel\":\"futures.candlesticks\",\"event\":\"ping\"}",
                "2 | {\"time\":1795455001,\"channel\":\"futures.candlesticks\",\"event\":\"subscribe\",\"payload\":[\"3m\",\"BTC_USDT\"]}",
            })
    void shouldRefuseWhatItCannotObey(final int code, final String request) {
        try (GateClient client = connect("um")) {
            assertThat(client.ask(request)).contains("\"error\":{\"code\":" + code + ",", "\"status\":\"fail\"");
        }
    }

    @Test
    void shouldAcceptAListOfListsAndDeliverNothing() {
        try (GateClient client = connect("spot")) {
            assertThat(client.ask("{\"time\":1795455001,\"channel\":\"spot.candlesticks\",\"event\":\"subscribe\","
                            + "\"payload\":[[\"1m\",\"BTC_USDT\"]]}"))
                    .contains("\"success\"");
            client.settle(NOW_MS);
            assertThat(client.matching(GateClient::isData)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"spot", "um", "cm"})
    void shouldShowTheFormingBarAtOnceAndOnlyOnceForARepeatedSubscription(final String market) {
        try (GateClient client = connect(market)) {
            final String symbol = gate.symbols().get(0);
            subscribe(client, "7d", symbol);
            subscribe(client, "7d", symbol);
            client.settle(NOW_MS);
            final Map<?, ?> candle = client.candles("7d_" + symbol).get(0);
            assertThat(client.candles("7d_" + symbol)).hasSize(1);
            final long weekMs = Interval.D7.openTimeAt(NOW_MS);
            assertThat(text(candle.get("t"))).isEqualTo(Long.toString(weekMs / 1_000));
            assertThat(candle.get("t") instanceof String).isEqualTo(market.equals("spot"));
            assertThat(candle.get("w")).isEqualTo(market.equals("cm") ? null : false);
        }
    }

    @ParameterizedTest
    @CsvSource({"spot,true", "um,true", "cm,false"})
    void shouldCloseBarsThatHadTrades(final String market, final boolean flags) {
        try (GateClient client = connect(market)) {
            final String symbol = gate.symbols().get(1);
            subscribe(client, "10s", symbol);
            pass(60_000, 6);
            client.settle(clock.time());
            for (final MadeCandle made : gate.ledger().closed(symbol, Interval.S10)) {
                assertThat(made.trades()).isPositive();
                final String openS = Long.toString(made.openTimeMs() / 1_000);
                final List<Map<?, ?>> all = client.candles("10s_" + symbol);
                final Map<?, ?> last = all.stream()
                        .filter(candle -> text(candle.get("t")).equals(openS))
                        .reduce((first, second) -> second)
                        .orElseThrow();
                assertThat(last.get("w")).isEqualTo(flags ? true : null);
                assertSame(market, last, made);
                if (!market.equals("spot")) {
                    final Map<?, ?> next = all.get(all.lastIndexOf(last) + 1);
                    assertThat(text(next.get("t"))).isEqualTo(Long.toString(made.openTimeMs() / 1_000 + 10));
                    assertThat(text(next.get("v"))).isEqualTo("0");
                }
            }
        }
    }

    private static void assertSame(final String market, final Map<?, ?> candle, final MadeCandle made) {
        assertThat(number(candle, "o")).isEqualByComparingTo(made.open());
        assertThat(number(candle, "h")).isEqualByComparingTo(made.high());
        assertThat(number(candle, "l")).isEqualByComparingTo(made.low());
        assertThat(number(candle, "c")).isEqualByComparingTo(made.close());
        switch (market) {
            case "spot" -> {
                assertThat(number(candle, "v")).isEqualByComparingTo(made.quoteVolume());
                assertThat(number(candle, "a")).isEqualByComparingTo(made.baseVolume());
            }
            case "um" -> {
                assertThat(number(candle, "v")).isEqualByComparingTo(made.contracts());
                assertThat(number(candle, "a")).isEqualByComparingTo(made.quoteVolume());
            }
            default -> {
                assertThat(number(candle, "v")).isEqualByComparingTo(made.contracts());
                assertThat(candle.containsKey("a")).isFalse();
            }
        }
    }

    private static BigDecimal number(final Map<?, ?> candle, final String field) {
        return new BigDecimal(text(candle.get(field)));
    }

    @Test
    void shouldSayNothingOfABarWithoutATrade() {
        options.updatesPerSecond(0.001);
        try (GateClient client = connect("spot")) {
            subscribe(client, "10s", "BTC_USDT");
            pass(30_000, 3);
            client.settle(clock.time());
            assertThat(gate.ledger().closed("BTC_USDT", Interval.S10))
                    .allSatisfy(made -> assertThat(made.trades()).isZero());
            assertThat(client.candles("10s_BTC_USDT")).hasSize(1);
        }
    }

    @Test
    void shouldPushEveryTwoSecondsIfAskedForTheExchangesOwnPace() {
        options.wire(new WireOptions().pushEveryMs(-1));
        try (GateClient client = connect("spot")) {
            subscribe(client, "1m", "BTC_USDT");
            pass(120_000, 2);
            client.settle(clock.time());
            assertThat(client.candles("1m_BTC_USDT")).hasSizeBetween(40, 62);
        }
    }

    @Test
    void shouldObeyTheFaultPlanOnSubscribing() {
        faults.refuseSymbol("ETH_USDT").delist("GT_USDT");
        try (GateClient client = connect("spot")) {
            assertThat(subscribe(client, "10s", "ETH_USDT")).contains("unknown currency pair: ETH_USDT");
            assertThat(subscribe(client, "10s", "GT_USDT")).contains("unknown currency pair: GT_USDT");
            assertThat(gate.ledger().count(Fault.REFUSE)).isEqualTo(1);
            assertThat(subscribe(client, "10s", "POOLX_USDT")).contains("success");
            faults.chance(Fault.HALF_ACCEPT, 1);
            assertThat(subscribe(client, "10s", "SOL_USDT")).contains("success");
            faults.chance(Fault.HALF_ACCEPT, 0).withholdAcks(true);
            client.send("{\"time\":1795455001,\"channel\":\"spot.candlesticks\",\"event\":\"subscribe\","
                    + "\"payload\":[\"10s\",\"BTC_USDT\"]}");
            client.awaitTexts(1, GateClient::isData);
            pass(20_000, 2);
            faults.withholdAcks(false);
            client.settle(clock.time());
            assertThat(gate.ledger().count(Fault.WITHHOLD_ACK)).isEqualTo(1);
            assertThat(client.matching(GateClient::isData)).allMatch(text -> text.contains("\"10s_BTC_USDT\""));
        }
    }

    @Test
    void shouldAnnounceAnUpgrade() {
        try (GateClient client = connect("um")) {
            faults.serverShutdown(50);
            final String notice =
                    client.awaitTexts(1, text -> text.contains("system")).get(0);
            assertThat(notice)
                    .contains("\"channel\":\"futures.system\",\"event\":\"update\",\"result\":{\"type\":\"upgrade\"");
            client.awaitEnd();
        }
    }

    @Test
    void shouldServeNoOtherPath() {
        gate = GateSimulator.start(options.market("um"));
        GateClient.connect(gate.wsUrl() + "/v4/ws/usdt/", "futures").close();
        assertThatThrownBy(() -> GateClient.connect(gate.wsUrl() + "/v4/ws/btc", "futures"))
                .isNotNull();
        assertThatThrownBy(() -> GateClient.connect(gate.wsUrl() + "/ws/v4/", "spot"))
                .isNotNull();
    }

    @Test
    void shouldListTenThousandSymbolsWithoutRepeatingOne() {
        for (final GateMarket market : GateMarket.values()) {
            assertThat(GateSymbols.list(market, 10_000))
                    .hasSize(10_002)
                    .extracting(instrument -> instrument.symbol())
                    .doesNotHaveDuplicates();
        }
        assertThatThrownBy(() -> GateSimulator.start(new SimulatorOptions().market("margin")))
                .hasMessageContaining("gateio has no market \"margin\"; it has: spot, um, cm");
    }
}
