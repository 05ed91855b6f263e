package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.sim.MadeCandle;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.engine.Connector;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simple form, field by field, as a client that knows nothing of this engine sees it. */
@Timeout(60)
class SimpleFormTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String DECIMAL = "\\d+(\\.\\d*[1-9])?";

    /** Every key of a quote, in order, with the type and format of its value. */
    private static final Pattern QUOTE = Pattern.compile("\\{\"type\":\"quote\""
            + ",\"current_time\":\"\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00\""
            + ",\"timestamp\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00\""
            + ",\"exchange\":\"binance\",\"symbol\":\"[A-Z0-9_]+\",\"contract_type\":\"(spot|usdm)\""
            + ",\"open\":" + DECIMAL + ",\"high\":" + DECIMAL + ",\"low\":" + DECIMAL + ",\"close\":" + DECIMAL
            + ",\"volume\":" + DECIMAL + ",\"trade_num\":\\d+,\"is_closed_candle\":(true|false)"
            + ",\"interval\":\"1m\",\"open_time\":\\d{13},\"close_time\":\\d{13},\"event_time\":\\d{13}"
            + ",\"received_time\":\\d{19},\"source\":\"(stream|backfill)\",\"finality\":(null|\"(exchange|rest)\")"
            + ",\"revision\":\\d+\\}");

    private static SimulatedExchange spot;
    private static SimulatedExchange usdm;
    private static Connector engine;

    @BeforeAll
    static void start() {
        spot = exchange("spot");
        usdm = exchange("usdm");
        engine = engine().launch();
    }

    @AfterAll
    static void stop() {
        engine.close();
        spot.close();
        usdm.close();
    }

    private static SimulatedExchange exchange(final String market) {
        return Simulators.start(
                Exchange.BINANCE,
                new SimulatorOptions()
                        .market(market)
                        .symbols(10)
                        .updatesPerSecond(100)
                        .closedEvery(Interval.M1, 1_000));
    }

    private static EngineUnderTest engine() {
        return new EngineUnderTest().at(venue("spot"), spot).at(venue("usdm"), usdm);
    }

    private static Venue venue(final String market) {
        return Exchange.BINANCE.venue(market).orElseThrow();
    }

    @Test
    void shouldAnswerASubscriptionAndThenSendQuotesOfExactlyTheDocumentedShape() {
        try (Subscriber subscriber = new Subscriber(engine.feedUri())) {
            subscriber.send("{\"exchange\":\"binance\",\"contract_type\":\"spot\","
                    + "\"symbols\":[\"BTCUSDT\",\"ETHUSDT\"],\"limit\":0}");
            awaitClosed(subscriber, "BTCUSDT", 3);
            awaitClosed(subscriber, "ETHUSDT", 3);

            final List<String> texts = subscriber.texts();
            assertThat(texts.get(0))
                    .isEqualTo("{\"type\":\"subscribed\",\"exchange\":\"binance\",\"contract_type\":\"spot\","
                            + "\"symbols\":[\"BTCUSDT\",\"ETHUSDT\"],\"limit\":0}");
            assertThat(texts.subList(1, texts.size()))
                    .allMatch(text -> QUOTE.matcher(text).matches());
            assertThat(subscriber.messages("quote")).allSatisfy(SimpleFormTest::assertTimesAgree);
            assertThat(subscriber.messages("quote")).anySatisfy(quote -> {
                assertThat(quote.get("is_closed_candle")).isEqualTo(false);
                assertThat(quote.get("finality")).isNull();
            });
            assertThat(subscriber.closedQuotes("BTCUSDT")).anySatisfy(quote -> {
                assertThat(quote.get("source")).isEqualTo("stream");
                assertThat(quote.get("finality")).isEqualTo("exchange");
                assertThat(number(quote, "revision")).isZero();
            });
        }
    }

    private static void assertTimesAgree(final Map<String, Object> quote) {
        final long openMs = number(quote, "open_time");
        assertThat(openMs % 60_000).isZero();
        assertThat(number(quote, "close_time")).isEqualTo(openMs + 59_999);
        final OffsetDateTime timestamp = OffsetDateTime.parse((String) quote.get("timestamp"));
        assertThat(timestamp.toInstant()).isEqualTo(Instant.ofEpochMilli(number(quote, "event_time")));
        final OffsetDateTime now = OffsetDateTime.parse(
                ((String) quote.get("current_time")).replace(' ', 'T'), DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        final long receivedMs = number(quote, "received_time") / 1_000_000;
        assertThat(now.toInstant().toEpochMilli()).isCloseTo(Instant.now().toEpochMilli(), within(60_000L));
        assertThat(now.toInstant().toEpochMilli()).isBetween(receivedMs, receivedMs + 30_000);
    }

    @Test
    void shouldSendTheExactNumbersThatTheExchangeMade() {
        try (Subscriber subscriber = new Subscriber(engine.feedUri())) {
            subscriber.send("{\"exchange\":\"binance\",\"contract_type\":\"spot\",\"symbols\":[\"BTCUSDT\"]}");
            awaitClosed(subscriber, "BTCUSDT", 4);
            final List<MadeCandle> made = spot.ledger().closed("BTCUSDT", Interval.M1);

            assertThat(subscriber.closedQuotes("BTCUSDT").subList(0, 4)).allSatisfy(quote -> {
                final MadeCandle candle = made.stream()
                        .filter(one -> one.openTimeMs() == number(quote, "open_time"))
                        .findFirst()
                        .orElseThrow();
                assertThat(decimal(quote, "open")).isEqualByComparingTo(candle.open());
                assertThat(decimal(quote, "high")).isEqualByComparingTo(candle.high());
                assertThat(decimal(quote, "low")).isEqualByComparingTo(candle.low());
                assertThat(decimal(quote, "close")).isEqualByComparingTo(candle.close());
                assertThat(decimal(quote, "volume")).isEqualByComparingTo(candle.baseVolume());
                assertThat(number(quote, "trade_num")).isEqualTo(candle.trades());
                assertThat(number(quote, "close_time")).isEqualTo(candle.closeTimeMs());
            });
        }
    }

    @Test
    void shouldCloseNormallyAfterAsManyQuotesAsTheLimitSays() {
        try (Subscriber subscriber = new Subscriber(engine.feedUri())) {
            subscriber.send(
                    "{\"exchange\":\"binance\",\"contract_type\":\"spot\",\"symbols\":[\"BTCUSDT\"],\"limit\":3}");
            awaitClose(subscriber);
            assertThat(subscriber.closeCode()).isEqualTo(1000);
            assertThat(subscriber.messages("subscribed"))
                    .singleElement()
                    .satisfies(reply -> assertThat(number(reply, "limit")).isEqualTo(3));
            assertThat(subscriber.messages("quote")).hasSize(3);
            assertThat(subscriber.texts()).hasSize(4);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"]} | spot",
                "{\"exchange\":\"binance\",\"contract_type\":\"um\",\"symbols\":[\"BTCUSDT\"]} | usdm",
                "{ \"symbols\" : [\"btcusdt\"], \"contract_type\" : \"usdm\", \"exchange\" : \"binance\" } | usdm"
            })
    void shouldFillInTheDefaultMarketAndUnderstandAliases(final String request, final String market) {
        try (Subscriber subscriber = new Subscriber(engine.feedUri())) {
            subscriber.send(request);
            awaitClosed(subscriber, "BTCUSDT", 1);
            assertThat(subscriber.texts().get(0))
                    .isEqualTo("{\"type\":\"subscribed\",\"exchange\":\"binance\",\"contract_type\":\"" + market
                            + "\",\"symbols\":[\"BTCUSDT\"],\"limit\":0}");
            assertThat(subscriber.messages("quote"))
                    .allSatisfy(quote -> assertThat(quote.get("contract_type")).isEqualTo(market));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"exchange\":\"binanec\",\"symbols\":[\"BTCUSDT\"]} | did you mean \"binance\"",
                "{\"exchange\":\"binance\",\"contract_type\":\"sopt\",\"symbols\":[\"BTCUSDT\"]} | did you mean \"spot\"",
                "{\"exchange\":\"binance\",\"symbols\":[\"BTCUSDX\"]} | BTCUSDT",
                "{\"exchange\":\"binance\",\"symbol\":[\"BTCUSDT\"]} | did you mean \"symbols\"",
                "{\"exchange\":\"binance\",\"symbols\":\"BTCUSDT\"} | array",
                "{\"exchange\":\"binance\",\"symbols\":[]} | at least one",
                "{\"exchange\":\"binance\",\"symbols\":[7]} | string",
                "{\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"],\"limit\":-1} | limit",
                "{\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"],\"limit\":\"3\"} | limit",
                "{\"symbols\":[\"BTCUSDT\"]} | exchange",
                "BTCUSDT please | JSON",
                "[] | JSON"
            })
    void shouldExplainABadSubscriptionAndCloseNormally(final String request, final String expected) {
        try (Subscriber subscriber = new Subscriber(engine.feedUri())) {
            subscriber.send(request);
            awaitClose(subscriber);
            assertThat(subscriber.closeCode()).isEqualTo(1000);
            assertThat(subscriber.texts()).hasSize(1);
            assertThat(subscriber.messages("error")).singleElement().satisfies(error -> {
                assertThat(error.keySet())
                        .startsWith("type", "message", "system_message")
                        .isSubsetOf(
                                "type",
                                "message",
                                "system_message",
                                "exchange",
                                "contract_type",
                                "symbols",
                                "exchange_message");
                assertThat((String) error.get("message")).contains(expected);
                assertThat((String) error.get("system_message")).isNotBlank();
            });
        }
    }

    @Test
    void shouldNameWhatIsKnownOfABadSubscription() {
        try (Subscriber subscriber = new Subscriber(engine.feedUri())) {
            subscriber.send("{\"exchange\":\"binance\",\"contract_type\":\"um\",\"symbols\":[\"NOSUCHCOIN\"]}");
            awaitClose(subscriber);
            assertThat(subscriber.messages("error")).singleElement().satisfies(error -> {
                assertThat(error.get("exchange")).isEqualTo("binance");
                assertThat(error.get("contract_type")).isEqualTo("usdm");
                assertThat(error.get("symbols")).isEqualTo(List.of("NOSUCHCOIN"));
                assertThat((String) error.get("message")).contains("NOSUCHCOIN");
            });
        }
    }

    @Test
    void shouldServeTheGoodSymbolsWhenOneAmongThemDoesNotExist() {
        try (Subscriber subscriber = new Subscriber(engine.feedUri())) {
            subscriber.send("{\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\",\"ETHUSDX\",\"ETHUSDT\"]}");
            awaitClosed(subscriber, "BTCUSDT", 2);
            awaitClosed(subscriber, "ETHUSDT", 2);
            assertThat(subscriber.messages("subscribed"))
                    .singleElement()
                    .satisfies(reply -> assertThat(reply.get("symbols")).isEqualTo(List.of("BTCUSDT", "ETHUSDT")));
            assertThat(subscriber.messages("error")).singleElement().satisfies(error -> {
                assertThat(error.get("symbols")).isEqualTo(List.of("ETHUSDX"));
                assertThat((String) error.get("message")).contains("ETHUSDX").contains("did you mean ETHUSDT");
            });
            assertThat(subscriber.closeCode()).isEqualTo(-1);
        }
    }

    @Test
    void shouldKeepTheFirstSubscriptionWhenASecondIsSent() {
        try (Subscriber subscriber = new Subscriber(engine.feedUri())) {
            subscriber.send("{\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"]}");
            awaitClosed(subscriber, "BTCUSDT", 1);
            subscriber.send("{\"exchange\":\"binance\",\"symbols\":[\"ETHUSDT\"]}");
            await().atMost(PATIENCE).until(() -> !subscriber.messages("error").isEmpty());
            final int before = subscriber.closedQuotes("BTCUSDT").size();
            awaitClosed(subscriber, "BTCUSDT", before + 1);
            assertThat(subscriber.closedQuotes("ETHUSDT")).isEmpty();
        }
    }

    @Test
    void shouldSayThatNoQuoteCameForTooLongAndClose() {
        spot.faults().muteSymbol("XRPUSDT");
        try (Connector impatient =
                        engine().with("CONNECTOR_STREAM_IDLE_TIMEOUT", "1.0").launch();
                Subscriber subscriber = new Subscriber(impatient.feedUri())) {
            subscriber.send("{\"exchange\":\"binance\",\"symbols\":[\"XRPUSDT\"]}");
            awaitClose(subscriber);
            assertThat(subscriber.closeCode()).isEqualTo(1000);
            assertThat(subscriber.messages("subscribed")).hasSize(1);
            assertThat(subscriber.messages("error"))
                    .singleElement()
                    .satisfies(
                            error -> assertThat((String) error.get("message")).contains("no quote came"));
        } finally {
            spot.faults().unmuteSymbol("XRPUSDT");
        }
    }

    @Test
    void shouldSayThatNoSubscriptionCameInTimeAndClose() {
        try (Connector impatient =
                        engine().with("CONNECTOR_WSS_SUBSCRIBE_TIMEOUT", "0.5").launch();
                Subscriber subscriber = new Subscriber(impatient.feedUri())) {
            awaitClose(subscriber);
            assertThat(subscriber.closeCode()).isEqualTo(1000);
            assertThat(subscriber.messages("error"))
                    .singleElement()
                    .satisfies(
                            error -> assertThat((String) error.get("message")).contains("no subscription came"));
        }
    }

    private static void awaitClosed(final Subscriber subscriber, final String symbol, final int count) {
        await().atMost(PATIENCE).until(() -> subscriber.closedQuotes(symbol).size() >= count);
    }

    private static void awaitClose(final Subscriber subscriber) {
        await().atMost(PATIENCE).until(() -> subscriber.closeCode() != -1);
    }

    private static long number(final Map<String, Object> message, final String field) {
        return ((Number) message.get(field)).longValue();
    }

    private static BigDecimal decimal(final Map<String, Object> message, final String field) {
        return new BigDecimal(message.get(field).toString());
    }
}
