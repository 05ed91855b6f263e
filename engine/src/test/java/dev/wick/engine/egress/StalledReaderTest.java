package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.engine.ops.Metric;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One that does not read, among many that do: these get every candle, and it takes no more than its bound. */
@Timeout(60)
class StalledReaderTest {
    private static final int HEALTHY = 20;
    private static final int MAX_BYTES = 1 << 20;
    private static final int SMALL_BUFFER = 8 * 1024;
    private static final String BTC = "{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"]}";

    private final List<JdkClient> healthy = new ArrayList<>();
    private FeedHarness feed;
    private RawClient stalled;

    @BeforeEach
    void start() throws Exception {
        feed = FeedHarness.running(new FeedOptions()
                .backlog(64 * 1024, MAX_BYTES, 100_000)
                .sendBufferBytes(SMALL_BUFFER)
                .build());
        stalled = RawClient.connect(feed, SMALL_BUFFER);
        stalled.send(BTC);
        assertThat(stalled.nextText()).contains("subscribed");
        for (int i = 0; i < HEALTHY; i++) {
            final JdkClient client = JdkClient.connect(feed).send(BTC);
            assertThat(client.next()).contains("subscribed");
            healthy.add(client);
        }
    }

    @AfterEach
    void stop() {
        stalled.close();
        feed.close();
    }

    @Test
    void shouldStayWithinItsBoundAndBeInNobodysWay() throws Exception {
        final int id = feed.series("BTCUSDT").id();
        final long before = settledDirectBytes();
        long most = 0;
        long minute = 0;
        while (feed.metrics.value(Metric.SUBSCRIBERS_CUT, "backlog") == 0) {
            final long opensMs = FeedHarness.FIRST_OPEN_TIME_MS + minute * FeedHarness.MINUTE_MS;
            feed.closed(id, minute++);
            for (final JdkClient client : healthy) {
                assertThat(client.next()).contains("\"open_time\":" + opensMs);
            }
            // All healthy ones have it: so the queue was taken although one of them is stuck.
            assertThat(feed.closedQueue.isEmpty()).isTrue();
            most = Math.max(most, directBytes() - before);
        }
        // The outbox may be twice its bound, and the others have a little each.
        assertThat(most).isBetween((long) MAX_BYTES, 2L * MAX_BYTES + (HEALTHY + 10L) * 64 * 1024);
        assertThat(feed.metrics.total(Metric.SUBSCRIBERS_CUT)).isEqualTo(1);
        feed.closed(id, minute);
        for (final JdkClient client : healthy) {
            assertThat(client.next()).contains("\"is_closed_candle\":true");
        }
    }

    /** What earlier tests of this process have left to the collector would else be freed under way, and hide what is taken here. */
    private static long settledDirectBytes() throws InterruptedException {
        long last = Long.MAX_VALUE;
        long now = directBytes();
        while (now < last) {
            last = now;
            collect();
            // Only now is all that the first one found sure to be freed.
            collect();
            now = directBytes();
        }
        return now;
    }

    /** Returns once the collector has found garbage: what it hands on was handed on by then. */
    private static void collect() throws InterruptedException {
        final ReferenceQueue<Object> found = new ReferenceQueue<>();
        final PhantomReference<Object> garbage = new PhantomReference<>(new Object(), found);
        System.gc();
        assertThat(found.remove()).isSameAs(garbage);
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
