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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages of closed candles over real sockets: from memory, and from the exchange's REST side. */
@Timeout(120)
class HistoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Venue SPOT = Exchange.BINANCE.venue("spot").orElseThrow();
    private static final long MINUTE_MS = 60_000;
    private static final String BTC = "BTCUSDT";
    private static final String ETH = "ETHUSDT";

    private SimulatedExchange exchange;
    private Connector engine;
    private Subscriber subscriber;
    private int asked;

    @BeforeEach
    void start() {
        exchange = Simulators.start(
                Exchange.BINANCE,
                new SimulatorOptions().symbols(5).updatesPerSecond(50).closedEvery(Interval.M1, 250));
        engine = settings().launch();
        subscriber = new Subscriber(engine.feedUri());
    }

    private EngineUnderTest settings() {
        return new EngineUnderTest().at(SPOT, exchange).with("CONNECTOR_HISTORY_BOOTSTRAP", "10");
    }

    @AfterEach
    void stop() {
        subscriber.close();
        engine.close();
        exchange.close();
    }

    @Test
    void shouldJoinMemoryAndRestToEveryCandleOnceInOrderWithTheValuesThatWereMade() {
        subscriber.send("{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"" + BTC + "\"]}");
        await().atMost(PATIENCE).until(() -> subscriber.closedQuotes(BTC).size() >= 20);
        final long toMs = subscriber.closedQuotes(BTC).stream()
                .mapToLong(quote -> number(quote, "open_time"))
                .max()
                .orElseThrow();
        final int back = 700;
        final List<Map<String, Object>> rows = readAll(BTC, toMs - back * MINUTE_MS, toMs, 300);
        assertThat(rows).hasSize(back + 1);
        assertConsecutive(rows, toMs - back * MINUTE_MS);
        assertThat(rows.get(0)).containsEntry("source", "backfill").containsEntry("finality", "rest");
        assertThat(rows.get(back)).containsEntry("source", "stream").containsEntry("finality", "exchange");
        assertAsMade(rows, BTC, toMs);
        assertThat(subscriber.messages("error")).isEmpty();
    }

    @Test
    void shouldServeASeriesThatNobodySubscribesToWithoutSubscribing() {
        final long toMs = exchange.timeMs() / MINUTE_MS * MINUTE_MS - 2 * MINUTE_MS;
        final List<Map<String, Object>> rows = readAll(ETH, toMs - 99 * MINUTE_MS, toMs, 1_000);
        assertThat(rows).hasSize(100).allSatisfy(row -> assertThat(row).containsEntry("source", "backfill"));
        assertConsecutive(rows, toMs - 99 * MINUTE_MS);
        assertThat(engine.metrics().value(Metric.SERIES_ACTIVE, "binance", "spot"))
                .isZero();
    }

    @Test
    void shouldGoNoFurtherThanTheNewestClosedCandle() {
        subscriber.send("{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"" + BTC + "\"]}");
        await().atMost(PATIENCE).until(() -> !subscriber.closedQuotes(BTC).isEmpty());
        final long fromMs = number(subscriber.closedQuotes(BTC).get(0), "open_time");
        final Map<String, Object> page = ask(BTC, "\"from\":" + fromMs);
        final long toMs = number(page, "to");
        assertThat(toMs).isBetween(fromMs, exchange.timeMs() - MINUTE_MS);
        assertThat(page).containsEntry("next", null);
        assertThat(rows(page)).isNotEmpty();
        final Map<String, Object> beyond = ask(BTC, "\"from\":" + (exchange.timeMs() / MINUTE_MS + 60) * MINUTE_MS);
        assertThat(rows(beyond)).isEmpty();
        assertThat(beyond).containsEntry("next", null);
    }

    @Test
    void shouldSayWhatIsWrongWithARequestForHistory() {
        assertThat(ask("NONSENSE", "\"from\":0")).containsEntry("system_message", "unknown symbol");
        final Map<String, Object> offGrid = ask(BTC, "\"from\":1633998480001");
        assertThat(offGrid).containsEntry("system_message", "bad_range");
        assertThat((String) offGrid.get("message")).contains("1633998480000 and 1633998540000");
        final Map<String, Object> tooFar = ask(BTC, "\"from\":1633998480000");
        assertThat(tooFar)
                .containsEntry("system_message", "history_unavailable")
                .containsKey("available_from");
        assertThat(ask(BTC, "\"from\":" + number(tooFar, "available_from") + ",\"limit\":1"))
                .containsEntry("type", "history");
    }

    @Test
    void shouldTellWhoAsksTooOftenWhenToAskAgain() {
        subscriber.close();
        engine.close();
        engine = settings().with("CONNECTOR_WSS_MAX_HISTORY_PER_SECOND", "1").launch();
        subscriber = new Subscriber(engine.feedUri());
        for (int i = 0; i < 11; i++) {
            send(BTC, "\"from\":0");
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(subscriber.messages("error"))
                        .filteredOn(error -> "rate_limited".equals(error.get("system_message")))
                        .singleElement()
                        .satisfies(error -> {
                            assertThat(number(error, "retry_after_ms")).isBetween(1L, 1_000L);
                            assertThat(number(error, "id")).isEqualTo(11);
                        }));
    }

    private List<Map<String, Object>> readAll(
            final String symbol, final long fromMs, final long toMs, final int limit) {
        final List<Map<String, Object>> rows = new ArrayList<>();
        Object at = fromMs;
        while (at != null) {
            final Map<String, Object> page = ask(symbol, "\"from\":" + at + ",\"to\":" + toMs + ",\"limit\":" + limit);
            assertThat(page).containsEntry("type", "history").containsEntry("symbol", symbol);
            assertThat(rows(page)).hasSizeLessThanOrEqualTo(limit);
            rows.addAll(rows(page));
            at = page.get("next");
            assertThat(number(page, "to")).isEqualTo(at == null ? toMs : ((Number) at).longValue() - MINUTE_MS);
        }
        return rows;
    }

    private void send(final String symbol, final String rest) {
        asked++;
        subscriber.send("{\"op\":\"history\",\"id\":" + asked + ",\"exchange\":\"binance\",\"symbol\":\"" + symbol
                + "\"," + rest + "}");
    }

    private Map<String, Object> ask(final String symbol, final String rest) {
        send(symbol, rest);
        final List<Map<String, Object>> answers = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            answers.addAll(subscriber.messages("history"));
            answers.addAll(subscriber.messages("error"));
            answers.removeIf(answer -> number(answer, "id") != asked);
            return !answers.isEmpty();
        });
        return answers.get(0);
    }

    private void assertAsMade(final List<Map<String, Object>> rows, final String symbol, final long toMs) {
        final DemoTally tally = new DemoTally();
        for (final Map<String, Object> row : rows) {
            row.put("symbol", symbol);
            row.put("is_closed_candle", true);
            tally.onQuote(row);
        }
        final DemoTally.Verdict verdict =
                tally.judge(List.of(symbol), any -> exchange.ledger().closed(symbol, Interval.M1), toMs + MINUTE_MS);
        assertThat(verdict.expected()).isGreaterThan(10);
        assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
    }

    private static void assertConsecutive(final List<Map<String, Object>> rows, final long fromMs) {
        for (int i = 0; i < rows.size(); i++) {
            assertThat(number(rows.get(i), "open_time")).as("row " + i).isEqualTo(fromMs + i * MINUTE_MS);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(final Map<String, Object> page) {
        return (List<Map<String, Object>>) page.get("candles");
    }

    private static long number(final Map<String, Object> message, final String name) {
        return ((Number) message.get(name)).longValue();
    }
}
