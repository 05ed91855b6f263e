package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.engine.DemoTally;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM in the middle of traffic, to the program in a process of its own. */
@Timeout(60)
class ShutdownTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SYMBOLS = 200;
    private static final Venue SPOT = Exchange.BINANCE.venue("spot").orElseThrow();

    @ParameterizedTest
    @ValueSource(strings = {"shared", "dedicated"})
    void shouldDeliverEveryClosedCandleThenSayGoodbyeAndExitWithZero(final String threading) {
        final DemoTally tally = new DemoTally();
        try (SimulatedExchange exchange = exchange();
                WickProcess wick = new WickProcess(
                        environment(exchange)
                                .with("CONNECTOR_THREADING", threading)
                                .environment(),
                        "run");
                Subscriber subscriber = new Subscriber(feed(wick), tally::onQuote)) {
            subscriber.send(subscribeToAll(exchange));
            await().atMost(PATIENCE).until(() -> tally.closedQuotes() >= 2L * SYMBOLS);
            // The candles close at full seconds; then they are on their way for some milliseconds.
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(PATIENCE)
                    .until(() -> exchange.timeMs() % 1_000 > 600 && exchange.timeMs() % 1_000 < 800);

            final long signalMs = exchange.timeMs();
            wick.terminate();

            assertThat(wick.exitCodeWithin(10)).as(wick::err).isZero();
            await().atMost(PATIENCE).until(() -> subscriber.closeCode() != -1);
            assertThat(subscriber.closeCode()).isEqualTo(1001);
            assertThat(subscriber.messages("shutdown")).singleElement().satisfies(shutdown -> {
                assertThat(((Number) shutdown.get("within_ms")).longValue()).isBetween(1L, 10_000L);
                assertThat((String) shutdown.get("reason")).isNotBlank();
            });
            final DemoTally.Verdict verdict =
                    tally.judge(exchange.symbols(), symbol -> exchange.ledger().closed(symbol, Interval.S1), signalMs);
            assertThat(verdict.expected()).isGreaterThanOrEqualTo(SYMBOLS);
            assertThat(verdict).isEqualTo(new DemoTally.Verdict(verdict.expected(), 0, 0, 0));
            assertThat(wick.err()).contains("Stopped").contains("undelivered=0");
            assertThat(wick.out()).isEmpty();
        }
    }

    @Test
    void shouldEndAtOnceOnASecondSignalEvenIfASubscriberKeepsTheShutdownBusy() {
        try (SimulatedExchange exchange = exchange();
                WickProcess wick = new WickProcess(
                        environment(exchange)
                                .with("CONNECTOR_SHUTDOWN_TIMEOUT", "60")
                                .environment(),
                        "run");
                Subscriber witness = new Subscriber(feed(wick));
                RawSubscriber stalled = new RawSubscriber(feed(wick))) {
            stalled.send(subscribeToAll(exchange));
            witness.send(subscribeToAll(exchange));
            // More than the stalled one's socket buffers hold, so that its goodbye cannot be sent.
            await().atMost(PATIENCE).until(() -> witness.messages("quote").size() > 3_000);
            wick.terminate();
            await().atMost(PATIENCE).until(() -> witness.closeCode() == 1001);
            assertThat(wick.isAlive()).isTrue();

            wick.terminate();
            assertThat(wick.exitCodeWithin(2)).as(wick::err).isEqualTo(130);
        }
    }

    private static SimulatedExchange exchange() {
        return Simulators.start(
                Exchange.BINANCE, new SimulatorOptions().symbols(SYMBOLS).updatesPerSecond(2_000));
    }

    private static EngineUnderTest environment(final SimulatedExchange exchange) {
        return new EngineUnderTest().at(SPOT, exchange).with("CONNECTOR_LOG_LEVEL", "INFO");
    }

    private static URI feed(final WickProcess wick) {
        await().atMost(PATIENCE).until(() -> wick.feed() != null || !wick.isAlive());
        assertThat(wick.feed()).as(wick::err).isNotNull();
        return wick.feed();
    }

    private static String subscribeToAll(final SimulatedExchange exchange) {
        return "{\"op\":\"subscribe\",\"exchange\":\"binance\",\"interval\":\"1s\",\"symbols\":["
                + exchange.symbols().stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(",")) + "]}";
    }
}
