package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.engine.egress.RawClient.Frame;
import dev.wick.engine.ops.Metric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RudeSubscriberTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String BTC = "{\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"]}";

    private FeedHarness feed;
    private JdkClient good;

    @BeforeEach
    void start() throws Exception {
        feed = FeedHarness.running(new FeedOptions()
                .maxMessageBytes(32 * 1024)
                .handshakeTimeoutMs(10_000)
                .subscribeTimeoutMs(10_000)
                .build());
        good = JdkClient.connect(feed).send(BTC);
        assertThat(good.next()).contains("subscribed");
    }

    @AfterEach
    void stop() throws Exception {
        // Whatever the test did: the good subscriber is served, and a new one is let in.
        feed.closed(feed.series("BTCUSDT").id(), 0);
        assertThat(good.next()).contains("\"is_closed_candle\":true");
        assertThat(JdkClient.connect(feed).send(BTC).next()).contains("subscribed");
        feed.close();
    }

    @Test
    void shouldForgetWhoLeavesInTheMiddleOfAMessage() throws Exception {
        final RawClient leaving = RawClient.connect(feed, 0);
        leaving.send("{\"exchange\":\"binance\",\"symbols\":[\"ETHUSDT\"]}");
        assertThat(leaving.nextText()).contains("subscribed");
        final String half = new String(RawClient.frame(RawClient.TEXT, BTC), StandardCharsets.ISO_8859_1);
        leaving.bytes(half.substring(0, half.length() / 2));
        leaving.close();
        await().atMost(LIMIT).until(() -> feed.metrics.value(Metric.SUBSCRIBERS) == 1);
        assertThat(feed.released).containsExactly(feed.series("ETHUSDT").id());
    }

    @Test
    void shouldEndWhoConnectsWithoutAWord() throws Exception {
        try (RawClient silent = RawClient.silent(feed)) {
            try (RawClient half = RawClient.silent(feed)) {
                half.bytes("GET / HTTP/1.1\r\nHost: ");
                // The last one in is let in after the others: then they are known to the egress.
                RawClient.connect(feed, 0).close();
                feed.advanceMs(10_001);
                assertEnded(silent);
                assertEnded(half);
            }
        }
    }

    private static void assertEnded(final RawClient client) {
        try {
            assertThat(client.next()).isNull();
        } catch (final IOException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    @Test
    void shouldAnswerAPlainHttpRequestAndEndIt() throws Exception {
        try (RawClient browser = RawClient.silent(feed)) {
            browser.bytes("GET /index.html HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(browser.httpHead()).startsWith("HTTP/1.1 404");
            browser.drain();
        }
    }

    @Test
    void shouldEndWhoSendsWhatIsNoWebSocketFrame() throws Exception {
        try (RawClient rude = RawClient.connect(feed, 0)) {
            rude.bytes("\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF");
            final Frame close = rude.next();
            assertThat(close.opcode()).isEqualTo(RawClient.CLOSE);
            assertThat(close.closeCode()).isEqualTo(1002);
            assertThat(rude.next()).isNull();
        }
    }

    @Test
    void shouldEndWhoSendsMoreThanIsTaken() throws Exception {
        try (RawClient rude = RawClient.connect(feed, 0)) {
            rude.send("x".repeat(40_000));
            final Frame close = rude.next();
            assertThat(close.opcode()).isEqualTo(RawClient.CLOSE);
            assertThat(close.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void shouldCutWhoAsksWithoutEndAndNeverReads() throws Exception {
        try (RawClient rude = RawClient.connect(feed, 8 * 1024)) {
            final byte[] pings = RawClient.frame(RawClient.PING, "p".repeat(100));
            final String many = new String(pings, StandardCharsets.ISO_8859_1).repeat(1_000);
            boolean isCut = false;
            while (!isCut) {
                try {
                    rude.bytes(many);
                } catch (final IOException e) {
                    isCut = true;
                }
                isCut |= feed.metrics.value(Metric.SUBSCRIBERS_CUT, "backlog") > 0;
            }
        }
    }
}
