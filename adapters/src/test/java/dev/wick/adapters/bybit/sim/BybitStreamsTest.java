package dev.wick.adapters.bybit.sim;

import static dev.wick.adapters.bybit.sim.Probe.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultPlan;
import dev.wick.adapters.sim.MadeCandle;
import dev.wick.adapters.sim.SimulatorOptions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BybitStreamsTest {
    private static final String CONN = "\"conn_id\":\"d97jp8pe6qldg79a2p9g-5k9p5\",";

    private final ManualClock clock = new ManualClock(1_795_455_000_123L);
    private final FaultPlan faults = FaultPlan.seeded(1);
    private final SimulatorOptions options =
            new SimulatorOptions().symbols(20).clock(clock).faults(faults);
    private ExchangeSimulator bybit;

    private Probe connect(final String market) {
        bybit = BybitSimulator.start(options.market(market));
        return Probe.connect(bybit.wsUrl() + "/v5/public/" + market);
    }

    @AfterEach
    void close() {
        if (bybit != null) {
            bybit.close();
        }
    }

    @Test
    void shouldAnswerAsRecordedOnSpot() {
        try (Probe probe = connect("spot")) {
            assertThat(probe.ask(request("subscribe", "audit-1", "kline.1.BTCUSDT", "kline.1.ETHUSDC")))
                    .isEqualTo("{\"success\":true,\"ret_msg\":\"subscribe\"," + CONN
                            + "\"req_id\":\"audit-1\",\"op\":\"subscribe\"}");
            assertThat(probe.ask("{\"op\":\"ping\",\"req_id\":\"p1\"}"))
                    .isEqualTo("{\"success\":true,\"ret_msg\":\"pong\"," + CONN + "\"req_id\":\"p1\",\"op\":\"ping\"}");
            assertThat(probe.ask("{\"op\":\"ping\"}"))
                    .isEqualTo("{\"success\":true,\"ret_msg\":\"pong\"," + CONN + "\"op\":\"ping\"}");
            assertThat(probe.ask(request("unsubscribe", "unsub", "kline.1.BTCUSDT")))
                    .isEqualTo(
                            "{\"success\":true,\"ret_msg\":\"unsubscribe\",\"req_id\":\"unsub\",\"op\":\"unsubscribe\"}");
        }
    }

    @Test
    void shouldAnswerAsDocumentedOnDerivatives() {
        try (Probe probe = connect("inverse")) {
            assertThat(probe.ask(request("subscribe", "7", "kline.1.BTCUSD")))
                    .isEqualTo("{\"success\":true,\"ret_msg\":\"\"," + CONN + "\"req_id\":\"\",\"op\":\"subscribe\"}");
            assertThat(probe.ask("{\"op\":\"ping\",\"req_id\":\"p1\"}"))
                    .isEqualTo("{\"success\":true,\"ret_msg\":\"pong\"," + CONN + "\"req_id\":\"\",\"op\":\"ping\"}");
        }
        bybit.close();
        try (Probe probe = connect("linear")) {
            assertThat(probe.ask(request("subscribe", "7", "kline.1.BTCUSDT-25DEC26")))
                    .contains("\"success\":true,\"ret_msg\":\"\"", "\"req_id\":\"7\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "spot,kline.1.NOPEUSDC,Invalid symbol :[kline.1.NOPEUSDC]",
        "spot,kline.1.LUNCUSDT,Invalid symbol :[kline.1.LUNCUSDT]",
        "spot,kline.1.btcusdt,Invalid symbol :[kline.1.btcusdt]",
        "spot,kline.7.BTCUSDT,Invalid kline type :[kline.7.BTCUSDT]",
        "spot,tickers.BTCUSDT,Invalid topic :[tickers.BTCUSDT]",
        "linear,kline.1.NOPEUSDT,'error:handler not found,topic:kline.1.NOPEUSDT'",
        "linear,kline.7.BTCUSDT,'error:handler not found,topic:kline.7.BTCUSDT'",
        "inverse,kline.1.BTCUSDU26,'error:handler not found,topic:kline.1.BTCUSDU26'"
    })
    void shouldRefuseARequestAsAWholeForOneBadTopic(final String market, final String bad, final String words) {
        try (Probe probe = connect(market)) {
            final String good = "kline.1." + bybit.symbols().get(0);
            assertThat(probe.ask(request("subscribe", "1", good, bad)))
                    .startsWith("{\"success\":false,\"ret_msg\":\"" + words + "\"");
            clock.advance(120_000);
            assertThat(probe.received(Probe::isKline)).isEmpty();
        }
    }

    @Test
    void shouldTakeTenTopicsInARequestOnSpotAndAnyNumberElsewhere() {
        final String[] eleven = IntStream.range(0, 11)
                .mapToObj(i -> "kline.1.SIM%04d".formatted(i))
                .toArray(String[]::new);
        try (Probe probe = connect("spot")) {
            assertThat(probe.ask(request("subscribe", "many", eleven)))
                    .contains("\"success\":false,\"ret_msg\":\"args size >10\"", "\"req_id\":\"many\"");
        }
        bybit.close();
        try (Probe probe = connect("linear")) {
            final String[] all =
                    bybit.symbols().stream().map(symbol -> "kline.1." + symbol).toArray(String[]::new);
            assertThat(probe.ask(request("subscribe", "many", all))).contains("\"success\":true");
        }
    }

    @Test
    void shouldNotAnswerARepeatedSubscriptionOnSpotAndCallItAnErrorElsewhere() {
        final String btc = "kline.1.BTCUSDT";
        try (Probe probe = connect("spot")) {
            probe.ask(request("subscribe", "1", btc));
            probe.send(request("subscribe", "2", btc));
            assertThat(probe.received(Probe::isAnswer)).hasSize(2).noneMatch(text -> text.contains("\"req_id\":\"2\""));
        }
        bybit.close();
        try (Probe probe = connect("linear")) {
            probe.ask(request("subscribe", "1", btc));
            assertThat(probe.ask(request("subscribe", "2", btc)))
                    .contains("\"success\":false,\"ret_msg\":\"error:already subscribed,topic:kline.1.BTCUSDT\"");
        }
    }

    @Test
    void shouldStayOpenAfterNonsense() {
        try (Probe probe = connect("linear")) {
            for (final String nonsense :
                    List.of("hello", "[]", "{}", "{\"op\":\"nope\"}", "{\"op\":\"subscribe\",\"args\":[]}")) {
                assertThat(probe.ask(nonsense)).as(nonsense).startsWith("{\"success\":false");
            }
            assertThat(probe.ask("{\"op\":\"ping\"}")).contains("pong");
        }
    }

    @Test
    void shouldServeNothingButTheMarketsOwnPath() {
        try (Probe probe = connect("spot")) {
            assertThat(probe.ask("{\"op\":\"ping\"}")).contains("pong");
        }
        assertThatThrownBy(() -> Probe.connect(bybit.wsUrl() + "/v5/public/linear"))
                .hasRootCauseMessage("Unexpected HTTP response status code 404");
        assertThatThrownBy(() -> BybitSimulator.start(new SimulatorOptions().market("option")))
                .hasMessageContaining("bybit has no market \"option\"; it has: spot, linear, inverse");
    }

    @ParameterizedTest
    @CsvSource({"spot,BTCUSDT", "linear,BTC-25DEC26", "inverse,BTCUSDZ26"})
    void shouldWriteFramesAsRecorded(final String market, final String symbol) {
        options.updatesPerSecond(20);
        try (Probe probe = connect(market)) {
            probe.ask(request("subscribe", "1", "kline.5." + symbol));
            clock.advance(600_000);
            final String topic = "\"topic\":\"kline.5." + symbol + "\"";
            final String number = "\"\\d+(\\.\\d*[1-9])?\"";
            final String data = ",\"data\":\\[\\{\"start\":\\d{13},\"end\":\\d{13},\"interval\":\"5\",\"open\":"
                    + number
                    + ",\"close\":" + number + ",\"high\":" + number + ",\"low\":" + number + ",\"volume\":" + number
                    + ",\"turnover\":" + number + ",\"confirm\":true,\"timestamp\":\\d{13}}],\"ts\":\\d{13}";
            final String type = "\"type\":\"snapshot\"";
            assertThat(probe.awaitTexts(2, Probe::isClosed))
                    .allSatisfy(text -> assertThat(text)
                            .matches(
                                    market.equals("spot")
                                            ? "\\{" + type + "," + topic + data + "}"
                                            : "\\{" + topic + data + "," + type + "}"));
        }
    }

    @Test
    void shouldSendNothingOfAQuietSpotBarAndCloseAQuietContract() {
        options.symbols(1).updatesPerSecond(0.002);
        assertThat(closedFramesOfAnHour("spot", "kline.1.BTCUSDT")).isPositive().isLessThan(20);
        bybit.close();
        assertThat(closedFramesOfAnHour("inverse", "kline.1.BTCUSD")).isEqualTo(60);
    }

    private int closedFramesOfAnHour(final String market, final String topic) {
        try (Probe probe = connect(market)) {
            probe.ask(request("subscribe", "1", topic));
            final long before = bybit.ledger().closedCount();
            clock.advance(3_600_000);
            await().atMost(Duration.ofSeconds(20)).until(() -> bybit.ledger().closedCount() >= before + 60);
            return probe.received(Probe::isClosed).size();
        }
    }

    @Test
    void shouldKeepSilentAboutSymbolsThatAreMutedOrDelistedAndRefuseThemWhenTold() {
        try (Probe probe = connect("linear")) {
            faults.muteSymbol("ETHUSDT").refuseSymbol("ETHPERP");
            probe.ask(request("subscribe", "1", "kline.1.BTCUSDT", "kline.1.ETHUSDT", "kline.1.1000PEPEUSDT"));
            assertThat(probe.ask(request("subscribe", "2", "kline.1.ETHPERP"))).contains("handler not found");
            faults.delist("1000PEPEUSDT");
            clock.advance(120_000);
            probe.awaitTexts(2, Probe::isClosed);
            assertThat(probe.received(Probe::isKline)).allMatch(text -> text.contains("kline.1.BTCUSDT\""));
            assertThat(probe.ask(request("subscribe", "3", "kline.5.1000PEPEUSDT")))
                    .contains("handler not found");
            assertThat(bybit.ledger().count(Fault.REFUSE)).isOne();
        }
    }

    @Test
    void shouldObeyAndNotAnswerWhenToldToWithholdAcks() {
        try (Probe probe = connect("spot")) {
            faults.withholdAcks(true);
            probe.send(request("subscribe", "1", "kline.1.BTCUSDT"));
            assertThat(probe.received(Probe::isAnswer)).hasSize(1).allMatch(text -> text.contains("pong"));
            clock.advance(60_000);
            probe.awaitTexts(1, Probe::isClosed);
            assertThat(bybit.ledger().count(Fault.WITHHOLD_ACK)).isOne();
        }
    }

    @Test
    void shouldMakeBarsThatTheLedgerKnows() {
        try (Probe probe = connect("inverse")) {
            probe.ask(request("subscribe", "1", "kline.1.BTCUSD"));
            clock.advance(60_000);
            final String frame = probe.awaitTexts(1, Probe::isClosed).get(0);
            final MadeCandle made = bybit.ledger().closed("BTCUSD", Interval.M1).get(0);
            assertThat(frame)
                    .contains("\"volume\":\"" + made.contracts().toPlainString() + "\"")
                    .contains("\"turnover\":\""
                            + made.baseVolume().stripTrailingZeros().toPlainString() + "\"")
                    .contains("\"start\":" + made.openTimeMs() + ",\"end\":" + made.closeTimeMs());
            assertThat(made.quoteVolume()).isEqualByComparingTo(made.contracts());
        }
    }

    @Test
    void shouldCloseAConnectionThatIsSentNothing() {
        options.wire().idleMs(100);
        try (Probe probe = connect("spot")) {
            probe.awaitEnd();
        }
    }
}
