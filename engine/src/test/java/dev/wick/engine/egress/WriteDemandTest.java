package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.engine.egress.RawClient.Frame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The library's frames (pongs) and ours (quotes, answers) share each socket: none may be lost, late for ever, or torn. */
@Timeout(120)
class WriteDemandTest {
    private static final int CONNECTIONS = 4;
    private static final int ROUNDS = 12_500;
    private static final int IN_FLIGHT = 500;

    private FeedHarness feed;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        feed.close();
    }

    @Test
    void shouldAnswerEveryPingAndEveryRequestWhileQuotesFly() throws Exception {
        feed = FeedHarness.running(FeedHarness.settings());
        final int id = feed.series("BTCUSDT").id();
        final AtomicBoolean over = new AtomicBoolean();
        final List<Future<Integer>> readers = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            final RawClient client = RawClient.connect(feed, 0);
            client.send("{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"]}");
            assertThat(client.nextText()).contains("subscribed");
            readers.add(threads.submit(talk(client)));
        }
        final Future<Integer> quotes = threads.submit(() -> {
            int minute = 0;
            while (!over.get()) {
                feed.closed(id, minute++);
                feed.open(id, minute, minute);
                LockSupport.parkNanos(100_000);
            }
            return minute;
        });
        int quotesSeen = 0;
        for (final Future<Integer> reader : readers) {
            quotesSeen += reader.get(100, TimeUnit.SECONDS);
        }
        over.set(true);
        assertThat(quotes.get(20, TimeUnit.SECONDS)).isPositive();
        assertThat(quotesSeen).isPositive();
    }

    /** Sends pings and requests, some ahead, and reads until each is answered. Returns how many quotes came between. */
    private Callable<Integer> talk(final RawClient client) {
        return () -> {
            int sent = 0;
            int pongs = 0;
            int answers = 0;
            int quotes = 0;
            while (pongs < ROUNDS || answers < ROUNDS) {
                while (sent < ROUNDS && sent - Math.min(pongs, answers) < IN_FLIGHT) {
                    client.send(RawClient.PING, "ping " + sent);
                    client.send("{\"op\":\"ping\",\"id\":" + sent + "}");
                    sent++;
                }
                final Frame frame = client.next();
                if (frame.opcode() == RawClient.PONG) {
                    assertThat(frame.text()).isEqualTo("ping " + pongs++);
                } else if (frame.text().contains("\"pong\"")) {
                    assertThat(frame.text()).isEqualTo("{\"type\":\"pong\",\"id\":" + answers++ + "}");
                } else {
                    quotes++;
                }
            }
            client.close();
            return quotes;
        };
    }

    @Test
    void shouldTearNoFrameWhileTheSocketIsFullAndPingsComeIn() throws Exception {
        final int small = 8 * 1024;
        feed = FeedHarness.running(new FeedOptions()
                .backlog(64 * 1024, 32 * 1024 * 1024, 1_000_000)
                .sendBufferBytes(small)
                .build());
        final int id = feed.series("BTCUSDT").id();
        try (RawClient client = RawClient.connect(feed, small)) {
            client.send("{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"]}");
            assertThat(client.nextText()).contains("subscribed");
            final int count = 3_000;
            final Future<?> pinger = threads.submit(() -> {
                for (int i = 0; i < count; i++) {
                    client.send(RawClient.PING, "ping " + i);
                }
                return null;
            });
            for (int minute = 0; minute < count; minute++) {
                feed.closed(id, minute);
            }
            pinger.get(20, TimeUnit.SECONDS);
            checkAll(client, count);
        }
    }

    private static void checkAll(final RawClient client, final int count) throws IOException {
        int pongs = 0;
        int quotes = 0;
        while (pongs < count || quotes < count) {
            final Frame frame = client.next();
            if (frame.opcode() == RawClient.PONG) {
                assertThat(frame.text()).isEqualTo("ping " + pongs++);
            } else {
                final long openTimeMs = FeedHarness.FIRST_OPEN_TIME_MS + quotes++ * FeedHarness.MINUTE_MS;
                assertThat(frame.text()).contains("\"open_time\":" + openTimeMs);
            }
        }
    }
}
