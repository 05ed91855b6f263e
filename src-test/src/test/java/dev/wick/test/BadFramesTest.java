package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.engine.Connector;
import dev.wick.engine.ops.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an exchange may send by mistake: each is counted once, and the good candles before and after it arrive. */
@Timeout(60)
class BadFramesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String BAD = "BTCUSDT";
    private static final String GOOD = "ETHUSDT";
    private static final long MINUTE_MS = 60_000;

    private final RawExchange exchange = new RawExchange();
    private final long openTimeMs = RawExchange.nowMs() / MINUTE_MS * MINUTE_MS;
    private Connector engine;
    private Subscriber subscriber;
    private int trades;

    @BeforeEach
    void subscribe() {
        engine = engine();
        subscriber = new Subscriber(engine.feedUri());
        subscriber.send("{\"exchange\":\"binance\",\"symbols\":[\"" + BAD + "\",\"" + GOOD + "\"]}");
        await().atMost(PATIENCE).until(() -> exchange.subscriptions() > 0);
    }

    private Connector engine() {
        return new EngineUnderTest()
                .with("CONNECTOR_BINANCE_SPOT_WS_URL", exchange.wsUrl())
                .with("CONNECTOR_BINANCE_SPOT_REST_URL", exchange.restUrl())
                // Its REST side would say that nothing has ever traded before.
                .with("CONNECTOR_HISTORY_BOOTSTRAP", "0")
                .launch();
    }

    @AfterEach
    void stop() {
        subscriber.close();
        engine.close();
        exchange.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "prices_crossed | 10 | 9 | 8 | 9 | 1 | 0",
                "prices_crossed | 10 | 11 | 10.5 | 10 | 1 | 0",
                "prices_crossed | 10 | 9 | 11 | 10 | 1 | 0",
                "negative_value | 10 | 11 | 9 | 10 | -0.5 | 0",
                "negative_value | 1 | 1 | -1 | 1 | 5 | 0",
                "off_grid | 10 | 11 | 9 | 10 | 1 | 1",
                "in_the_future | 10 | 11 | 9 | 10 | 1 | 31536000000",
                "before_2009 | 10 | 11 | 9 | 10 | 1 | -1200000000000"
            })
    void shouldRejectABrokenCandleByItsReason(
            final String reason,
            final String open,
            final String high,
            final String low,
            final String close,
            final String volume,
            final long shiftMs) {
        exchange.send(RawExchange.kline(BAD, openTimeMs + shiftMs, open, high, low, close, volume, 3, false));
        assertOnly(Metric.CANDLES_REJECTED, "binance", "spot", reason);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "not JSON | what is this",
                "HTML | <html><body>502 Bad Gateway</body></html>",
                "an open brace | {",
                "open arrays | [[[[",
                "empty | ''"
            })
    void shouldCountAFrameThatIsNotJson(final String name, final String frame) {
        exchange.send(frame);
        assertOnly(Metric.FRAMES, "binance", "spot", "garbled");
    }

    @ParameterizedTest
    @CsvSource({"NaN", "-NaN", "Infinity", "1e999", "0x10", "1.2.3", "'12,5'", "abc"})
    void shouldCountAFrameWhosePriceIsNoNumber(final String price) {
        exchange.send(RawExchange.kline(BAD, openTimeMs, price, price, price, price, "1", 3, false));
        assertOnly(Metric.FRAMES, "binance", "spot", "garbled");
    }

    @Test
    void shouldCountAFrameThatIsCutAnywhere() {
        final String whole = RawExchange.kline(BAD, openTimeMs, "10", "11", "9", "10", "1", 3, true);
        final int step = 7;
        int count = 0;
        for (int length = 1; length < whole.length(); length += step) {
            exchange.send(whole.substring(0, length));
            count++;
        }
        final int cut = count;
        await().atMost(PATIENCE)
                .until(() -> engine.metrics().value(Metric.FRAMES, "binance", "spot", "garbled") == cut);
        assertGoodGoesOn();
        assertNothingOfTheBad();
        assertThat(engine.metrics().total(Metric.RECONNECTIONS)).isZero();
    }

    @Test
    void shouldCountABinaryFrameAndGoOn() {
        exchange.send(new byte[] {0, 1, 2, (byte) 0xff, (byte) 0xfe});
        assertOnly(Metric.FRAMES, "binance", "spot", "garbled");
    }

    @Test
    void shouldDropTheConnectionThatSendsTenMegabytesAndDialAgain() {
        final String huge = "{\"stream\":\"" + "x".repeat(10 << 20) + "\"}";
        exchange.send(huge);
        await().atMost(PATIENCE).until(() -> engine.metrics().total(Metric.CONNECTION_ERRORS) == 1);
        await().atMost(PATIENCE).until(() -> exchange.subscriptions() >= 2);
        assertGoodGoesOn();
        assertNothingOfTheBad();
        assertThat(subscriber.closeCode()).isEqualTo(-1);
        assertThat(engine.metrics().total(Metric.RECONNECTIONS)).isEqualTo(1);
    }

    @Test
    void shouldAskAgainWhenMissingCandlesAreAnsweredByAWebPage() {
        exchange.klines("<html><body>Maintenance</body></html>");
        sendClosed(openTimeMs - 10 * MINUTE_MS);
        sendClosed(openTimeMs - 8 * MINUTE_MS);
        await().atMost(PATIENCE)
                .until(() -> engine.metrics().value(Metric.REST_BACKFILLS, "binance", "spot", "error") >= 1);
        assertGoodGoesOn();

        final long missingMs = openTimeMs - 9 * MINUTE_MS;
        exchange.klines("[" + row(missingMs) + "," + row(missingMs + MINUTE_MS) + "]");
        await().atMost(PATIENCE)
                .until(() -> subscriber.closedQuotes(BAD).stream()
                        .anyMatch(quote -> ((Number) quote.get("open_time")).longValue() == missingMs));
        assertThat(subscriber.closedQuotes(BAD)).hasSize(3);
        assertThat(subscriber.closedQuotes(BAD)).anySatisfy(quote -> {
            assertThat(quote.get("source")).isEqualTo("backfill");
            assertThat(quote.get("finality")).isEqualTo("rest");
        });
    }

    @Test
    void shouldLetSymbolsThroughWhenTheListOfSymbolsIsAWebPage() {
        exchange.exchangeInfo("<!DOCTYPE html><title>Error</title>");
        try (Connector fresh = engine();
                Subscriber other = new Subscriber(fresh.feedUri())) {
            final int before = exchange.subscriptions();
            other.send("{\"exchange\":\"binance\",\"symbols\":[\"" + GOOD + "\"]}");
            await().atMost(PATIENCE).until(() -> exchange.subscriptions() > before);
            assertThat(other.messages("subscribed")).hasSize(1);
            exchange.send(good());
            await().atMost(PATIENCE).until(() -> !other.messages("quote").isEmpty());
        }
    }

    private void sendClosed(final long closedOpenTimeMs) {
        exchange.send(RawExchange.kline(BAD, closedOpenTimeMs, "10", "11", "9", "10", "1", 3, true));
    }

    private static String row(final long rowOpenTimeMs) {
        return "[" + rowOpenTimeMs + ",\"10\",\"11\",\"9\",\"10\",\"1\"," + (rowOpenTimeMs + MINUTE_MS - 1)
                + ",\"1\",3,\"1\",\"1\",\"0\"]";
    }

    /** The counter went up by one, no candle came of it, and the other series goes on over the same connection. */
    private void assertOnly(final Metric metric, final String... labels) {
        await().atMost(PATIENCE).until(() -> engine.metrics().value(metric, labels) >= 1);
        assertGoodGoesOn();
        assertNothingOfTheBad();
        assertThat(engine.metrics().value(metric, labels)).isEqualTo(1);
        assertThat(engine.metrics().total(Metric.HANDLER_ERRORS)).isZero();
        assertThat(engine.metrics().total(Metric.RECONNECTIONS)).isZero();
    }

    private void assertGoodGoesOn() {
        exchange.send(good());
        final int sent = trades;
        await().atMost(PATIENCE)
                .until(() -> subscriber.messages("quote").stream()
                        .anyMatch(quote -> GOOD.equals(quote.get("symbol"))
                                && ((Number) quote.get("trade_num")).intValue() == sent));
    }

    private String good() {
        trades++;
        return RawExchange.kline(GOOD, openTimeMs, "10", "11", "9", "10", "1." + trades, trades, false);
    }

    private void assertNothingOfTheBad() {
        final List<Map<String, Object>> quotes = subscriber.messages("quote");
        assertThat(quotes)
                .isNotEmpty()
                .allSatisfy(quote -> assertThat(quote.get("symbol")).isEqualTo(GOOD));
    }
}
