package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.wick.engine.egress.JsonIn.Field;
import dev.wick.engine.ops.Metric;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SimpleFormTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String BTC = "{\"exchange\":\"binance\",\"contract_type\":\"spot\",\"symbols\":[\"BTCUSDT\"]}";

    private FeedHarness feed;

    @BeforeEach
    void start() throws Exception {
        feed = FeedHarness.running(new FeedOptions()
                .maxConnections(3)
                .handshakeTimeoutMs(10_000)
                .subscribeTimeoutMs(10_000)
                .streamIdleTimeoutMs(10_000)
                .build());
    }

    @AfterEach
    void stop() {
        feed.close();
    }

    @Test
    void shouldTellOfEventsOnlyWhereTheyWereAskedFor() throws Exception {
        final JdkClient asking = JdkClient.connect(feed);
        asking.send("{\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"],\"events\":true}");
        assertThat(asking.next()).contains("\"subscribed\"");
        final JdkClient other = JdkClient.connect(feed);
        other.send("{\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"]}");
        assertThat(other.next()).contains("\"subscribed\"");
        feed.agent.status(feed.series("BTCUSDT"), "STALE", "no connection", 7);
        assertThat(asking.next()).contains("\"type\":\"status\"", "\"STALE\"");
        feed.closed(feed.series("BTCUSDT").id(), 0);
        assertThat(asking.next()).contains("\"quote\"");
        assertThat(other.next()).contains("\"quote\"");
        final CompletableFuture<Integer> done = feed.agent.shutdown(10_000, "maintenance");
        assertThat(asking.next()).contains("\"type\":\"shutdown\"");
        assertThat(asking.closeCode()).isEqualTo(1001);
        assertThat(other.closeCode()).isEqualTo(1001);
        assertThat(other.hasMessages()).isFalse();
        assertThat(done.get(20, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void shouldConfirmTheSubscriptionAndSendEachQuoteOnce() throws Exception {
        final JdkClient client =
                JdkClient.connect(feed).send("{\"exchange\":\"binance\",\"symbols\":[\"btcusdt\",\"ETHUSDT\"]}");
        assertThat(client.next())
                .isEqualTo("{\"type\":\"subscribed\",\"exchange\":\"binance\",\"contract_type\":\"spot\","
                        + "\"symbols\":[\"BTCUSDT\",\"ETHUSDT\"],\"limit\":0}");
        final int id = feed.series("BTCUSDT").id();
        feed.open(id, 0, 5);
        assertThat(client.next()).contains("\"is_closed_candle\":false", "\"trade_num\":5,");
        feed.closed(id, 0);
        final Map<String, Field> closed = client.nextFields();
        assertThat(closed.keySet())
                .containsExactly(
                        "type",
                        "current_time",
                        "timestamp",
                        "exchange",
                        "symbol",
                        "contract_type",
                        "open",
                        "high",
                        "low",
                        "close",
                        "volume",
                        "trade_num",
                        "is_closed_candle",
                        "interval",
                        "open_time",
                        "close_time",
                        "event_time",
                        "received_time",
                        "source",
                        "finality",
                        "revision");
        assertThat(closed.get("is_closed_candle").raw()).isEqualTo("true");
        assertThat(closed.get("finality").value()).isEqualTo("exchange");
        assertThat(feed.wanted).containsExactly(id, feed.series("ETHUSDT").id());
        await().atMost(LIMIT).until(() -> feed.hops.get() == 2);
        assertThat(feed.metrics.value(Metric.QUOTES_SENT, "true")).isEqualTo(1);
        assertThat(feed.metrics.value(Metric.QUOTES_SENT, "false")).isEqualTo(1);
    }

    @Test
    void shouldNotMeasureTheWayOfACandleThatHasNoStampOfItsReading() throws Exception {
        final JdkClient client =
                JdkClient.connect(feed).send("{\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"],\"limit\":0}");
        assertThat(client.next()).contains("subscribed");
        final int id = feed.series("BTCUSDT").id();
        feed.readNs = 0;
        feed.closed(id, 0);
        assertThat(client.next()).contains("quote");
        feed.readNs = 1;
        feed.closed(id, 1);
        assertThat(client.next()).contains("quote");
        await().atMost(LIMIT).until(() -> feed.hops.get() > 0);
        assertThat(feed.hops.get()).isEqualTo(1);
    }

    @Test
    void shouldCloseNormallyAfterAsManyQuotesAsWereAskedFor() throws Exception {
        final JdkClient client =
                JdkClient.connect(feed).send("{\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"],\"limit\":3}");
        assertThat(client.next()).contains("\"limit\":3");
        for (int minute = 0; minute < 10; minute++) {
            feed.closed(feed.series("BTCUSDT").id(), minute);
        }
        for (int minute = 0; minute < 3; minute++) {
            assertThat(client.nextFields().get("open_time").raw())
                    .isEqualTo(Long.toString(FeedHarness.FIRST_OPEN_TIME_MS + minute * FeedHarness.MINUTE_MS));
        }
        assertThat(client.closeCode()).isEqualTo(1000);
        assertThat(client.hasMessages()).isFalse();
        await().atMost(LIMIT).until(() -> !feed.released.isEmpty());
    }

    @Test
    void shouldGoOnWithTheGoodSymbolsAndNameTheBadOnes() throws Exception {
        final JdkClient client =
                JdkClient.connect(feed).send("{\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\",\"NONSENSE\"]}");
        assertThat(client.next()).contains("\"symbols\":[\"BTCUSDT\"]");
        assertThat(client.next())
                .isEqualTo("{\"type\":\"error\",\"message\":\"NONSENSE: not listed\",\"system_message\":\"refused\","
                        + "\"exchange\":\"binance\",\"contract_type\":\"spot\",\"symbols\":[\"NONSENSE\"],"
                        + "\"exchange_message\":\"-1121 Invalid symbol.\"}");
        feed.closed(feed.series("BTCUSDT").id(), 0);
        assertThat(client.next()).contains("\"is_closed_candle\":true");
    }

    @Test
    void shouldCloseNormallyAfterABadSubscription() throws Exception {
        for (final String bad : new String[] {
            "garbage",
            "{\"exchange\":\"nowhere\",\"symbols\":[\"BTCUSDT\"]}",
            "{\"exchange\":\"binance\",\"symbols\":[\"NONSENSE\"]}",
            "{\"exchange\":\"binance\",\"symbols\":[" + "\"BTCUSDT\",".repeat(9_999) + "\"ETHUSDT\"]}"
        }) {
            final JdkClient client = JdkClient.connect(feed).send(bad);
            assertThat(client.nextFields().get("type").value()).isEqualTo("error");
            assertThat(client.closeCode()).isEqualTo(1000);
        }
        assertThat(feed.metrics.total(Metric.SUBSCRIBER_ERRORS)).isEqualTo(4);
        assertThat(feed.metrics.value(Metric.SUBSCRIBER_ERRORS, "too_many_symbols"))
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseABinaryMessage() throws Exception {
        final JdkClient client = JdkClient.connect(feed).sendBinary();
        assertThat(client.next()).contains("binary messages mean nothing here");
        assertThat(client.closeCode()).isEqualTo(1000);
        assertThat(feed.metrics.value(Metric.SUBSCRIBER_ERRORS, "binary")).isEqualTo(1);
    }

    @Test
    void shouldGoOnAfterASecondSubscription() throws Exception {
        final JdkClient client = JdkClient.connect(feed).send(BTC);
        client.next();
        client.send(BTC);
        assertThat(client.next()).contains("already_subscribed");
        client.send("garbage");
        assertThat(client.next()).contains("not JSON");
        feed.closed(feed.series("BTCUSDT").id(), 0);
        assertThat(client.next()).contains("\"is_closed_candle\":true");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void shouldEndAConnectionThatSaysNothing() throws Exception {
        final JdkClient client = JdkClient.connect(feed);
        await().atMost(LIMIT).until(() -> feed.metrics.value(Metric.SUBSCRIBERS) == 1);
        feed.advanceMs(9_000);
        feed.advanceMs(1_001);
        assertThat(client.next()).contains("subscribe_timeout");
        assertThat(client.closeCode()).isEqualTo(1000);
        await().atMost(LIMIT).until(() -> feed.metrics.value(Metric.SUBSCRIBERS) == 0);
    }

    @Test
    void shouldEndAConnectionThatGetsNoQuote() throws Exception {
        final JdkClient client = JdkClient.connect(feed).send(BTC);
        client.next();
        feed.advanceMs(8_000);
        feed.closed(feed.series("BTCUSDT").id(), 0);
        client.next();
        feed.advanceMs(8_000);
        feed.closed(feed.series("BTCUSDT").id(), 1);
        client.next();
        feed.advanceMs(10_001);
        assertThat(client.next()).contains("idle_timeout");
        assertThat(client.closeCode()).isEqualTo(1000);
    }

    @Test
    void shouldFreeWhatAVanishedSubscriberHeld() throws Exception {
        final JdkClient staying = JdkClient.connect(feed).send(BTC);
        staying.next();
        final JdkClient leaving =
                JdkClient.connect(feed).send("{\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\",\"ETHUSDT\"]}");
        leaving.next();
        leaving.closeNormally();
        assertThat(leaving.closeCode()).isEqualTo(1000);
        await().atMost(LIMIT).until(() -> !feed.released.isEmpty());
        assertThat(feed.released).containsExactly(feed.series("ETHUSDT").id());
        feed.closed(feed.series("BTCUSDT").id(), 0);
        assertThat(staying.next()).contains("\"is_closed_candle\":true");
    }

    @Test
    void shouldTurnAwayWhoeverIsOneTooManyAndLetTheNextInLater() throws Exception {
        final JdkClient first = JdkClient.connect(feed);
        JdkClient.connect(feed);
        JdkClient.connect(feed);
        assertThat(catchThrowable(() -> JdkClient.connect(feed))).isNotNull();
        assertThat(feed.metrics.value(Metric.SUBSCRIBERS_CUT, "too_many")).isPositive();
        first.closeNormally();
        await().atMost(LIMIT).until(() -> feed.metrics.value(Metric.SUBSCRIBERS) == 2);
        final JdkClient again = JdkClient.connect(feed).send(BTC);
        assertThat(again.next()).contains("subscribed");
    }
}
