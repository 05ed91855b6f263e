package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.engine.egress.RawClient.Frame;
import dev.wick.engine.ops.Metric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each limit on what a client may take, over a real socket: the error, the close code, and the counter. */
@Timeout(60)
class LimitsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String BTC = "{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"]}";

    private FeedHarness feed;

    private void start(final Consumer<FeedOptions> options) throws Exception {
        final FeedOptions all = new FeedOptions();
        options.accept(all);
        feed = FeedHarness.running(all.build());
    }

    @AfterEach
    void stop() {
        feed.close();
    }

    @Test
    void shouldTurnAwayWhoComesWhenAllPlacesAreTaken() throws Exception {
        start(options -> options.maxConnections(1));
        try (RawClient first = RawClient.connect(feed, 0)) {
            assertTurnedAway("too_many");
            first.send(BTC);
            assertThat(first.nextText()).contains("subscribed");
        }
        assertLetInAgain();
    }

    @Test
    void shouldTurnAwayWhoComesTooOftenFromOneAddressHoweverTheOthersEnd() throws Exception {
        start(options -> options.maxConnectionsPerAddress(2).handshakeTimeoutMs(10_000));
        final RawClient first = RawClient.connect(feed, 0);
        final RawClient second = RawClient.connect(feed, 0);
        assertTurnedAway("too_many_per_address");
        second.close();
        assertLetInAgain();
        // Without a handshake, and with one that is refused: each is forgotten when it ends.
        final AtomicReference<RawClient> silent = new AtomicReference<>();
        await().atMost(PATIENCE).until(() -> isFullBy(silent));
        feed.advanceMs(10_001);
        assertLetInAgain();
        try (RawClient browser = RawClient.silent(feed)) {
            browser.bytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            browser.drain();
        }
        assertLetInAgain();
        silent.get().close();
        first.close();
    }

    /** The one who looked last may not be forgotten yet, and then the silent one is turned away as well. */
    private boolean isFullBy(final AtomicReference<RawClient> silent) throws Exception {
        silent.set(RawClient.silent(feed));
        if (isFull()) {
            return true;
        }
        silent.get().close();
        return false;
    }

    private boolean isFull() {
        try {
            RawClient.connect(feed, 0).close();
            return false;
        } catch (final IOException e) {
            return true;
        }
    }

    private void assertTurnedAway(final String reason) {
        assertThat(isFull()).isTrue();
        await().atMost(PATIENCE).until(() -> feed.metrics.value(Metric.SUBSCRIBERS_CUT, reason) >= 1);
        assertThat(feed.metrics.value(Metric.SUBSCRIBER_ERRORS, reason)).isGreaterThanOrEqualTo(1);
    }

    private void assertLetInAgain() {
        await().atMost(PATIENCE).until(() -> !isFull());
    }

    @Test
    void shouldCountWhoDoesNotShakeHandsInTime() throws Exception {
        start(options -> options.handshakeTimeoutMs(3_000).subscribeTimeoutMs(60_000));
        try (RawClient half = RawClient.silent(feed)) {
            half.bytes("GET / HTTP/1.1\r\nHost: ");
            try (RawClient whole = RawClient.connect(feed, 0)) {
                // It has its answer a little before the egress hears that it has shaken hands.
                await().atMost(PATIENCE).until(() -> feed.metrics.value(Metric.SUBSCRIBERS) == 1);
                feed.advanceMs(3_001);
                await().atMost(PATIENCE)
                        .until(() -> feed.metrics.value(Metric.SUBSCRIBERS_CUT, "handshake_timeout") == 1);
                whole.send("{\"op\":\"ping\"}");
                assertThat(whole.nextText()).contains("pong");
            }
        }
    }

    @Test
    void shouldGiveTheFirstMessageItsTimeFromTheHandshakeOn() throws Exception {
        start(options -> options.subscribeTimeoutMs(3_000));
        try (RawClient silent = RawClient.connect(feed, 0)) {
            await().atMost(PATIENCE).until(() -> feed.metrics.value(Metric.SUBSCRIBERS) == 1);
            feed.advanceMs(3_001);
            assertThat(silent.nextText()).contains("\"system_message\":\"subscribe_timeout\"");
            assertClosed(silent, 1000);
            assertThat(feed.metrics.value(Metric.SUBSCRIBER_ERRORS, "subscribe_timeout"))
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldCloseWhoSendsMoreMessagesThanItMay() throws Exception {
        start(options -> options.messagesPerSecond(2));
        try (RawClient rude = RawClient.connect(feed, 0)) {
            for (int i = 0; i < 2 * FeedLimits.BURST_SECONDS; i++) {
                rude.send("{\"op\":\"ping\",\"id\":" + i + "}");
                assertThat(rude.nextText()).contains("pong");
            }
            feed.advanceMs(500);
            rude.send("{\"op\":\"ping\"}");
            assertThat(rude.nextText()).as("time brings one back").contains("pong");
            rude.send("{\"op\":\"ping\"}");
            rude.send("{\"op\":\"ping\"}");
            assertTooMany(rude);
        }
    }

    @Test
    void shouldCountControlFramesAndPartsOfMessages() throws Exception {
        start(options -> options.messagesPerSecond(2));
        try (RawClient rude = RawClient.connect(feed, 0)) {
            for (int i = 0; i < 2 * FeedLimits.BURST_SECONDS; i++) {
                rude.send(i % 2 == 0 ? RawClient.PING : RawClient.PONG, "");
            }
            rude.send(RawClient.PONG, "");
            for (int i = 0; i < FeedLimits.BURST_SECONDS; i++) {
                assertThat(rude.next().opcode()).isEqualTo(RawClient.PONG);
            }
            assertTooMany(rude);
        }
        try (RawClient rude = RawClient.connect(feed, 0)) {
            final String empty = new String(RawClient.frame(0, ""), StandardCharsets.ISO_8859_1);
            final String begin = new String(RawClient.frame(RawClient.TEXT, "{"), StandardCharsets.ISO_8859_1);
            // Without the bit that says that it is the last.
            rude.bytes((char) (begin.charAt(0) & 0x7F) + begin.substring(1));
            rude.bytes(((char) 0 + empty.substring(1)).repeat(2 * FeedLimits.BURST_SECONDS));
            assertTooMany(rude);
        }
    }

    private void assertTooMany(final RawClient rude) throws IOException {
        assertThat(rude.nextText()).contains("\"system_message\":\"too_many_messages\"");
        assertClosed(rude, 1008);
        assertThat(feed.metrics.value(Metric.SUBSCRIBER_ERRORS, "too_many_messages"))
                .isGreaterThanOrEqualTo(1);
        assertThat(feed.metrics.value(Metric.SUBSCRIBERS_CUT, "too_many_messages"))
                .isGreaterThanOrEqualTo(1);
    }

    @Test
    void shouldCloseWhoHasNoSubscriptionAndAsksForNothing() throws Exception {
        start(options -> options.idleTimeoutMs(3_000));
        try (RawClient idle = RawClient.connect(feed, 0);
                RawClient subscribed = RawClient.connect(feed, 0)) {
            subscribed.send(BTC);
            assertThat(subscribed.nextText()).contains("subscribed");
            idle.send(BTC);
            assertThat(idle.nextText()).contains("subscribed");
            idle.send(BTC.replace("subscribe", "unsubscribe"));
            assertThat(idle.nextText()).contains("unsubscribed");
            feed.advanceMs(2_000);
            idle.send("{\"op\":\"ping\"}");
            assertThat(idle.nextText()).contains("pong");
            feed.advanceMs(2_000);
            idle.send("{\"op\":\"ping\"}");
            assertThat(idle.nextText()).contains("pong");
            feed.advanceMs(3_001);
            assertThat(idle.nextText()).contains("\"system_message\":\"idle\"");
            assertClosed(idle, 1000);
            assertThat(feed.metrics.value(Metric.SUBSCRIBER_ERRORS, "idle")).isEqualTo(1);
            subscribed.send("{\"op\":\"ping\"}");
            assertThat(subscribed.nextText()).contains("pong");
        }
    }

    @Test
    void shouldPingWhoIsSilentAndEndWhoDoesNotAnswer() throws Exception {
        start(options -> options.pings(5_000, 3_000));
        try (RawClient dead = RawClient.connect(feed, 0);
                RawClient alive = RawClient.connect(feed, 0)) {
            dead.send(BTC);
            assertThat(dead.nextText()).contains("subscribed");
            alive.send(BTC);
            assertThat(alive.nextText()).contains("subscribed");
            feed.advanceMs(5_001);
            assertThat(dead.next().opcode()).isEqualTo(RawClient.PING);
            assertThat(alive.next().opcode()).isEqualTo(RawClient.PING);
            alive.send("{\"op\":\"ping\"}");
            assertThat(alive.nextText()).contains("pong");
            feed.advanceMs(3_001);
            await().atMost(PATIENCE).until(() -> feed.metrics.value(Metric.SUBSCRIBERS_CUT, "no_pong") == 1);
            assertThat(feed.metrics.value(Metric.SUBSCRIBERS)).isEqualTo(1);
            feed.closed(feed.series("BTCUSDT").id(), 0);
            assertThat(alive.nextText()).as("any frame is a sign of life").contains("\"quote\"");
        }
    }

    @Test
    void shouldCutWhoPingsWithoutEndAndReadsNoPong() throws Exception {
        start(options -> options.backlog(8_000, 64_000, 1_000).sendBufferBytes(8_000));
        try (RawClient rude = RawClient.connect(feed, 8_000)) {
            final String many = new String(
                            RawClient.frame(RawClient.PING, "p".repeat(100)), StandardCharsets.ISO_8859_1)
                    .repeat(1_000);
            await().atMost(PATIENCE).until(() -> {
                try {
                    rude.bytes(many);
                } catch (final IOException e) {
                    return true;
                }
                return feed.metrics.value(Metric.SUBSCRIBERS_CUT, "backlog") > 0;
            });
            assertThat(feed.metrics.value(Metric.SUBSCRIBERS_CUT, "backlog")).isEqualTo(1);
        }
    }

    private static void assertClosed(final RawClient client, final int code) throws IOException {
        final Frame close = client.next();
        assertThat(close.opcode()).isEqualTo(RawClient.CLOSE);
        assertThat(close.closeCode()).isEqualTo(code);
    }
}
