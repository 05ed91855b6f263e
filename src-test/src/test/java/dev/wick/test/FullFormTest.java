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
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The full form: many series on one connection, and one connection to the exchange for many subscribers. */
@Timeout(60)
class FullFormTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static SimulatedExchange spot;
    private static SimulatedExchange usdm;

    private TcpProxy wayToSpot;
    private Connector engine;
    private Subscriber subscriber;

    @BeforeAll
    static void startExchanges() {
        spot = exchange("spot");
        usdm = exchange("usdm");
    }

    private static SimulatedExchange exchange(final String market) {
        return Simulators.start(
                Exchange.BINANCE,
                new SimulatorOptions()
                        .market(market)
                        .symbols(10)
                        .updatesPerSecond(100)
                        .closedEvery(Interval.M1, 500));
    }

    @AfterAll
    static void stopExchanges() {
        spot.close();
        usdm.close();
    }

    @BeforeEach
    void start() throws IOException {
        wayToSpot = new TcpProxy(spot.wsUrl());
        engine = new EngineUnderTest()
                .at(Exchange.BINANCE.venue("spot").orElseThrow(), spot)
                .with("CONNECTOR_BINANCE_SPOT_WS_URL", wayToSpot.url())
                .at(Exchange.BINANCE.venue("usdm").orElseThrow(), usdm)
                .with("CONNECTOR_UNSUBSCRIBE_LINGER", "0.5")
                .launch();
        subscriber = new Subscriber(engine.feedUri());
    }

    @AfterEach
    void stop() throws IOException {
        subscriber.close();
        engine.close();
        wayToSpot.close();
    }

    @Test
    void shouldAnswerEveryRequestWithItsOwnId() {
        ask("{\"op\":\"ping\",\"id\":1}", "{\"type\":\"pong\",\"id\":1}");
        ask("{\"op\":\"ping\"}", "{\"type\":\"pong\"}");
        ask(
                "{\"op\":\"subscribe\",\"id\":\"a\",\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"],\"interval\":\"5m\"}",
                "{\"type\":\"subscribed\",\"id\":\"a\",\"exchange\":\"binance\",\"contract_type\":\"spot\","
                        + "\"symbols\":[\"BTCUSDT\"],\"interval\":\"5m\",\"closed_only\":false,"
                        + "\"timestamps\":false,\"on_slow\":\"conflate\"}");
        subscriber.send("{\"op\":\"list\",\"id\":2}");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(subscriber.texts())
                        .filteredOn(text -> text.startsWith("{\"type\":\"subscriptions\",\"id\":2,"))
                        .singleElement(InstanceOfAssertFactories.STRING)
                        .contains("\"interval\":\"5m\",\"closed_only\":false,\"symbols\":[\"BTCUSDT\"],\"series\":[{")
                        .containsPattern("\"symbol\":\"BTCUSDT\",\"state\":\"[A-Z]+\",\"watermark\":(null|[0-9]+),"
                                + "\"missing\":0}"));
        ask(
                "{\"op\":\"unsubscribe\",\"id\":3.5,\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"],\"interval\":\"5m\"}",
                "{\"type\":\"unsubscribed\",\"id\":3.5,\"exchange\":\"binance\",\"contract_type\":\"spot\","
                        + "\"symbols\":[\"BTCUSDT\"],\"interval\":\"5m\"}");
        ask("{\"op\":\"list\",\"id\":4}", "{\"type\":\"subscriptions\",\"id\":4,\"subscriptions\":[]}");
    }

    private void ask(final String request, final String answer) {
        subscriber.send(request);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(subscriber.texts())
                        .filteredOn(text -> !text.startsWith("{\"type\":\"quote\""))
                        .last()
                        .isEqualTo(answer));
    }

    @Test
    void shouldCarrySeveralMarketsSymbolsAndIntervalsOnOneConnection() {
        subscribe("spot", "1m", "BTCUSDT", "ETHUSDT");
        subscribe("spot", "3m", "BTCUSDT");
        subscribe("usdm", "1m", "BTCUSDT");
        awaitClosed("spot", "BTCUSDT", "1m");
        awaitClosed("spot", "ETHUSDT", "1m");
        awaitClosed("spot", "BTCUSDT", "3m");
        awaitClosed("usdm", "BTCUSDT", "1m");
        final int seriesOfSpot = 3;
        assertThat(engine.metrics().value(Metric.SERIES_ACTIVE, "binance", "spot"))
                .isEqualTo(seriesOfSpot);
        assertThat(engine.metrics().value(Metric.SERIES_ACTIVE, "binance", "usdm"))
                .isEqualTo(1);
        assertThat(subscriber.messages("error")).isEmpty();
    }

    private void awaitClosed(final String market, final String symbol, final String interval) {
        await().atMost(PATIENCE)
                .until(() -> subscriber.closedQuotes(symbol).stream()
                        .anyMatch(quote ->
                                market.equals(quote.get("contract_type")) && interval.equals(quote.get("interval"))));
    }

    @Test
    void shouldLeaveOutOpenCandlesWhereOnlyClosedOnesAreWanted() {
        subscriber.send(
                "{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"],\"closed_only\":true}");
        subscribe("spot", "1m", "ETHUSDT");
        await().atMost(PATIENCE).until(() -> subscriber.closedQuotes("BTCUSDT").size() >= 3);
        assertThat(quotes("BTCUSDT")).allMatch(quote -> Boolean.TRUE.equals(quote.get("is_closed_candle")));
        assertThat(quotes("ETHUSDT")).anyMatch(quote -> Boolean.FALSE.equals(quote.get("is_closed_candle")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"op\":\"subscribe\",\"id\":7,\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"],\"since\":1} | since",
                "{\"op\":\"subscribe\",\"id\":7,\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"],\"snapshot\":5000} | snapshot",
                "{\"op\":\"subscribe\",\"id\":7,\"exchange\":\"binance\",\"symbols\":[\"*\",\"BTCUSDT\"]} | *",
                "{\"op\":\"subscribe\",\"id\":7,\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"],\"interval\":\"7m\"} | 7m",
                "{\"op\":\"subscribe\",\"id\":7,\"exchange\":\"binance\",\"contract_type\":\"um\",\"symbols\":[\"BTCUSDT\"],\"interval\":\"1s\"} | 1s",
                "{\"op\":\"subscribe\",\"id\":7,\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"],\"closed\":true} | closed_only",
                "{\"op\":\"unsubscribe\",\"id\":7,\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"]} | not subscribed",
                "{\"op\":\"subcribe\",\"id\":7} | subscribe"
            })
    void shouldExplainWhatItCannotDoAndKeepTheConnection(final String request, final String expected) {
        subscriber.send(request);
        await().atMost(PATIENCE).until(() -> !subscriber.messages("error").isEmpty());
        assertThat(subscriber.messages("error")).singleElement().satisfies(error -> {
            assertThat(error.get("id")).isEqualTo(7L);
            assertThat((String) error.get("message")).contains(expected);
        });
        subscribe("spot", "1m", "ETHUSDT");
        await().atMost(PATIENCE).until(() -> !subscriber.closedQuotes("ETHUSDT").isEmpty());
    }

    @Test
    void shouldShareOneConnectionToTheExchangeAmongSubscribers() {
        subscribe("spot", "1m", "BTCUSDT");
        await().atMost(PATIENCE).until(() -> !subscriber.closedQuotes("BTCUSDT").isEmpty());
        try (Subscriber second = new Subscriber(engine.feedUri());
                Subscriber third = new Subscriber(engine.feedUri())) {
            second.send("{\"exchange\":\"binance\",\"symbols\":[\"btcusdt\"]}");
            third.send("{\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\",\"ETHUSDT\"]}");
            await().atMost(PATIENCE)
                    .until(() -> second.closedQuotes("BTCUSDT").size() >= 2
                            && third.closedQuotes("ETHUSDT").size() >= 2);
            assertThat(engine.metrics().value(Metric.ACTIVE_CONNECTIONS, "binance", "spot"))
                    .isEqualTo(1);
            assertThat(engine.metrics().value(Metric.SERIES_ACTIVE, "binance", "spot"))
                    .isEqualTo(2);
            assertThat(engine.metrics().total(Metric.SUBSCRIBERS)).isEqualTo(3);
            // As the exchange sees it. Duplicates would not tell: a bar that ends while its history is fetched comes
            // twice.
            assertThat(wayToSpot.accepted() - engine.metrics().total(Metric.RECONNECTIONS))
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldUnsubscribeFromTheExchangeSomeTimeAfterTheLastSubscriberHasGone() {
        subscribe("spot", "1m", "BTCUSDT", "ETHUSDT");
        awaitSeries(2);
        subscriber.send("{\"op\":\"unsubscribe\",\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"]}");
        awaitSeries(1);
        await().atMost(PATIENCE).until(() -> subscriber.messages("unsubscribed").size() == 1);
        final int before = quotes("BTCUSDT").size();
        final int closedBefore = subscriber.closedQuotes("ETHUSDT").size();
        await().atMost(PATIENCE).until(() -> subscriber.closedQuotes("ETHUSDT").size() >= closedBefore + 2);
        assertThat(quotes("BTCUSDT")).hasSize(before);

        subscriber.close();
        awaitSeries(0);
        await().atMost(PATIENCE).until(() -> engine.metrics().value(Metric.ACTIVE_CONNECTIONS, "binance", "spot") == 0);
    }

    @Test
    void shouldNotOweTheCandlesOfATimeInWhichNobodyWantedTheSeries() {
        final String request =
                "{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"]," + "\"interval\":\"1s\"}";
        try (SimulatedExchange realTime = Simulators.start(Exchange.BINANCE, new SimulatorOptions().symbols(3));
                Connector other = new EngineUnderTest()
                        .at(Exchange.BINANCE.venue("spot").orElseThrow(), realTime)
                        .with("CONNECTOR_UNSUBSCRIBE_LINGER", "0")
                        .launch()) {
            try (Subscriber first = new Subscriber(other.feedUri())) {
                first.send(request);
                // The last that was seen is a candle that is still forming.
                await().pollInterval(Duration.ofMillis(20))
                        .atMost(PATIENCE)
                        .until(() -> first.closedQuotes("BTCUSDT").size() >= 2 && endsWithOpen(first));
            }
            await().atMost(PATIENCE)
                    .until(() -> other.metrics().value(Metric.ACTIVE_CONNECTIONS, "binance", "spot") == 0);
            final long leftMs = realTime.timeMs();
            await().atMost(PATIENCE).until(() -> realTime.timeMs() > leftMs + 3_000);
            final long backMs = realTime.timeMs();
            try (Subscriber second = new Subscriber(other.feedUri())) {
                second.send(request);
                await().atMost(PATIENCE)
                        .until(() -> second.closedQuotes("BTCUSDT").size() >= 3);
                awaitEachOnce(second);
                assertThat(second.closedQuotes("BTCUSDT"))
                        .allMatch(quote -> EachOnce.openTimeMs(quote) > backMs - 2_000);
            }
            assertThat(other.metrics().total(Metric.GAPS_OPENED)).isZero();
        }
    }

    @Test
    void shouldKeepTheSeriesWhenSomebodyComesBackWithinTheLinger() {
        subscribe("spot", "1m", "BTCUSDT");
        awaitSeries(1);
        await().atMost(PATIENCE).until(() -> !subscriber.closedQuotes("BTCUSDT").isEmpty());
        subscriber.send("{\"op\":\"unsubscribe\",\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"]}");
        subscribe("spot", "1m", "BTCUSDT");
        final int before = subscriber.closedQuotes("BTCUSDT").size();
        await().atMost(PATIENCE).until(() -> subscriber.closedQuotes("BTCUSDT").size() >= before + 4);
        awaitEachOnce(subscriber);
        assertThat(engine.metrics().total(Metric.RECONNECTIONS)).isZero();
    }

    private static void awaitEachOnce(final Subscriber subscriber) {
        await().atMost(PATIENCE).untilAsserted(() -> EachOnce.check(subscriber.closedQuotes("BTCUSDT")));
    }

    private static boolean endsWithOpen(final Subscriber subscriber) {
        final List<Map<String, Object>> quotes = subscriber.messages("quote");
        return Boolean.FALSE.equals(quotes.get(quotes.size() - 1).get("is_closed_candle"));
    }

    private void awaitSeries(final int count) {
        await().atMost(PATIENCE).until(() -> engine.metrics().value(Metric.SERIES_ACTIVE, "binance", "spot") == count);
    }

    private void subscribe(final String market, final String interval, final String... symbols) {
        subscriber.send("{\"op\":\"subscribe\",\"exchange\":\"binance\",\"contract_type\":\"" + market
                + "\",\"interval\":\"" + interval + "\",\"symbols\":[\"" + String.join("\",\"", symbols) + "\"]}");
    }

    private List<Map<String, Object>> quotes(final String symbol) {
        final List<Map<String, Object>> quotes = subscriber.messages("quote");
        quotes.removeIf(quote -> !symbol.equals(quote.get("symbol")));
        return quotes;
    }
}
