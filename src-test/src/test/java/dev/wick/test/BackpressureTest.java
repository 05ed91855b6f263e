package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.engine.Connector;
import dev.wick.engine.DemoTally;
import dev.wick.engine.ops.Metric;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the egress cannot keep up, the intake waits, up to the exchange's socket; no closed candle is lost. */
@Timeout(90)
class BackpressureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int SYMBOLS = 500;
    private static final Venue SPOT = Exchange.BINANCE.venue("spot").orElseThrow();

    private final DemoTally tally = new DemoTally();
    private final SimulatedExchange exchange =
            Simulators.start(Exchange.BINANCE, new SimulatorOptions().symbols(SYMBOLS));

    @AfterEach
    void stop() {
        exchange.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "dedicated"})
    void shouldLoseNothingClosedWhenTheEgressStandsStill(final String threading) {
        try (Connector engine = engine(threading, 10);
                Subscriber subscriber = subscribe(engine)) {
            awaitClosed(2);
            final double blockedBefore = engine.metrics().total(Metric.QUEUE_BLOCKING_EVENTS);
            final long receivedBefore;
            try (EgressStall stall = new EgressStall(engine)) {
                final long madeBefore = exchange.ledger().closedCount();
                await().atMost(PATIENCE).until(() -> exchange.ledger().closedCount() >= madeBefore + 4L * SYMBOLS);
                assertThat(engine.metrics().total(Metric.RING_FULL_EVENTS)).isPositive();
                if (threading.equals("dedicated")) {
                    assertThat(engine.metrics().total(Metric.QUEUE_BLOCKING_EVENTS))
                            .isGreaterThan(blockedBefore);
                    assertThat(engine.metrics().total(Metric.QUEUE_DEPTH_CLOSED))
                            .isEqualTo(10);
                }
                receivedBefore = tally.closedQuotes();
                assertThat(stall).isNotNull();
            }
            await().atMost(PATIENCE).until(() -> tally.closedQuotes() >= receivedBefore + 4L * SYMBOLS);
            assertThat(subscriber.closeCode()).isEqualTo(-1);
            assertNothingMissing(engine);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "dedicated"})
    void shouldLoseNothingClosedWithAQueueOfOne(final String threading) {
        try (Connector engine = engine(threading, 1);
                Subscriber subscriber = subscribe(engine)) {
            awaitClosed(5);
            assertThat(subscriber.closeCode()).isEqualTo(-1);
            assertThat(engine.metrics().total(Metric.QUEUE_BLOCKING_EVENTS)).isPositive();
            assertNothingMissing(engine);
        }
    }

    private void assertNothingMissing(final Connector engine) {
        final long untilMs = exchange.timeMs();
        await().atMost(PATIENCE).untilAsserted(() -> {
            final DemoTally.Verdict verdict =
                    tally.judge(exchange.symbols(), symbol -> exchange.ledger().closed(symbol, Interval.S1), untilMs);
            assertThat(verdict.expected()).isGreaterThan(4L * SYMBOLS);
            assertThat(verdict).isEqualTo(new DemoTally.Verdict(verdict.expected(), 0, 0, 0));
        });
        assertThat(engine.metrics().total(Metric.RECONNECTIONS)).isZero();
        assertThat(engine.metrics().total(Metric.GAPS_OPENED)).isZero();
        assertThat(engine.metrics().total(Metric.HANDLER_ERRORS)).isZero();
    }

    private Connector engine(final String threading, final int closedQueue) {
        return new EngineUnderTest()
                .at(SPOT, exchange)
                .with("CONNECTOR_THREADING", threading)
                .with("CONNECTOR_CLOSED_QUEUE_MAXSIZE", Integer.toString(closedQueue))
                .with("CONNECTOR_RING_SIZE", "1024")
                .with("CONNECTOR_MAX_SYMBOL_PER_WS", "100")
                .launch();
    }

    private Subscriber subscribe(final Connector engine) {
        final Subscriber subscriber = new Subscriber(engine.feedUri(), tally::onQuote);
        subscriber.send("{\"op\":\"subscribe\",\"exchange\":\"binance\",\"interval\":\"1s\",\"symbols\":["
                + exchange.symbols().stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(",")) + "]}");
        return subscriber;
    }

    private void awaitClosed(final int perSymbol) {
        await().atMost(PATIENCE).until(() -> tally.closedQuotes() >= (long) perSymbol * SYMBOLS);
    }
}
