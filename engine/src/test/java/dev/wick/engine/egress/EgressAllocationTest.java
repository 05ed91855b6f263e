package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From the two queues to the sockets, stepped on this thread and metered. */
@Timeout(120)
class EgressAllocationTest {
    private static final int WARM_UP = 40_000;
    private static final int MEASURED = 40_000;
    private static final int BATCH = 32;
    private static final double FREE = 0.1;

    private final ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ExecutorService readers = Executors.newCachedThreadPool();
    private FeedHarness feed;
    private int[] ids;
    private long minute;
    /** Keeps the negative control's garbage from being optimised away. */
    volatile Object garbage;

    @BeforeEach
    void start() throws Exception {
        final long nowNs = 1_795_419_300_123_456_789L;
        feed = new FeedHarness(FeedHarness.settings(), () -> nowNs);
        ids = new int[] {feed.series("BTCUSDT").id(), feed.series("ETHUSDT").id()};
        for (int i = 0; i < 3; i++) {
            subscribe(i == 1);
        }
    }

    private void subscribe(final boolean withTimestamps) throws Exception {
        final ExecutorService connecting = readers;
        final Future<RawClient> client = connecting.submit(() -> {
            final RawClient connected = RawClient.connect(feed, 0);
            connected.send("{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\",\"ETHUSDT\"],"
                    + "\"timestamps\":" + withTimestamps + "}");
            assertThat(connected.nextText()).contains("subscribed");
            return connected;
        });
        while (!client.isDone()) {
            feed.agent.doWork();
        }
        final RawClient connected = client.get();
        connecting.execute(connected::drain);
    }

    @AfterEach
    void stop() {
        feed.close();
        readers.shutdownNow();
    }

    @Test
    void shouldAllocateNothingPerCandleOnceWarm() {
        deliver(WARM_UP, false);
        assertThat(bytesPerCandle(false)).isLessThan(FREE);
        assertThat(feed.hops.get()).isEqualTo(2L * (WARM_UP + MEASURED));
    }

    @Test
    void shouldSeeGarbageWhereThereIsSome() {
        deliver(WARM_UP, false);
        assertThat(bytesPerCandle(true)).isGreaterThan(16 - FREE);
    }

    private double bytesPerCandle(final boolean withGarbage) {
        meter.getCurrentThreadAllocatedBytes();
        final long before = meter.getCurrentThreadAllocatedBytes();
        deliver(MEASURED, withGarbage);
        final long allocated = meter.getCurrentThreadAllocatedBytes() - before;
        System.out.printf("egress: %d bytes for %d candles to 3 subscribers%n", allocated, 2 * MEASURED);
        return allocated / (2.0 * MEASURED);
    }

    /** One open and one closed candle for each count. */
    private void deliver(final int count, final boolean withGarbage) {
        for (int i = 0; i < count; i++) {
            final int id = ids[i & 1];
            minute++;
            feed.open(id, minute, i);
            feed.agent.doWork();
            feed.closed(id, minute);
            if (withGarbage) {
                garbage = new long[4];
            }
            if (i % BATCH == 0) {
                settle();
            }
        }
        settle();
    }

    private void settle() {
        do {
            feed.agent.doWork();
        } while (feed.agent.hasWork() || feed.agent.parkLimitNs() != Long.MAX_VALUE);
    }
}
