package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.engine.Connector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A subscriber that comes back: over real sockets, from memory and from the exchange's REST side. */
@Timeout(120)
class ResumeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long MINUTE_MS = 60_000;
    private static final String BTC = "BTCUSDT";
    private static final String ETH = "ETHUSDT";

    private SimulatedExchange exchange;
    private Connector engine;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        exchange = Simulators.start(
                Exchange.BINANCE,
                new SimulatorOptions().symbols(5).updatesPerSecond(50).closedEvery(Interval.M1, 250));
        engine = new EngineUnderTest()
                .at(Exchange.BINANCE.venue("spot").orElseThrow(), exchange)
                .with("CONNECTOR_HISTORY_BOOTSTRAP", "10")
                .launch();
    }

    @AfterEach
    void stop() {
        engine.close();
        exchange.close();
    }

    /** If the machine stalls, gaps open, whose candles come late: until they have come, it reconnects more often. */
    @Test
    void shouldGiveEachClosedCandleOnceToAClientThatReconnectsTwentyTimes() {
        final List<Map<String, Object>> btc = new ArrayList<>();
        final List<Map<String, Object>> eth = new ArrayList<>();
        final int connections = 20;
        for (int i = 0; i < connections || (i < 2 * connections && (hasHole(btc) || hasHole(eth))); i++) {
            try (Subscriber subscriber = new Subscriber(engine.feedUri())) {
                final String since = btc.isEmpty()
                        ? ""
                        : ",\"since\":{\"" + BTC + "\":" + lastOf(btc) + ",\"" + ETH + "\":[" + lastOf(eth) + ",0]}";
                subscriber.send("{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"" + BTC + "\",\"" + ETH
                        + "\"]" + since + "}");
                await().pollInterval(Duration.ofMillis(20))
                        .atMost(PATIENCE)
                        .until(() -> !subscriber.closedQuotes(BTC).isEmpty()
                                && !subscriber.closedQuotes(ETH).isEmpty());
                btc.addAll(subscriber.closedQuotes(BTC));
                eth.addAll(subscriber.closedQuotes(ETH));
                assertThat(subscriber.messages("error")).isEmpty();
            }
        }
        assertThat(btc).hasSizeGreaterThanOrEqualTo(connections);
        EachOnce.check(btc);
        EachOnce.check(eth);
    }

    private static boolean hasHole(final List<Map<String, Object>> closed) {
        final LongSummaryStatistics times =
                closed.stream().mapToLong(EachOnce::openTimeMs).summaryStatistics();
        return times.getMax() - times.getMin() > (closed.size() - 1) * MINUTE_MS;
    }

    @Test
    void shouldGoFromASnapshotToTheLiveCandlesWithoutHoleOrOverlapWhileTheyKeepComing() {
        for (int i = 0; i < 10; i++) {
            try (Subscriber subscriber = new Subscriber(engine.feedUri())) {
                subscriber.send(
                        "{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"" + BTC + "\"],\"snapshot\":5}");
                await().pollInterval(Duration.ofMillis(20))
                        .atMost(PATIENCE)
                        .until(() -> subscriber.closedQuotes(BTC).size() >= 8);
                final List<Map<String, Object>> quotes = subscriber.messages("quote");
                awaitEachOnce(subscriber);
                assertThat(quotes.subList(0, 5)).allMatch(quote -> Boolean.TRUE.equals(quote.get("is_closed_candle")));
                assertThat(subscriber.texts().get(0)).startsWith("{\"type\":\"subscribed\"");
            }
        }
    }

    @Test
    void shouldServeWhatLiesBeforeMemoryByRest() {
        final long newestMs;
        try (Subscriber first = new Subscriber(engine.feedUri())) {
            first.send("{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"" + BTC + "\"]}");
            await().atMost(PATIENCE).until(() -> first.closedQuotes(BTC).size() >= 2);
            newestMs = lastOf(first.closedQuotes(BTC));
        }
        final int back = 700;
        final long sinceMs = newestMs - back * MINUTE_MS;
        try (Subscriber subscriber = new Subscriber(engine.feedUri())) {
            subscriber.send("{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"" + BTC + "\"],\"since\":"
                    + sinceMs + "}");
            await().atMost(PATIENCE).until(() -> subscriber.closedQuotes(BTC).size() > back + 2);
            awaitEachOnce(subscriber);
            final List<Map<String, Object>> closed = subscriber.closedQuotes(BTC);
            assertThat(EachOnce.openTimeMs(closed.get(0))).isEqualTo(sinceMs + MINUTE_MS);
            assertThat(closed.get(0).get("source")).isEqualTo("backfill");
            assertThat(closed.get(0).get("finality")).isEqualTo("rest");
            assertThat(closed.stream().max(Comparator.comparingLong(EachOnce::openTimeMs)))
                    .hasValueSatisfying(newest -> assertThat(newest).containsEntry("source", "stream"));
            assertThat(subscriber.messages("error")).isEmpty();
        }
    }

    /** By REST they would be backfills. */
    @Test
    void shouldServeFromTheJournalWhatMemoryHasForgotten() {
        engine.close();
        final int kept = 20;
        engine = new EngineUnderTest()
                .at(Exchange.BINANCE.venue("spot").orElseThrow(), exchange)
                .with("CONNECTOR_HISTORY_CANDLES", Integer.toString(kept))
                .with("CONNECTOR_HISTORY_BOOTSTRAP", "0")
                .with("CONNECTOR_JOURNAL_DIR", folder.toString())
                .launch();
        final String request = "{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"" + BTC + "\"]";
        try (Subscriber stays = new Subscriber(engine.feedUri())) {
            stays.send(request + "}");
            await().atMost(PATIENCE).until(() -> stays.closedQuotes(BTC).size() > 2 * kept);
            try (Subscriber resumes = new Subscriber(engine.feedUri())) {
                final List<Map<String, Object>> had = stays.closedQuotes(BTC);
                resumes.send(request + ",\"since\":" + EachOnce.openTimeMs(had.get(2)) + "}");
                await().atMost(PATIENCE).until(() -> resumes.closedQuotes(BTC).size() >= 2 * kept);
                final List<Map<String, Object>> got = resumes.closedQuotes(BTC);
                EachOnce.check(got);
                assertThat(EachOnce.openTimeMs(got.get(0))).isEqualTo(EachOnce.openTimeMs(had.get(3)));
                assertThat(got).allMatch(quote -> "stream".equals(quote.get("source")));
                assertThat(resumes.messages("error")).isEmpty();
            }
        }
    }

    private static void awaitEachOnce(final Subscriber subscriber) {
        await().atMost(PATIENCE).untilAsserted(() -> EachOnce.check(subscriber.closedQuotes(BTC)));
    }

    private static long lastOf(final List<Map<String, Object>> closed) {
        return EachOnce.openTimeMs(closed.get(closed.size() - 1));
    }
}
