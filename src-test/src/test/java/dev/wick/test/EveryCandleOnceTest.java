package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultPlan;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.engine.Connector;
import dev.wick.engine.DemoTally;
import dev.wick.engine.ops.Metric;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the exchange's socket to the subscriber's: what the simulator made is what the subscriber has. */
class EveryCandleOnceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    @Timeout(180)
    void shouldDeliverEveryClosedCandleOfAThousandSymbolsOnceDespiteRepeatsAndDisconnects() {
        run("spot", 1_000, Interval.S1, 0, "shared");
    }

    @ParameterizedTest
    @CsvSource({"spot,dedicated", "usdm,shared", "coinm,shared"})
    @Timeout(180)
    void shouldDoSoInEveryMarketAndThreadingMode(final String market, final String threading) {
        // The futures have no 1s bars, so their time runs sixty times as fast.
        final boolean isSpot = market.equals("spot");
        run(market, 40, isSpot ? Interval.S1 : Interval.M1, isSpot ? 0 : 1_000, threading);
    }

    private static void run(
            final String market,
            final int symbols,
            final Interval interval,
            final long closedEveryMs,
            final String threading) {
        final Venue venue = Exchange.BINANCE.venue(market).orElseThrow();
        final DemoTally tally = new DemoTally();
        try (SimulatedExchange exchange = Simulators.start(
                        Exchange.BINANCE,
                        new SimulatorOptions()
                                .market(market)
                                .symbols(symbols)
                                .updatesPerSecond(2.0 * symbols)
                                .closedEvery(interval, closedEveryMs)
                                .faults(FaultPlan.seeded(7).chance(Fault.REPEAT, 0.1)));
                Connector engine = new EngineUnderTest()
                        .at(venue, exchange)
                        .with("CONNECTOR_THREADING", threading)
                        .with("CONNECTOR_MAX_SYMBOL_PER_WS", "100")
                        .launch();
                Subscriber subscriber = new Subscriber(engine.feedUri(), tally::onQuote)) {
            subscriber.send("{\"op\":\"subscribe\",\"exchange\":\"binance\",\"contract_type\":\"" + market
                    + "\",\"interval\":\"" + interval + "\",\"symbols\":["
                    + exchange.symbols().stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(",")) + "]}");
            await().atMost(PATIENCE).until(() -> tally.symbolsSeen() == symbols);
            awaitClosed(tally, 3L * symbols);
            exchange.faults().disconnectAll();
            awaitClosed(tally, 8L * symbols);
            exchange.faults().disconnectAll();
            awaitClosed(tally, 13L * symbols);

            final long untilMs = exchange.timeMs();
            await().atMost(PATIENCE).untilAsserted(() -> {
                final DemoTally.Verdict verdict = tally.judge(
                        exchange.symbols(), symbol -> exchange.ledger().closed(symbol, interval), untilMs);
                assertThat(verdict.expected()).isGreaterThan(10L * symbols);
                assertThat(verdict).isEqualTo(new DemoTally.Verdict(verdict.expected(), 0, 0, 0));
            });
            assertThat(engine.metrics().total(Metric.DUPLICATES_FILTERED)).isPositive();
            assertThat(engine.metrics().total(Metric.RECONNECTIONS)).isPositive();
            assertThat(exchange.ledger().count(Fault.REPEAT)).isPositive();
            assertThat(exchange.ledger().count(Fault.DISCONNECT)).isGreaterThanOrEqualTo(2);
        }
    }

    private static void awaitClosed(final DemoTally tally, final long count) {
        await().atMost(PATIENCE).until(() -> tally.closedQuotes() >= count);
    }
}
