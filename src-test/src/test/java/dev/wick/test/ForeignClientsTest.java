package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.sim.MadeCandle;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Node's ws and Debian's python3-websockets as subscribers; the JDK's own client is that of nearly all other tests. */
@Timeout(180)
class ForeignClientsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Venue SPOT = Exchange.BINANCE.venue("spot").orElseThrow();
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT");
    private static final long MINUTE_MS = 60_000;

    @ParameterizedTest
    @EnumSource
    void shouldBeServedAsAnyOther(final ForeignProgram.Language language) throws Exception {
        try (SimulatedExchange exchange = Simulators.start(
                        Exchange.BINANCE,
                        new SimulatorOptions().symbols(5).updatesPerSecond(50).closedEvery(Interval.M1, 250));
                WickProcess wick = new WickProcess(
                        new EngineUnderTest()
                                .at(SPOT, exchange)
                                .with("CONNECTOR_LOG_LEVEL", "INFO")
                                .environment(),
                        "run")) {
            await().atMost(PATIENCE).until(() -> wick.feed() != null);
            try (Subscriber first = new Subscriber(wick.feed());
                    ForeignProgram client = startWhenWhole(first, language, wick.feed())) {
                await().atMost(PATIENCE)
                        .until(() -> !client.isAlive()
                                || !client.said("waiting for the end").isEmpty());
                wick.terminate();
                assertThat(client.exitCode()).as(client::output).isZero();
                assertThat(wick.exitCodeWithin(20)).as(wick::err).isZero();
                judge(client, exchange);
            }
        }
    }

    /** The bar that is over just as a series is taken up comes by REST, after those that followed it: that is nothing to resume from. */
    private static ForeignProgram startWhenWhole(
            final Subscriber first, final ForeignProgram.Language language, final URI feed) {
        first.send("{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"" + String.join("\",\"", SYMBOLS)
                + "\"],\"closed_only\":true}");
        await().atMost(PATIENCE)
                .until(() -> SYMBOLS.stream()
                        .allMatch(symbol -> first.closedQuotes(symbol).size() >= 2));
        await().atMost(PATIENCE).until(() -> {
            first.send("{\"op\":\"list\"}");
            final List<Map<String, Object>> lists = first.messages("subscriptions");
            return !lists.isEmpty() && isWhole(lists.get(lists.size() - 1));
        });
        return ForeignProgram.start(language, language.subscriber(), feed.toString());
    }

    private static boolean isWhole(final Map<String, Object> list) {
        final Map<?, ?> subscription = (Map<?, ?>) ((List<?>) list.get("subscriptions")).get(0);
        return ((List<?>) subscription.get("series"))
                .stream()
                        .map(Map.class::cast)
                        .allMatch(series -> "LIVE".equals(series.get("state"))
                                && Long.valueOf(0).equals(series.get("missing")));
    }

    private static void judge(final ForeignProgram client, final SimulatedExchange exchange) {
        judgeHandshakes(client);
        assertThat(answer(client, "simple subscribed"))
                .containsEntry("type", "subscribed")
                .containsEntry("contract_type", "spot")
                .containsEntry("symbols", SYMBOLS)
                .doesNotContainKey("op");
        assertThat(client.saidOnce("simple closed"))
                .containsEntry("code", 1000L)
                .containsEntry("reason", "limit reached");
        assertThat(answer(client, "full subscribed"))
                .containsEntry("interval", "1m")
                .containsEntry("closed_only", true);
        judgeCandles(client, "simple candle", exchange, 3);
        judgeCandles(client, "full candle", exchange, 6);
        judgeCandles(client, "history candle", exchange, 3);
        judgeConversation(client);
        judgeResume(client, exchange);
        assertThat((String) answer(client, "shutdown").get("reason")).isNotBlank();
        assertThat(client.saidOnce("shutdown closed")).containsEntry("code", 1001L);
        assertThat(client.said("socket error")).isEmpty();
    }

    /** Both libraries offer permessage-deflate, and would use it if the answer said so. */
    private static void judgeHandshakes(final ForeignProgram client) {
        assertThat(client.said("connected"))
                .hasSize(5)
                .allSatisfy(connected -> assertThat(connected)
                        .containsEntry("extensions", "")
                        .containsEntry("header", null)
                        .containsEntry("protocol", ""));
    }

    private static void judgeConversation(final ForeignProgram client) {
        assertThat(answer(client, "list").get("subscriptions").toString())
                .contains("BTCUSDT", "ETHUSDT", "watermark", "closed_only=true");
        assertThat(answer(client, "ping")).containsEntry("type", "pong");
        assertThat(client.saidOnce("frame ping")).containsEntry("answer", "are you there");
        assertThat(answer(client, "unsubscribed")).containsEntry("symbols", SYMBOLS);
        assertThat(answer(client, "refused")).containsEntry("system_message", "unknown symbol");
        assertThat(client.saidOnce("full closed")).containsEntry("code", 1000L);
    }

    private static void judgeResume(final ForeignProgram client, final SimulatedExchange exchange) {
        final List<Map<String, Object>> candles = judgeCandles(client, "resume candle", exchange, 6);
        for (int i = 1; i < candles.size(); i++) {
            assertThat(number(candles.get(i), "open_time"))
                    .as(client::output)
                    .isEqualTo(number(candles.get(i - 1), "open_time").add(BigDecimal.valueOf(MINUTE_MS)));
        }
    }

    private static List<Map<String, Object>> judgeCandles(
            final ForeignProgram client, final String step, final SimulatedExchange exchange, final int count) {
        final List<Map<String, Object>> candles = client.said(step);
        assertThat(candles).as(step).hasSizeGreaterThanOrEqualTo(count).allSatisfy(candle -> {
            final List<MadeCandle> all = exchange.ledger().closed((String) candle.get("symbol"), Interval.M1);
            final MadeCandle made = all.stream()
                    .filter(one ->
                            one.openTimeMs() == number(candle, "open_time").longValueExact())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("never made: " + candle + System.lineSeparator() + all));
            assertThat(candle)
                    .containsEntry("close_time", Long.toString(made.closeTimeMs()))
                    .containsEntry("open", digits(made.open()))
                    .containsEntry("high", digits(made.high()))
                    .containsEntry("low", digits(made.low()))
                    .containsEntry("close", digits(made.close()))
                    .containsEntry("volume", digits(made.baseVolume()))
                    .containsEntry("trade_num", Long.toString(made.trades()));
        });
        return candles;
    }

    /** As the feed writes a decimal: exact, and no zeros behind the last digit. */
    private static String digits(final BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static BigDecimal number(final Map<String, Object> candle, final String field) {
        return new BigDecimal((String) candle.get(field));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> answer(final ForeignProgram client, final String step) {
        return (Map<String, Object>) client.saidOnce(step).get("answer");
    }

    @Test
    void shouldBeDescribedByADocumentThatAsyncApisOwnParserAccepts() throws Exception {
        final Path document =
                Path.of("..", "config", "asyncapi.yaml").toAbsolutePath().normalize();
        try (ForeignProgram parser =
                ForeignProgram.start(ForeignProgram.Language.NODE, "document.mjs", document.toString())) {
            assertThat(parser.exitCode()).as(parser::output).isZero();
            assertThat(parser.output()).contains("\"version\":\"3.0.0\"").contains("\"messages\":20");
        }
    }
}
