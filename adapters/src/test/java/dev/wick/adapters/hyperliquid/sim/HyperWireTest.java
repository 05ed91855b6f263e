package dev.wick.adapters.hyperliquid.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultPlan;
import dev.wick.adapters.sim.MadeCandle;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.adapters.sim.WireOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.CachedEpochClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HyperWireTest {
    private static final long START_MS = 1_795_455_000_123L;
    private static final long OPEN_MS = START_MS / 60_000 * 60_000;

    private final CachedEpochClock clock = new CachedEpochClock();
    private final FaultPlan faults = FaultPlan.seeded(3);
    private SimulatedExchange hyper;
    private HyperClient client;

    private void start(final String market, final int symbols) {
        start(new SimulatorOptions().market(market).symbols(symbols));
    }

    private void start(final SimulatorOptions options) {
        clock.update(START_MS);
        hyper = Simulators.start(Exchange.HYPERLIQUID, options.clock(clock).faults(faults));
        client = HyperClient.connect(hyper.wsUrl() + "/ws");
    }

    @AfterEach
    void close() {
        if (client != null) {
            client.close();
        }
        if (hyper != null) {
            hyper.close();
        }
    }

    private static List<Object> words(final String response) {
        final Map<?, ?> data = (Map<?, ?>) HyperClient.object(response).get("data");
        final Map<?, ?> subscription = (Map<?, ?>) data.get("subscription");
        return List.of(
                HyperClient.object(response).get("channel"),
                data.get("method"),
                subscription.get("type"),
                subscription.get("coin"),
                subscription.get("interval"));
    }

    private static String errorOf(final String response) {
        assertThat(HyperClient.object(response).get("channel")).isEqualTo("error");
        return (String) HyperClient.object(response).get("data");
    }

    @Test
    void shouldGreetWithATextThatIsNotJsonAndAcknowledgeEachSubscription() {
        start("usdm", 3);
        assertThat(words(client.subscribe("kPEPE")))
                .containsExactly("subscriptionResponse", "subscribe", "candle", "kPEPE", "1m");
        assertThat(words(client.unsubscribe("kPEPE")))
                .containsExactly("subscriptionResponse", "unsubscribe", "candle", "kPEPE", "1m");
        assertThat(client.matching(text -> true)).startsWith("Websocket connection established.");
    }

    @Test
    void shouldRefuseInItsOwnWordsAndStayOpen() {
        start("usdm", 3);
        assertThat(errorOf(client.subscribe("NOPE")))
                .isEqualTo("Invalid subscription {\"type\":\"candle\",\"interval\":\"1m\",\"coin\":\"NOPE\"}");
        assertThat(errorOf(client.subscribe("KPEPE"))).startsWith("Invalid subscription ");
        assertThat(errorOf(client.subscribe("MATIC"))).startsWith("Invalid subscription ");
        assertThat(errorOf(client.ask(
                        "{\"method\":\"subscribe\",\"subscription\":" + HyperClient.subscription("BTC", "6h") + "}")))
                .startsWith("Invalid subscription ");
        client.subscribe("BTC");
        assertThat(errorOf(client.subscribe("BTC"))).startsWith("Already subscribed: {\"type\":\"candle\",");
        client.unsubscribe("BTC");
        assertThat(errorOf(client.unsubscribe("BTC"))).startsWith("Already unsubscribed: {");
        assertThat(errorOf(client.ask("{\"method\":\"foo\"}")))
                .isEqualTo("Error parsing JSON into valid websocket request: {\"method\":\"foo\"}");
        assertThat(errorOf(client.ask("no JSON"))).startsWith("Error parsing JSON");
        assertThat(client.ask("{\"method\":\"ping\"}")).isEqualTo("{\"channel\":\"pong\"}");
    }

    @Test
    void shouldServeOnlyItsPath() {
        start("usdm", 1);
        assertThatThrownBy(() -> HyperClient.connect(hyper.wsUrl() + "/stream")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> Simulators.start(Exchange.HYPERLIQUID, new SimulatorOptions().market("options")))
                .hasMessageContaining("usdm, coinm, spot");
    }

    @Test
    void shouldPushOnEveryTradeAndNothingAtTheEndOfABar() {
        start("usdm", 3);
        client.subscribe("xyz:AAPL");
        for (int i = 1; i <= 4 * 60 + 30; i++) {
            clock.advance(1_000);
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> hyper.ledger().closed("xyz:AAPL", Interval.M1).size() >= 4);
        final List<MadeCandle> made = hyper.ledger().closed("xyz:AAPL", Interval.M1);
        assertThat(made.get(1).sentClosed()).isFalse();
        client.awaitTexts(1, text -> text.contains("\"t\":" + (OPEN_MS + 4 * 60_000)));
        for (final MadeCandle bar : made.subList(0, 4)) {
            final List<? extends Map<?, ?>> frames = client.candles("xyz:AAPL").stream()
                    .filter(candle -> number(candle, "t") == bar.openTimeMs())
                    .toList();
            assertThat(frames).as("one for each trade of %s", bar).hasSizeLessThanOrEqualTo((int) bar.trades());
            final Map<?, ?> last = frames.get(frames.size() - 1);
            assertThat(last.keySet().toString()).isEqualTo("[t, T, s, i, o, c, h, l, v, n]");
            assertThat(number(last, "T")).isEqualTo(bar.closeTimeMs());
            assertThat(number(last, "n")).isEqualTo(bar.trades());
            assertThat(new BigDecimal((String) last.get("v"))).isEqualByComparingTo(bar.baseVolume());
            assertThat(new BigDecimal((String) last.get("c"))).isEqualByComparingTo(bar.close());
            assertThat(new BigDecimal((String) last.get("h"))).isEqualByComparingTo(bar.high());
        }
    }

    private static long number(final Map<?, ?> candle, final String key) {
        return Long.parseLong(candle.get(key).toString().replaceAll("\\D", ""));
    }

    @Test
    void shouldShowTheFormingBarAtOnceOnlyIfItHasTraded() {
        start(new SimulatorOptions().market("usdm").symbols(2).updatesPerSecond(2));
        client.subscribe("BTC");
        clock.advance(30_000);
        client.awaitTexts(1, HyperClient::isCandle);
        client.unsubscribe("BTC");
        final int before = client.count(HyperClient::isCandle);
        client.subscribe("BTC");
        assertThat(client.awaitTexts(before + 1, HyperClient::isCandle)).hasSize(before + 1);
        close();
        start(new SimulatorOptions().market("usdm").symbols(2).updatesPerSecond(0.05));
        client.subscribe("BTC");
        client.ask("{\"method\":\"ping\"}");
        client.assertSilent("BTC");
    }

    @Test
    void shouldCallSpotPairsByTheirCoinsOnTheWire() {
        start("spot", 7);
        assertThat(hyper.symbols()).contains("PURR/USDC", "HYPE/USDC", "@300", "@301");
        assertThat(errorOf(client.subscribe("HYPE/USDC"))).startsWith("Invalid subscription ");
        client.subscribe("@107");
        client.subscribe("PURR/USDC");
        clock.advance(60_000);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !client.candles("@107").isEmpty()
                        && !client.candles("PURR/USDC").isEmpty());
        assertThat(hyper.ledger().closed("HYPE/USDC", Interval.M1)).isNotEmpty();
    }

    @Test
    void shouldMisbehaveByPlan() {
        start("usdm", 3);
        faults.refuseSymbol("BTC").delist("kPEPE").withholdAcks(true);
        assertThat(errorOf(client.subscribe("BTC"))).startsWith("Invalid subscription ");
        assertThat(errorOf(client.subscribe("kPEPE"))).startsWith("Invalid subscription ");
        client.send("{\"method\":\"subscribe\",\"subscription\":" + HyperClient.subscription("xyz:AAPL", "1m") + "}");
        await().atMost(Duration.ofSeconds(20)).until(() -> hyper.ledger().count(Fault.WITHHOLD_ACK) == 1);
        clock.advance(20_000);
        client.awaitTexts(1, HyperClient::isCandle);
        faults.withholdAcks(false).acceptSymbol("BTC").chance(Fault.HALF_ACCEPT, 1);
        assertThat(words(client.subscribe("BTC"))).contains("subscribe");
        final int before = client.count(HyperClient::isCandle);
        clock.advance(20_000);
        client.awaitTexts(before + 1, HyperClient::isCandle);
        client.assertSilent("BTC");
    }

    @Test
    void shouldCloseAConnectionThatItHasSentNothingForLong() {
        start(new SimulatorOptions().market("usdm").symbols(1).wire(new WireOptions().idleMs(300)));
        assertThat(client.awaitEnd()).startsWith("1000");
    }

    @Test
    void shouldAllowAThousandSubscriptionsOnAllConnectionsTogether() {
        start(new SimulatorOptions().market("usdm").symbols(1_001).updatesPerSecond(1));
        try (HyperClient second = HyperClient.connect(hyper.wsUrl() + "/ws")) {
            final List<String> symbols = hyper.symbols();
            for (int i = 0; i < 999; i++) {
                client.send("{\"method\":\"subscribe\",\"subscription\":"
                        + HyperClient.subscription(symbols.get(i), "1m") + "}");
            }
            client.awaitTexts(999, text -> text.contains("subscriptionResponse"));
            assertThat(words(second.subscribe(symbols.get(999)))).contains("subscribe");
            assertThat(errorOf(second.subscribe(symbols.get(1_000))))
                    .isEqualTo("Cannot subscribe to more than 1000 channels.");
            assertThat(words(second.unsubscribe(symbols.get(999)))).contains("unsubscribe");
            assertThat(words(second.subscribe(symbols.get(1_000)))).contains("subscribe");
            for (int i = 0; i < 997; i++) {
                second.send("{\"method\":\"ping\"}");
            }
            second.awaitTexts(997, "{\"channel\":\"pong\"}"::equals);
            assertThat(errorOf(client.ask("{\"method\":\"ping\"}")))
                    .isEqualTo("Cannot send more than 2000 messages per minute.");
            clock.advance(60_000);
            client.send("{\"method\":\"ping\"}").awaitTexts(1, "{\"channel\":\"pong\"}"::equals);
        }
    }
}
