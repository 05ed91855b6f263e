package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.engine.Connector;
import dev.wick.engine.ops.Metric;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever one subscriber does, it is told what was wrong, it is counted, and its polite neighbour gets its candles. */
@Timeout(60)
class RudeSubscribersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SimulatedExchange exchange = Simulators.start(
            Exchange.BINANCE,
            new SimulatorOptions().symbols(20).updatesPerSecond(200).closedEvery(Interval.M1, 500));
    private Connector engine;
    private Subscriber polite;

    @BeforeEach
    void start() {
        engine = new EngineUnderTest()
                .at(Exchange.BINANCE.venue("spot").orElseThrow(), exchange)
                .with("CONNECTOR_WSS_SUBSCRIBE_TIMEOUT", "1.0")
                .launch();
        polite = new Subscriber(engine.feedUri());
        polite.send("{\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"]}");
        await().atMost(PATIENCE).until(() -> !polite.messages("quote").isEmpty());
    }

    @AfterEach
    void stop() {
        polite.close();
        engine.close();
        exchange.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "{\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"]",
                "{\"op\":\"subscribe\"}}",
                "\"\\uD800\"",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                ""
            })
    void shouldAnswerGarbageWithAnErrorAndClose(final String garbage) {
        try (Subscriber rude = new Subscriber(engine.feedUri())) {
            rude.send(garbage);
            await().atMost(PATIENCE).until(() -> rude.closeCode() != -1);
            assertThat(rude.closeCode()).isEqualTo(1000);
            assertThat(rude.messages("error")).hasSize(1);
        }
        assertThat(engine.metrics().value(Metric.SUBSCRIBER_ERRORS, "bad_json")).isEqualTo(1);
        assertPoliteGoesOn();
    }

    @Test
    void shouldAnswerBinaryWithAnErrorAndClose() {
        try (RawSubscriber rude = new RawSubscriber(engine.feedUri())) {
            rude.sendBinary(new byte[] {1, 2, 3, (byte) 0xff});
            assertThat(new String(rude.readToTheEnd(), StandardCharsets.UTF_8))
                    .contains("binary messages mean nothing");
        }
        assertThat(engine.metrics().value(Metric.SUBSCRIBER_ERRORS, "binary")).isEqualTo(1);
        assertPoliteGoesOn();
    }

    @Test
    void shouldEndTheConnectionOfOneThatSaysNothing() {
        try (RawSubscriber silent = new RawSubscriber(engine.feedUri())) {
            assertThat(new String(silent.readToTheEnd(), StandardCharsets.UTF_8))
                    .contains("no subscription came");
        }
        assertThat(engine.metrics().value(Metric.SUBSCRIBER_ERRORS, "subscribe_timeout"))
                .isEqualTo(1);
        assertPoliteGoesOn();
    }

    @Test
    void shouldRefuseTenThousandSymbolsAtOnce() {
        final String request = "{\"exchange\":\"binance\",\"symbols\":["
                + IntStream.range(0, 10_000).mapToObj(i -> "\"X" + i + "\"").collect(Collectors.joining(",")) + "]}";
        try (Subscriber rude = new Subscriber(engine.feedUri())) {
            rude.send(request);
            await().atMost(PATIENCE).until(() -> rude.closeCode() != -1);
            assertThat(rude.closeCode()).isEqualTo(1000);
            assertThat(rude.messages("error"))
                    .singleElement()
                    .satisfies(error -> assertThat((String) error.get("message"))
                            .contains("10000 symbols")
                            .contains("2000"));
            assertThat(engine.metrics().value(Metric.SUBSCRIBER_ERRORS, "too_many_symbols"))
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldEndTheConnectionOfAMessageBeyondTheLimit() {
        try (Subscriber rude = new Subscriber(engine.feedUri())) {
            rude.send("{\"exchange\":\"binance\",\"symbols\":[\"" + "X".repeat(300_000) + "\"]}");
            await().atMost(PATIENCE).until(() -> rude.closeCode() != -1);
            assertThat(rude.closeCode()).isEqualTo(1009);
        }
        await().atMost(PATIENCE)
                .until(() -> engine.metrics().value(Metric.SUBSCRIBER_ERRORS, "message_too_large") == 1);
        assertPoliteGoesOn();
    }

    @Test
    void shouldAnswerTwoThousandUnknownSymbolsWithoutHoldingUpTheOthers() {
        final String request = "{\"exchange\":\"binance\",\"symbols\":["
                + IntStream.range(0, 2_000).mapToObj(i -> "\"BTCUSD" + i + "\"").collect(Collectors.joining(","))
                + "]}";
        try (Subscriber rude = new Subscriber(engine.feedUri())) {
            rude.send(request);
            await().atMost(PATIENCE).until(() -> rude.closeCode() != -1);
            assertThat(rude.closeCode()).isEqualTo(1000);
            assertThat(rude.messages("error")).singleElement().satisfies(error -> {
                assertThat((String) error.get("message")).contains("BTCUSD0").contains("and 1990 more");
                assertThat((List<?>) error.get("symbols")).hasSize(2_000);
            });
        }
        assertPoliteGoesOn();
    }

    @Test
    void shouldForgetThoseWhoLeaveInTheMiddleOfAMessage() {
        final double before = engine.metrics().total(Metric.SUBSCRIBERS);
        final List<RawSubscriber> leaving = new ArrayList<>();
        final int count = 20;
        for (int i = 0; i < count; i++) {
            final RawSubscriber one = new RawSubscriber(engine.feedUri());
            one.send("{\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\",\"ETHUSDT\"]}");
            one.sendHalf("{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"SOLUSDT\"]}");
            leaving.add(one);
        }
        await().atMost(PATIENCE).until(() -> engine.metrics().total(Metric.SUBSCRIBERS) == before + count);
        for (int i = 0; i < count; i++) {
            if (i % 2 == 0) {
                leaving.get(i).reset();
            } else {
                leaving.get(i).close();
            }
        }
        await().atMost(PATIENCE).until(() -> engine.metrics().total(Metric.SUBSCRIBERS) == before);
        assertPoliteGoesOn();
    }

    @Test
    void shouldCloseAConnectionThatBreaksTheProtocol() {
        try (RawSubscriber rude = new RawSubscriber(engine.feedUri())) {
            // A client's frame must be masked, and these bits mean nothing.
            rude.write(new byte[] {(byte) 0xf1, 0x05, 'h', 'e', 'l', 'l', 'o'});
            assertThat(rude.readToTheEnd()).isNotEmpty();
        }
        assertThat(engine.metrics().value(Metric.SUBSCRIBER_ERRORS, "protocol")).isEqualTo(1);
        await().atMost(PATIENCE).until(() -> engine.metrics().total(Metric.SUBSCRIBERS) == 1);
        assertPoliteGoesOn();
    }

    private void assertPoliteGoesOn() {
        final int before = polite.closedQuotes("BTCUSDT").size();
        await().atMost(PATIENCE).until(() -> polite.closedQuotes("BTCUSDT").size() > before + 1);
        assertThat(polite.closeCode()).isEqualTo(-1);
        assertThat(polite.messages("error")).isEmpty();
        assertThat(engine.metrics().total(Metric.HANDLER_ERRORS)).isZero();
        assertThat(engine.metrics().total(Metric.RECONNECTIONS)).isZero();
    }
}
