package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wick.adapters.feed.Series;
import dev.wick.engine.door.Door;
import dev.wick.engine.door.DoorSettings;
import dev.wick.engine.ops.Metric;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FullFormTest {
    private FeedHarness feed;
    private JdkClient client;

    @BeforeEach
    void start() throws Exception {
        feed = FeedHarness.running(FeedHarness.settings());
        client = JdkClient.connect(feed);
    }

    @AfterEach
    void stop() {
        feed.close();
    }

    @Test
    void shouldCarryManySubscriptionsOnOneConnection() throws Exception {
        client.send(op("subscribe", 1, "\"symbols\":[\"BTCUSDT\"]"));
        assertThat(client.next())
                .isEqualTo("{\"type\":\"subscribed\",\"id\":1,\"exchange\":\"binance\",\"contract_type\":\"spot\","
                        + "\"symbols\":[\"BTCUSDT\"],\"interval\":\"1m\",\"closed_only\":false,"
                        + "\"timestamps\":false,\"on_slow\":\"conflate\"}");
        client.send(op("subscribe", 2, "\"symbols\":[\"ETHUSDT\"],\"interval\":\"5m\",\"closed_only\":true"));
        assertThat(client.next()).contains("\"id\":2", "\"interval\":\"5m\",\"closed_only\":true");
        client.send("{\"op\":\"list\",\"id\":\"all\"}");
        assertThat(client.next())
                .startsWith("{\"type\":\"subscriptions\",\"id\":\"all\",\"subscriptions\":[{\"exchange\":\"binance\",")
                .contains(
                        "\"interval\":\"1m\",\"closed_only\":false,\"symbols\":[\"BTCUSDT\"],\"series\":[{\"symbol\":\"BTCUSDT\",\"state\":\"LIVE\",\"watermark\":null,\"missing\":0}]}")
                .contains("\"interval\":\"5m\",\"closed_only\":true,\"symbols\":[\"ETHUSDT\"],\"series\":[");
        client.send("{\"op\":\"unsubscribe\",\"id\":3,\"exchange\":\"binance\",\"symbols\":[\"btcusdt\",\"X\"]}");
        assertThat(client.next()).contains("\"type\":\"unsubscribed\",\"id\":3", "\"symbols\":[\"BTCUSDT\"]");
        assertThat(client.next()).contains("\"type\":\"error\",\"id\":3", "not subscribed here", "\"symbols\":[\"X\"]");
        assertThat(feed.released).containsExactly(feed.series("BTCUSDT").id());
    }

    @Test
    void shouldTellFullFormSubscribersOfEachChangeOfASeriesState() throws Exception {
        client.send(op("subscribe", 1, "\"symbols\":[\"BTCUSDT\",\"ETHUSDT\"]"));
        client.next();
        feed.agent.status(feed.series("BTCUSDT"), "STALE", "no connection, dialling", 7);
        assertThat(client.next())
                .isEqualTo("{\"type\":\"status\",\"exchange\":\"binance\",\"contract_type\":\"spot\","
                        + "\"symbol\":\"BTCUSDT\",\"interval\":\"1m\",\"state\":\"STALE\","
                        + "\"reason\":\"no connection, dialling\",\"time\":7}");
        feed.agent.status(feed.series("SOLUSDT"), "STALE", "of no interest here", 8);
        feed.agent.status(feed.series("BTCUSDT"), "LIVE", "delivering as usual", 9);
        assertThat(client.next()).contains("\"symbol\":\"BTCUSDT\"", "\"state\":\"LIVE\"", "\"time\":9");
    }

    @Test
    void shouldTellFullFormSubscribersWhatBecomesOfAGap() throws Exception {
        client.send(op("subscribe", 1, "\"symbols\":[\"BTCUSDT\"]"));
        client.next();
        final Series btc = feed.series("BTCUSDT");
        feed.agent.gap(new GapEvent.Opened(feed.series("SOLUSDT"), 1, 60_000, 60_000, 1));
        feed.agent.gap(new GapEvent.Opened(btc, 7, 60_000, 180_000, 3));
        feed.agent.gap(new GapEvent.Missing(btc, 8, 60_000, 120_000, 2, "timeout", "no answer in 5 s", 1_008));
        feed.agent.gap(new GapEvent.Repaired(btc, 9, 2, 1, 240_000));
        final String head = "{\"type\":\"status\",\"exchange\":\"binance\",\"contract_type\":\"spot\","
                + "\"symbol\":\"BTCUSDT\",\"interval\":\"1m\",\"event\":";
        assertThat(client.next())
                .isEqualTo(head + "\"gap_opened\",\"from\":60000,\"to\":180000,\"count\":3,\"time\":7}");
        assertThat(client.next())
                .isEqualTo(head + "\"gap_missing\",\"from\":60000,\"to\":120000,\"count\":2,\"cause\":\"timeout\","
                        + "\"reason\":\"no answer in 5 s\",\"next_try\":1008,\"time\":8}");
        assertThat(client.next())
                .isEqualTo(head + "\"gap_repaired\",\"delivered\":2,\"empty\":1,\"watermark\":240000,\"time\":9}");
    }

    @Test
    void shouldTellAFreshSubscriberOfAStateThatIsNotTheUsualOne() throws Exception {
        feed.agent.status(feed.series("BTCUSDT"), "DELISTED", "binance spot does not list it any more", 7);
        feed.agent.status(feed.series("ETHUSDT"), "STALE", "", 7);
        feed.agent.status(feed.series("ETHUSDT"), "LIVE", "", 8);
        client.send(op("subscribe", 1, "\"symbols\":[\"BTCUSDT\",\"ETHUSDT\"]"));
        assertThat(client.next()).contains("\"type\":\"subscribed\"");
        assertThat(client.next()).contains("\"type\":\"status\"", "\"state\":\"DELISTED\"");
        client.send("{\"op\":\"ping\"}");
        assertThat(client.next()).isEqualTo("{\"type\":\"pong\"}");
    }

    @Test
    void shouldEchoNoContractTypeWhereTheSymbolsTell() throws Exception {
        client.send("{\"op\":\"subscribe\",\"exchange\":\"okx\",\"symbols\":[\"BTC-USDT\"]}");
        assertThat(client.next()).startsWith("{\"type\":\"subscribed\",\"exchange\":\"okx\",\"contract_type\":null,");
        client.send("{\"op\":\"unsubscribe\",\"exchange\":\"okx\",\"symbols\":[\"BTC-USDT\"]}");
        assertThat(client.next()).startsWith("{\"type\":\"unsubscribed\",\"exchange\":\"okx\",\"contract_type\":null,");
    }

    @Test
    void shouldAnswerAPing() throws Exception {
        client.send("{\"op\":\"ping\",\"id\":7}");
        assertThat(client.next()).isEqualTo("{\"type\":\"pong\",\"id\":7}");
        client.send("{\"op\":\"ping\"}");
        assertThat(client.next()).isEqualTo("{\"type\":\"pong\"}");
    }

    @Test
    void shouldLeaveOutOpenCandlesWhereOnlyClosedOnesAreWanted() throws Exception {
        client.send(op("subscribe", 1, "\"symbols\":[\"BTCUSDT\"],\"closed_only\":true"));
        client.next();
        final int id = feed.series("BTCUSDT").id();
        feed.open(id, 0, 1);
        feed.closed(id, 0);
        assertThat(client.next()).contains("\"is_closed_candle\":true");
    }

    @Test
    void shouldSayWhenAQuoteWasSentToWhoAskedForItAndToNobodyElse() throws Exception {
        final JdkClient other = JdkClient.connect(feed);
        other.send(op("subscribe", 1, "\"symbols\":[\"BTCUSDT\"]"));
        assertThat(other.next()).contains("\"timestamps\":false");
        client.send(op("subscribe", 1, "\"symbols\":[\"BTCUSDT\"],\"timestamps\":true"));
        assertThat(client.next()).contains("\"timestamps\":true");
        client.send(op("subscribe", 2, "\"symbols\":[\"ETHUSDT\"]"));
        client.next();
        final long beforeNs = SystemEpochNanoClock.INSTANCE.nanoTime();
        feed.open(feed.series("BTCUSDT").id(), 0, 1);
        final String stamped = client.next();
        final String plain = other.next();
        final int at = stamped.indexOf(",\"sent_time\":");
        assertThat(stamped.substring(0, at) + '}').isEqualTo(plain);
        final long sentNs = Long.parseLong(stamped.substring(at + ",\"sent_time\":".length(), stamped.length() - 1));
        assertThat(sentNs).isBetween(beforeNs, SystemEpochNanoClock.INSTANCE.nanoTime());
        feed.closed(feed.series("ETHUSDT").id(), 0);
        assertThat(client.next()).contains("ETHUSDT").doesNotContain("sent_time");
        client.send(op("subscribe", 3, "\"symbols\":[\"BTCUSDT\"]"));
        client.next();
        feed.closed(feed.series("BTCUSDT").id(), 0);
        assertThat(client.next()).contains("BTCUSDT").doesNotContain("sent_time");
    }

    @Test
    void shouldKeepWhatWasSaidLastAboutBeingSlow() throws Exception {
        client.send(op("subscribe", 1, "\"symbols\":[\"BTCUSDT\"],\"on_slow\":\"disconnect\""));
        assertThat(client.next()).contains("\"on_slow\":\"disconnect\"");
        client.send(op("subscribe", 2, "\"symbols\":[\"ETHUSDT\"]"));
        assertThat(client.next()).contains("\"on_slow\":\"disconnect\"");
        client.send(op("subscribe", 3, "\"symbols\":[\"ETHUSDT\"],\"on_slow\":\"conflate\""));
        assertThat(client.next()).contains("\"on_slow\":\"conflate\"");
    }

    @Test
    void shouldSubscribeToNoMoreSeriesThanAConnectionMayHaveAndNameTheOthers() throws Exception {
        try (FeedHarness narrow =
                FeedHarness.running(new FeedOptions().maxSubscriptions(2).build())) {
            final JdkClient many = JdkClient.connect(narrow);
            many.send(op("subscribe", 1, "\"symbols\":[\"AUSDT\",\"BUSDT\",\"CUSDT\"]"));
            assertThat(many.next()).contains("\"subscribed\"", "[\"AUSDT\",\"BUSDT\"]");
            assertThat(many.next())
                    .contains("\"type\":\"error\",\"id\":1", "\"system_message\":\"too_many_subscriptions\"")
                    .contains("2 series", "\"symbols\":[\"CUSDT\"]");
            many.send(op("subscribe", 2, "\"symbols\":[\"BUSDT\"],\"closed_only\":true"));
            assertThat(many.next()).contains("\"subscribed\",\"id\":2");
            many.send(op("unsubscribe", 3, "\"symbols\":[\"AUSDT\"]"));
            many.next();
            many.send(op("subscribe", 4, "\"symbols\":[\"CUSDT\"]"));
            assertThat(many.next()).contains("\"subscribed\",\"id\":4");
            assertThat(narrow.metrics.value(Metric.SUBSCRIBER_ERRORS, "too_many_subscriptions"))
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldDeliverOnceWhatWasSubscribedTwice() throws Exception {
        for (int i = 0; i < 2; i++) {
            client.send(op("subscribe", i, "\"symbols\":[\"BTCUSDT\"]"));
            assertThat(client.next()).contains("subscribed");
        }
        feed.closed(feed.series("BTCUSDT").id(), 0);
        assertThat(client.next()).contains("quote");
        client.send("{\"op\":\"ping\"}");
        assertThat(client.next()).contains("pong");
        assertThat(feed.wanted).hasSize(1);
    }

    @Test
    void shouldStayOpenAfterAnError() throws Exception {
        client.send(op("subscribe", 5, "\"symbols\":[\"NONSENSE\"]"));
        assertThat(client.next()).contains("\"type\":\"error\",\"id\":5,\"message\":\"NONSENSE: not listed");
        client.send("{\"op\":\"dance\",\"id\":6}");
        assertThat(client.next()).contains("\"id\":6", "unknown op");
        client.send(op("subscribe", 7, "\"symbols\":[\"BTCUSDT\"],\"since\":5"));
        assertThat(client.next()).contains("\"id\":7", "\\\"since\\\" is 5", "the nearest that do are 0 and 60000");
        client.send("garbage");
        assertThat(client.next()).contains("not JSON");
        client.send("{\"op\":\"ping\",\"id\":8}");
        assertThat(client.next()).contains("pong");
        assertThat(feed.metrics.total(Metric.SUBSCRIBER_ERRORS)).isEqualTo(4);
    }

    @Test
    void shouldTellGoodbyeDeliverWhatIsQueuedAndCloseWith1001() throws Exception {
        client.send(op("subscribe", 1, "\"symbols\":[\"BTCUSDT\"]"));
        client.next();
        for (int minute = 0; minute < 200; minute++) {
            feed.closed(feed.series("BTCUSDT").id(), minute);
        }
        final CompletableFuture<Integer> done = feed.agent.shutdown(10_000, "maintenance");
        int quotes = 0;
        boolean told = false;
        while (quotes < 200 || !told) {
            final String message = client.next();
            if (message.contains("\"quote\"")) {
                quotes++;
            } else {
                assertThat(message).isEqualTo("{\"type\":\"shutdown\",\"within_ms\":10000,\"reason\":\"maintenance\"}");
                told = true;
            }
        }
        assertThat(client.closeCode()).isEqualTo(1001);
        assertThat(done.get(20, TimeUnit.SECONDS)).isZero();
        assertThat(JdkClient.connect(feed).closeCode()).isEqualTo(1001);
    }

    @Test
    void shouldNameTheSettingWhenThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final EgressSettings settings =
                    new FeedOptions().port(taken.getLocalPort()).build();
            assertThatThrownBy(() -> feed.agent.server(settings, Door.of(DoorSettings.defaults())))
                    .isInstanceOf(FeedStartException.class)
                    .hasMessageContaining("CONNECTOR_WSS_PORT: cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void shouldFreeThePortOfAServerThatWasNeverStarted() throws Exception {
        final FeedServer unused = feed.agent.server(FeedHarness.settings(), Door.of(DoorSettings.defaults()));
        assertThat(unused.isListening()).isTrue();
        unused.stopNow();
        assertThat(unused.isListening()).isFalse();
        assertThat(feed.server.isListening()).isTrue();
    }

    @Test
    void shouldNameItsThreadsSoThatTopShowsThem() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .contains("ws-accept", "ws-worker-0");
    }

    private static String op(final String op, final int id, final String rest) {
        return "{\"op\":\"" + op + "\",\"id\":" + id + ",\"exchange\":\"binance\"," + rest + "}";
    }
}
