package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.engine.egress.JsonIn.Field;
import dev.wick.engine.egress.RawClient.Frame;
import dev.wick.engine.ops.Metric;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlowSubscriberTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int SERIES = 10;
    private static final int SMALL_BUFFER = 8 * 1024;

    private FeedHarness feed;
    private int[] ids;

    @BeforeEach
    void start() throws Exception {
        feed = FeedHarness.running(new FeedOptions()
                .backlog(64 * 1024, 512 * 1024, 16_384)
                .sendBufferBytes(SMALL_BUFFER)
                .build());
        ids = new int[SERIES];
        for (int i = 0; i < SERIES; i++) {
            ids[i] = feed.series("S" + i + "USDT").id();
        }
    }

    @AfterEach
    void stop() {
        feed.close();
    }

    @Test
    void shouldGetEveryClosedCandleAndTheNewestOpenOneOnceItReadsAgain() throws Exception {
        try (RawClient slow = subscribed()) {
            final JdkClient fast = JdkClient.connect(feed).send(allSeries());
            fast.next();
            long trades = 0;
            int minutes = 0;
            while (feed.metrics.value(Metric.QUOTES_CONFLATED) < 5_000) {
                for (final int id : ids) {
                    feed.open(id, minutes, ++trades);
                }
                if (trades % 1_000 == 0) {
                    feed.closed(ids[0], minutes++);
                }
                feed.awaitOpenTaken();
            }
            for (final int id : ids) {
                feed.open(id, minutes, ++trades);
            }
            assertThat(nextClosed(fast, minutes))
                    .as("a stalled subscriber delays nobody")
                    .hasSize(minutes);
            final List<String> closed = new ArrayList<>();
            final Map<String, Long> newest = new HashMap<>();
            readUntilTrades(slow, trades, closed, newest);
            assertThat(closed).isEqualTo(minutesUpTo(minutes));
            for (int i = 0; i < SERIES; i++) {
                assertThat(newest.get("S" + i + "USDT")).isEqualTo(trades - SERIES + 1 + i);
            }
            assertThat(feed.metrics.total(Metric.SUBSCRIBERS_CUT)).isZero();
        }
    }

    /** Reads quotes until each series has reached its newest open candle. */
    private static void readUntilTrades(
            final RawClient slow, final long trades, final List<String> closed, final Map<String, Long> newest)
            throws Exception {
        int upToDate = 0;
        while (upToDate < SERIES) {
            final Map<String, Field> quote = JsonIn.object(slow.nextText());
            if (quote.get("is_closed_candle").raw().equals("true")) {
                closed.add(quote.get("open_time").raw());
            } else {
                final long count = Long.parseLong(quote.get("trade_num").raw());
                final Long before = newest.put((String) quote.get("symbol").value(), count);
                assertThat(before == null || before < count)
                        .as("never backwards")
                        .isTrue();
                upToDate += count > trades - SERIES ? 1 : 0;
            }
        }
    }

    @Test
    void shouldBeCutWith1013WhenItsClosedCandlesNoLongerFit() throws Exception {
        try (RawClient slow = subscribed()) {
            int minutes = 0;
            while (feed.metrics.value(Metric.SUBSCRIBERS_CUT, "backlog") == 0) {
                feed.closed(ids[0], minutes++);
            }
            final List<String> received = new ArrayList<>();
            String last = slow.nextText();
            while (last.contains("\"quote\"")) {
                received.add(JsonIn.object(last).get("open_time").raw());
                last = slow.nextText();
            }
            final String lastTime = received.get(received.size() - 1);
            assertThat(received).isEqualTo(minutesUpTo(received.size()));
            assertThat(last).contains("\"type\":\"error\"", "too slow");
            final Frame close = slow.next();
            assertThat(close.opcode()).isEqualTo(RawClient.CLOSE);
            assertThat(close.closeCode()).isEqualTo(1013);
            assertThat(close.closeReason().replaceAll(".* ", ""))
                    .as("the frame that was under way goes out whole, too, and counts as received")
                    .isEqualTo(lastTime);
            assertThat(slow.next()).isNull();
            assertThat(feed.released).containsExactlyInAnyOrder(boxed());
            assertThat(feed.metrics.value(Metric.SUBSCRIBERS)).isZero();
        }
    }

    @Test
    void shouldBeEndedHardWhenItDoesNotEvenReadTheGoodbye() throws Exception {
        try (RawClient slow = subscribed()) {
            int minutes = 0;
            while (feed.metrics.value(Metric.SUBSCRIBERS_CUT, "backlog") == 0) {
                feed.closed(ids[0], minutes++);
            }
            feed.advanceMs(2_001);
            await().atMost(LIMIT).until(() -> feed.server.getConnections().isEmpty());
            // By a reset, or in good order if the kernel had room for the goodbye.
            assertThat(endOf(slow) instanceof SocketTimeoutException).isFalse();
        }
    }

    /** How the server ended it; null if in good order. */
    private static IOException endOf(final RawClient client) {
        try {
            while (client.next() != null) {
                Thread.onSpinWait();
            }
            return null;
        } catch (final IOException e) {
            return e;
        }
    }

    private RawClient subscribed() throws IOException {
        final RawClient client = RawClient.connect(feed, SMALL_BUFFER);
        client.send(allSeries());
        assertThat(client.nextText()).contains("subscribed");
        return client;
    }

    private static String allSeries() {
        final List<String> symbols = new ArrayList<>();
        for (int i = 0; i < SERIES; i++) {
            symbols.add(JsonOut.quoted("S" + i + "USDT"));
        }
        return "{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":" + symbols + "}";
    }

    private static List<String> nextClosed(final JdkClient client, final int count) throws Exception {
        final List<String> closed = new ArrayList<>();
        while (closed.size() < count) {
            final String message = client.next();
            if (message.contains("\"is_closed_candle\":true")) {
                closed.add(message);
            }
        }
        return closed;
    }

    private static List<String> minutesUpTo(final int count) {
        final List<String> times = new ArrayList<>();
        for (int minute = 0; minute < count; minute++) {
            times.add(Long.toString(FeedHarness.FIRST_OPEN_TIME_MS + minute * FeedHarness.MINUTE_MS));
        }
        return times;
    }

    private Integer[] boxed() {
        final Integer[] boxed = new Integer[ids.length];
        for (int i = 0; i < ids.length; i++) {
            boxed[i] = ids[i];
        }
        return boxed;
    }
}
