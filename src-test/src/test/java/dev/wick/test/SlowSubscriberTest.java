package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.engine.Connector;
import dev.wick.engine.DemoTally;
import dev.wick.engine.ops.Metric;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One that does not read, among three that do: it is conflated, then cut, and delays nobody. */
@Timeout(90)
class SlowSubscriberTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int SYMBOLS = 300;

    @Test
    void shouldCutTheOneThatDoesNotReadAndGiveTheOthersEverything() {
        final List<DemoTally> tallies = new ArrayList<>();
        final List<Subscriber> healthy = new ArrayList<>();
        try (SimulatedExchange exchange = Simulators.start(
                        Exchange.BINANCE,
                        new SimulatorOptions().symbols(SYMBOLS).updatesPerSecond(3_000));
                Connector engine = new EngineUnderTest()
                        .at(Exchange.BINANCE.venue("spot").orElseThrow(), exchange)
                        .with("CONNECTOR_WSS_BACKLOG_BYTES", "262144")
                        .with("CONNECTOR_MAX_SYMBOL_PER_WS", "100")
                        .launch();
                RawSubscriber slow = new RawSubscriber(engine.feedUri())) {
            final String request = "{\"op\":\"subscribe\",\"exchange\":\"binance\",\"interval\":\"1s\",\"symbols\":["
                    + exchange.symbols().stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(",")) + "]}";
            slow.send(request);
            for (int i = 0; i < 3; i++) {
                final DemoTally tally = new DemoTally();
                final Subscriber one = new Subscriber(engine.feedUri(), tally::onQuote);
                one.send(request);
                tallies.add(tally);
                healthy.add(one);
            }
            await().atMost(PATIENCE).until(() -> engine.metrics().total(Metric.SUBSCRIBERS) == 4);
            await().atMost(PATIENCE).until(() -> engine.metrics().total(Metric.QUOTES_CONFLATED) > 0);
            await().atMost(PATIENCE).until(() -> engine.metrics().value(Metric.SUBSCRIBERS_CUT, "backlog") == 1);
            await().atMost(PATIENCE).until(() -> engine.metrics().total(Metric.SUBSCRIBERS) == 3);
            assertThat(new String(slow.readToTheEnd(), StandardCharsets.ISO_8859_1))
                    .contains("\"subscribed\"")
                    .contains("\"quote\"");

            final long cutMs = exchange.timeMs();
            await().atMost(PATIENCE).until(() -> exchange.timeMs() > cutMs + 2_000);
            final long untilMs = exchange.timeMs();
            for (final DemoTally tally : tallies) {
                await().atMost(PATIENCE).untilAsserted(() -> {
                    final DemoTally.Verdict verdict = tally.judge(
                            exchange.symbols(), s -> exchange.ledger().closed(s, Interval.S1), untilMs);
                    assertThat(verdict.expected()).isGreaterThan(3L * SYMBOLS);
                    assertThat(verdict).isEqualTo(new DemoTally.Verdict(verdict.expected(), 0, 0, 0));
                });
            }
            assertThat(healthy).allMatch(one -> one.closeCode() == -1);
            assertThat(engine.metrics().total(Metric.HANDLER_ERRORS)).isZero();
        } finally {
            healthy.forEach(Subscriber::close);
        }
    }

    @Test
    void shouldTellTheOneThatReadsAgainInTimeWhyItIsCut() {
        try (SimulatedExchange exchange = Simulators.start(
                        Exchange.BINANCE,
                        new SimulatorOptions().symbols(SYMBOLS).updatesPerSecond(3_000));
                Connector engine = new EngineUnderTest()
                        .at(Exchange.BINANCE.venue("spot").orElseThrow(), exchange)
                        .with("CONNECTOR_WSS_BACKLOG_BYTES", "131072")
                        .launch();
                RawSubscriber slow = new RawSubscriber(engine.feedUri())) {
            slow.send("{\"op\":\"subscribe\",\"exchange\":\"binance\",\"interval\":\"1s\",\"symbols\":["
                    + exchange.symbols().stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(",")) + "]}");
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(PATIENCE)
                    .until(() -> engine.metrics().value(Metric.SUBSCRIBERS_CUT, "backlog") == 1);
            final byte[] all = slow.readToTheEnd();
            final String text = new String(all, StandardCharsets.ISO_8859_1);
            assertThat(text)
                    .contains("\"system_message\":\"backlog\"")
                    .contains("\"resume\":[{\"exchange\":\"binance\",\"contract_type\":\"spot\",\"interval\":\"1s\"")
                    .contains("messages dropped");
            // A close frame: its length, then 1013.
            assertThat(text).contains("\u0003\u00f5too slow");
            await().atMost(PATIENCE).until(() -> engine.metrics().total(Metric.SUBSCRIBERS) == 0);
        }
    }
}
