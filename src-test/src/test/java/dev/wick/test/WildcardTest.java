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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ["*"]} over real sockets: what is always on, what others want, and an engine that starts again. */
@Timeout(120)
class WildcardTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Venue SPOT = Exchange.BINANCE.venue("spot").orElseThrow();
    private static final List<String> ALWAYS = List.of("BTCUSDT", "ETHUSDT");

    @TempDir
    private Path folder;

    private static SimulatedExchange exchange() {
        return Simulators.start(
                Exchange.BINANCE,
                new SimulatorOptions().symbols(4).updatesPerSecond(40).closedEvery(Interval.S1, 0));
    }

    private static EngineUnderTest settings(final SimulatedExchange exchange) {
        return new EngineUnderTest()
                .at(SPOT, exchange)
                .with("CONNECTOR_UNSUBSCRIBE_LINGER", "0.2")
                .with("CONNECTOR_ALWAYS_ON", "binance:spot:BTCUSDT@1s,binance:spot:ETHUSDT@1s");
    }

    @Test
    void shouldFollowWhatTheEngineCarries() {
        try (SimulatedExchange exchange = exchange();
                Connector engine = settings(exchange).launch();
                Subscriber watcher = new Subscriber(engine.feedUri())) {
            watcher.send(all("subscribe", ""));
            awaitJoined(watcher, ALWAYS);
            final String other = exchange.symbols().stream()
                    .filter(symbol -> !ALWAYS.contains(symbol))
                    .findFirst()
                    .orElseThrow();
            try (Subscriber named = new Subscriber(engine.feedUri())) {
                named.send("{\"op\":\"subscribe\",\"exchange\":\"binance\",\"interval\":\"1s\",\"symbols\":[\"" + other
                        + "\"]}");
                await().atMost(PATIENCE)
                        .until(() -> named.closedQuotes(other).size() >= 2
                                && watcher.closedQuotes(other).size() >= 2);
                // It watches from before the first candle on, and so has all that the other one has.
                assertThat(openTimes(watcher.closedQuotes(other)))
                        .containsAll(openTimes(named.closedQuotes(other)).subList(0, 2));
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(watcher.messages("unsubscribed"))
                            .singleElement()
                            .satisfies(message -> assertThat(message)
                                    .containsEntry("symbols", List.of(other))
                                    .containsEntry("all", true)));
            watcher.send(all("unsubscribe", ""));
            await().atMost(PATIENCE)
                    .until(() -> watcher.messages("unsubscribed").size() == 2);
            assertThat((List<?>) watcher.messages("unsubscribed").get(1).get("symbols"))
                    .map(Object::toString)
                    .containsExactlyInAnyOrderElementsOf(ALWAYS);
        }
    }

    @Test
    void shouldLoseNothingWhenTheEngineStartsAgainAndTheWatcherIsThereFirst() {
        try (SimulatedExchange exchange = exchange()) {
            final Map<String, List<Map<String, Object>>> got = new HashMap<>();
            ALWAYS.forEach(symbol -> got.put(symbol, List.of()));
            try (Connector engine = start(exchange);
                    Subscriber watcher = new Subscriber(engine.feedUri())) {
                watcher.send(all("subscribe", ""));
                awaitEachOnce(watcher, exchange.timeMs(), got);
            }
            final long downMs = exchange.timeMs();
            await().atMost(PATIENCE).until(() -> exchange.timeMs() > downMs + 3_000);
            try (Connector engine = start(exchange);
                    Subscriber watcher = new Subscriber(engine.feedUri())) {
                watcher.send(all(
                        "subscribe",
                        ",\"since\":{\"BTCUSDT\":" + last(got.get("BTCUSDT")) + ",\"ETHUSDT\":"
                                + last(got.get("ETHUSDT")) + "}"));
                awaitEachOnce(watcher, exchange.timeMs(), got);
                assertThat(watcher.messages("error")).isEmpty();
            }
        }
    }

    /** Waits until the watcher has a candle of after a time, three in all, and with those from before each once. */
    private static void awaitEachOnce(
            final Subscriber watcher, final long sinceMs, final Map<String, List<Map<String, Object>>> got) {
        for (final String symbol : ALWAYS) {
            final List<Map<String, Object>> before = got.get(symbol);
            await().atMost(PATIENCE).untilAsserted(() -> {
                final List<Map<String, Object>> now = watcher.closedQuotes(symbol);
                assertThat(openTimes(now))
                        .as(symbol)
                        .hasSizeGreaterThanOrEqualTo(3)
                        .anyMatch(time -> time > sinceMs);
                final List<Map<String, Object>> all = new ArrayList<>(before);
                all.addAll(now);
                EachOnce.check(all);
                got.put(symbol, all);
            });
        }
    }

    private Connector start(final SimulatedExchange exchange) {
        return settings(exchange)
                .with("CONNECTOR_JOURNAL_DIR", folder.toString())
                .launch();
    }

    private static void awaitJoined(final Subscriber watcher, final List<String> symbols) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            final List<Object> joined = new ArrayList<>();
            watcher.messages("subscribed").forEach(message -> joined.addAll((List<?>) message.get("symbols")));
            assertThat(joined).map(Object::toString).containsExactlyInAnyOrderElementsOf(symbols);
        });
    }

    /** A client goes on behind what it received last, in whatever order it came. */
    private static long last(final List<Map<String, Object>> received) {
        return EachOnce.openTimeMs(received.get(received.size() - 1));
    }

    private static List<Long> openTimes(final List<Map<String, Object>> quotes) {
        return quotes.stream().map(EachOnce::openTimeMs).toList();
    }

    private static String all(final String op, final String rest) {
        return "{\"op\":\"" + op + "\",\"id\":1,\"exchange\":\"binance\",\"interval\":\"1s\",\"symbols\":[\"*\"]" + rest
                + "}";
    }
}
