package dev.wick.engine.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.wick.adapters.feed.Candle;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LegSinkTest {
    private int handedOn;
    private final LegSink sink = new LegSink(candle -> handedOn++);
    private final Candle candle = new Candle();

    @Test
    void shouldHandEveryCandleOn() {
        deliver(1, 1_000);
        deliver(1, 2_000);

        assertThat(handedOn).isEqualTo(2);
    }

    @Test
    void shouldKnowWhenEachSeriesDeliveredLast() {
        deliver(7, 1_000);
        deliver(8, 2_000);
        deliver(7, 3_000);

        assertThat(sink.lastCandleMs(7)).isEqualTo(3_000);
        assertThat(sink.lastCandleMs(8)).isEqualTo(2_000);
        assertThat(sink.lastCandleMs(9)).isEqualTo(LegSink.NEVER);
        assertThat(sink.lastCandleMs()).isEqualTo(3_000);
    }

    @Test
    void shouldKeepThousandsOfSeriesApart() {
        for (int id = 0; id < 5_000; id++) {
            deliver(3 * id, 1_000 + id);
        }
        for (int id = 0; id < 5_000; id++) {
            assertThat(sink.lastCandleMs(3 * id)).isEqualTo(1_000 + id);
            assertThat(sink.lastCandleMs(3 * id + 1)).isEqualTo(LegSink.NEVER);
        }
    }

    @Test
    void shouldKnowTheNewestTimeOfTheExchange() {
        candle.openTimeMs = 60_000;
        deliver(1, 1);
        assertThat(sink.newestExchangeTimeMs()).isEqualTo(60_000);

        candle.eventTimeMs = 75_000;
        deliver(1, 2);
        candle.eventTimeMs = 70_000;
        deliver(1, 3);
        assertThat(sink.newestExchangeTimeMs()).isEqualTo(75_000);
    }

    @Test
    void shouldAllocateNothingOnceItKnowsTheSeries() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 20_000; i++) {
            deliver(i % 50, i);
        }
        final long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100_000; i++) {
            deliver(i % 50, i);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    @Test
    void shouldNeverShowOneSeriesTheTimeOfAnother() throws InterruptedException {
        final AtomicBoolean over = new AtomicBoolean();
        final Thread leg = new Thread(() -> {
            for (int id = 1; id < 100_000; id++) {
                deliver(id, id);
            }
            over.set(true);
        });
        leg.start();
        while (!over.get()) {
            for (int id = 1; id < 2_000; id++) {
                assertThat(sink.lastCandleMs(id)).isIn(LegSink.NEVER, (long) id);
            }
        }
        leg.join();
    }

    private void deliver(final int seriesId, final long receivedMs) {
        candle.seriesId = seriesId;
        candle.receivedTimeNs = TimeUnit.MILLISECONDS.toNanos(receivedMs);
        sink.onCandle(candle);
    }
}
