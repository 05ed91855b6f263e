package dev.wick.adapters.okx.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultPlan;
import dev.wick.adapters.sim.MadeCandle;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.adapters.sim.WireOptions;
import java.math.BigDecimal;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OkxStreamsTest {
    private static final String BUSINESS = "/ws/v5/business";
    private static final String NO_CHANNEL =
            "\"event\":\"error\",\"msg\":\"Subscribe failed, wrong URL or channel:%s,instId:%s doesn't exist. Please use"
                    + " the correct URL, channel and parameters referring to API document.\",\"code\":\"60018\"}";

    private final AtomicLong clock = new AtomicLong(1_795_455_000_123L);
    private final FaultPlan faults = FaultPlan.none();
    private ExchangeSimulator okx;

    private OkxClient connect(final String market, final String path, final WireOptions wire) {
        okx = OkxSimulator.start(new SimulatorOptions()
                .market(market)
                .symbols(4)
                .clock(clock::get)
                .wire(wire)
                .faults(faults));
        return OkxClient.connect(okx.wsUrl() + path);
    }

    private OkxClient connect() {
        return connect("spot", BUSINESS, new WireOptions());
    }

    @AfterEach
    void close() {
        if (okx != null) {
            okx.close();
        }
    }

    private static String ack(final String op, final String arg) {
        return "{\"event\":\"" + op + "\",\"arg\":" + arg + "}";
    }

    @Test
    void shouldAnswerEveryChannelOfARequestByItself() {
        try (OkxClient client = connect()) {
            client.send("{\"id\":\"a1\",\"op\":\"subscribe\",\"args\":[" + OkxClient.BTC
                    + ",{\"channel\":\"candle1m\",\"instId\":\"NO-SUCH\"}," + OkxClient.ETH + "]}");
            assertThat(client.awaitTexts(3, text -> !OkxClient.isData(text)))
                    .containsExactly(
                            "{\"id\":\"a1\"," + ack("subscribe", OkxClient.BTC).substring(1),
                            "{\"id\":\"a1\"," + String.format(NO_CHANNEL, "candle1m", "NO-SUCH"),
                            "{\"id\":\"a1\"," + ack("subscribe", OkxClient.ETH).substring(1));
            assertThat(client.ask("{\"op\":\"unsubscribe\",\"args\":[" + OkxClient.BTC + "]}"))
                    .isEqualTo(ack("unsubscribe", OkxClient.BTC));
        }
    }

    @Test
    void shouldPushTheFormingBarAtOnceAfterTheAcknowledgement() {
        try (OkxClient client = connect()) {
            client.subscribe(OkxClient.BTC, OkxClient.ETH);
            final List<String> pushes = client.awaitTexts(2, OkxClient::isData);
            assertThat(pushes.get(0)).startsWith("{\"arg\":" + OkxClient.BTC + ",\"data\":[[\"1795455000000\",\"");
            assertThat(OkxClient.row(pushes.get(1))).hasSize(9).endsWith("0");
            assertThat(client.matching(text -> true).get(0)).contains("\"event\":\"subscribe\"");
        }
    }

    @Test
    void shouldAnswerATextPingWithATextPong() {
        try (OkxClient client = connect()) {
            assertThat(client.ask("ping")).isEqualTo("pong");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nonsense | 60012 | Invalid request: nonsense
            [] | 60012 | Invalid request: []
            {"op":"candles","args":[]} | 60012 | Invalid request: {"op":"candles","args":[]}
            {"op":"subscribe"} | 60012 | Invalid request: {"op":"subscribe"}
            {"op":"subscribe","args":[]} | 60012 | Invalid request: {"op":"subscribe","args":[]}
            {"op":"subscribe","args":["a"]} | 60013 | Invalid args
            {"op":"subscribe","args":[{"channel":"candle1m"}]} | 60013 | Invalid args
            {"id":"a-b","op":"subscribe","args":[{"channel":"candle1m","instId":"BTC-USDT"}]} | 60013 | Invalid args
            """)
    void shouldRefuseABadRequestAndKeepTheConnection(final String sent, final String code, final String message) {
        try (OkxClient client = connect()) {
            assertThat(OkxClient.object(client.ask(sent)).get("code")).isEqualTo(code);
            assertThat(OkxClient.object(client.ask(sent)).get("msg")).isEqualTo(message);
            assertThat(client.ask("ping")).isEqualTo("pong");
        }
    }

    @ParameterizedTest
    @CsvSource({"candle1m,btc-usdt", "candle1h,BTC-USDT", "candle1D,BTC-USDT", "tickers,BTC-USDT", "candle,BTC-USDT"})
    void shouldRefuseAChannelThatDoesNotExist(final String channel, final String instId) {
        try (OkxClient client = connect()) {
            client.subscribe("{\"channel\":\"" + channel + "\",\"instId\":\"" + instId + "\"}");
            assertThat(client.awaitTexts(1, text -> true))
                    .containsExactly("{" + String.format(NO_CHANNEL, channel, instId));
        }
    }

    @Test
    void shouldRefuseCandlesOnThePublicPath() {
        try (OkxClient client = connect("spot", "/ws/v5/public", new WireOptions())) {
            client.subscribe(OkxClient.BTC);
            assertThat(client.awaitTexts(1, text -> true))
                    .containsExactly("{" + String.format(NO_CHANNEL, "candle1m", "BTC-USDT"));
        }
    }

    @Test
    void shouldRefuseOtherPathsAndMarkets() {
        try (OkxClient client = connect("spot", BUSINESS + "?brokerId=9999", new WireOptions())) {
            assertThat(client.ask("ping")).isEqualTo("pong");
            assertThatThrownBy(() -> OkxClient.connect(okx.wsUrl() + "/ws"))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
            assertThatThrownBy(() -> OkxSimulator.start(new SimulatorOptions().market("options")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("spot, swap, futures");
        }
    }

    @ParameterizedTest
    @EnumSource(OkxMarket.class)
    void shouldPushEachClosedBarOnceWithTheVolumesOfItsMarket(final OkxMarket market) {
        try (OkxClient client = connect(market.name().toLowerCase(Locale.ROOT), BUSINESS, new WireOptions())) {
            for (final String symbol : okx.symbols()) {
                client.subscribe("{\"channel\":\"candle1m\",\"instId\":\"" + symbol + "\"}");
            }
            client.awaitTexts(4, OkxClient::isData);
            clock.addAndGet(180_000);
            client.awaitTexts(12, OkxClient::isClosed);
            for (final String symbol : okx.symbols()) {
                final List<MadeCandle> made = okx.ledger().closed(symbol, Interval.M1);
                final List<String> pushes =
                        client.matching(text -> OkxClient.isClosed(text) && text.contains("\"" + symbol + "\""));
                assertThat(pushes).hasSameSizeAs(made);
                for (int i = 0; i < made.size(); i++) {
                    assertSame(OkxClient.row(pushes.get(i)), made.get(i));
                }
            }
        }
    }

    private static void assertSame(final List<String> row, final MadeCandle made) {
        assertThat(row.get(0)).isEqualTo(Long.toString(made.openTimeMs()));
        final BigDecimal counted = made.contracts() == null ? made.baseVolume() : made.contracts();
        final BigDecimal currency = made.contracts() == null ? made.quoteVolume() : made.baseVolume();
        final List<BigDecimal> numbers =
                List.of(made.open(), made.high(), made.low(), made.close(), counted, currency, made.quoteVolume());
        for (int i = 0; i < numbers.size(); i++) {
            assertThat(new BigDecimal(row.get(i + 1))).isEqualByComparingTo(numbers.get(i));
        }
    }

    @Test
    void shouldHaveLinearAndInverseSwapsSideBySide() {
        try (OkxClient client = connect("swap", BUSINESS, new WireOptions())) {
            client.subscribe(OkxClient.BTC.replace("USDT", "USDT-SWAP"), OkxClient.BTC.replace("USDT", "USD-SWAP"));
            client.awaitTexts(2, OkxClient::isData);
            clock.addAndGet(60_000);
            client.awaitTexts(2, OkxClient::isClosed);
            final MadeCandle linear =
                    okx.ledger().closed("BTC-USDT-SWAP", Interval.M1).get(0);
            assertThat(linear.baseVolume())
                    .isEqualByComparingTo(linear.contracts().movePointLeft(2));
            final MadeCandle inverse =
                    okx.ledger().closed("BTC-USD-SWAP", Interval.M1).get(0);
            assertThat(inverse.quoteVolume())
                    .isEqualByComparingTo(inverse.contracts().movePointRight(2));
        }
    }

    @Test
    void shouldCloseAConnectionThatIsSentNothing() {
        try (OkxClient client = connect("spot", BUSINESS, new WireOptions().idleMs(300))) {
            assertThat(client.awaitClose()).isEqualTo(4004);
        }
    }

    @Test
    void shouldRefuseMoreRequestsThanAnHourMayHave() {
        try (OkxClient client = connect()) {
            for (int i = 0; i < 481; i++) {
                client.subscribe(OkxClient.BTC);
            }
            assertThat(client.awaitTexts(1, text -> text.contains("60014")))
                    .containsExactly("{\"event\":\"error\",\"msg\":\"Requests too frequent\",\"code\":\"60014\"}");
            assertThat(client.count(text -> text.equals(ack("subscribe", OkxClient.BTC))))
                    .isEqualTo(480);
            clock.addAndGet(3_600_000);
            assertThat(client.subscribe(OkxClient.BTC)
                            .awaitTexts(481, text -> text.equals(ack("subscribe", OkxClient.BTC))))
                    .hasSize(481);
        }
    }

    @Test
    void shouldObeyTheFaultPlan() {
        try (OkxClient client = connect()) {
            faults.refuseSymbol("BTC-USDT").delist("ETH-USDT");
            client.subscribe(OkxClient.BTC, OkxClient.ETH);
            assertThat(client.awaitTexts(2, text -> true))
                    .containsExactly(
                            "{" + String.format(NO_CHANNEL, "candle1m", "BTC-USDT"),
                            "{" + String.format(NO_CHANNEL, "candle1m", "ETH-USDT"));
            assertThat(okx.ledger().count(Fault.REFUSE)).isEqualTo(1);
            faults.acceptSymbol("BTC-USDT").listAgain("ETH-USDT").withholdAcks(true);
            client.subscribe(OkxClient.BTC);
            client.awaitTexts(1, OkxClient::isData);
            assertThat(okx.ledger().count(Fault.WITHHOLD_ACK)).isEqualTo(1);
            faults.withholdAcks(false).chance(Fault.HALF_ACCEPT, 1);
            client.subscribe(OkxClient.ETH).awaitTexts(1, text -> text.equals(ack("subscribe", OkxClient.ETH)));
            clock.addAndGet(120_000);
            client.awaitTexts(2, OkxClient::isClosed);
            assertThat(client.matching(OkxClient::isData)).allMatch(text -> text.contains("BTC-USDT"));
            faults.serverShutdown();
            assertThat(client.awaitTexts(1, text -> text.contains("64008")))
                    .containsExactly("{\"event\":\"notice\",\"code\":\"64008\",\"msg\":\"The connection will soon be"
                            + " closed for a service upgrade. Please reconnect.\"}");
        }
    }
}
