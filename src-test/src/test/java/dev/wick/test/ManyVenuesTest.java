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
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One connection, three exchanges, two intervals: each series gets its own candles, all of them, with the values that were made. */
class ManyVenuesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<Interval> INTERVALS = List.of(Interval.M1, Interval.M5);
    private static final int BARS = 3;

    private final Map<Venue, SimulatedExchange> exchanges = new LinkedHashMap<>();
    private final Map<String, DemoTally> tallies = new HashMap<>();

    @Test
    @Timeout(180)
    void shouldCarrySeveralExchangesAndIntervalsOnOneConnection() {
        final EngineUnderTest settings = new EngineUnderTest();
        try {
            start(Exchange.BINANCE.venue("usdm").orElseThrow(), settings);
            start(Exchange.BYBIT.venue("spot").orElseThrow(), settings);
            start(Exchange.OKX.venue("swap").orElseThrow(), settings);
            try (Connector engine = settings.launch();
                    Subscriber subscriber = new Subscriber(engine.feedUri(), this::onQuote)) {
                exchanges.forEach((venue, exchange) ->
                        INTERVALS.forEach(interval -> subscriber.send(subscription(venue, exchange, interval))));
                await().atMost(PATIENCE)
                        .until(() -> tallies.values().stream()
                                .allMatch(tally -> tally.symbolsSeen() == 3 && tally.closedQuotes() >= 3 * BARS));
                exchanges.forEach((venue, exchange) ->
                        INTERVALS.forEach(interval -> assertComplete(venue, exchange, interval, exchange.timeMs())));
                assertThat(subscriber.messages("error")).isEmpty();
                assertThat(subscriber.messages("subscribed")).hasSize(exchanges.size() * INTERVALS.size());
            }
        } finally {
            exchanges.values().forEach(SimulatedExchange::close);
        }
    }

    private void start(final Venue venue, final EngineUnderTest settings) {
        final SimulatedExchange exchange = Simulators.start(
                venue.exchange(),
                new SimulatorOptions()
                        .market(venue.contractType().name())
                        .symbols(3)
                        .seed(exchanges.size())
                        .updatesPerSecond(60)
                        .closedEvery(Interval.M1, 500));
        exchanges.put(venue, exchange);
        settings.at(venue, exchange);
        INTERVALS.forEach(interval -> tallies.put(venue + " " + interval, new DemoTally()));
    }

    private void onQuote(final Map<String, Object> quote) {
        tallies.get(quote.get("exchange") + " " + quote.get("contract_type") + " " + quote.get("interval"))
                .onQuote(quote);
    }

    private void assertComplete(
            final Venue venue, final SimulatedExchange exchange, final Interval interval, final long untilMs) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            final DemoTally.Verdict verdict = tallies.get(venue + " " + interval)
                    .judge(exchange.symbols(), symbol -> exchange.ledger().closed(symbol, interval), untilMs);
            assertThat(verdict.expected()).as(venue + " " + interval).isGreaterThanOrEqualTo(3L * (BARS - 1));
            assertThat(verdict.isClean())
                    .as(venue + " " + interval + ": " + verdict)
                    .isTrue();
        });
    }

    private static String subscription(final Venue venue, final SimulatedExchange exchange, final Interval interval) {
        return "{\"op\":\"subscribe\",\"exchange\":\"" + venue.exchange() + "\",\"contract_type\":\""
                + venue.contractType() + "\",\"interval\":\"" + interval + "\",\"symbols\":["
                + exchange.symbols().stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(",")) + "]}";
    }
}
