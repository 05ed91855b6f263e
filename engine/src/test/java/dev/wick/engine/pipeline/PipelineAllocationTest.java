package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.LegSide;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From publishing to taking off the queues, not a byte per candle once warm. */
final class PipelineAllocationTest {
    private static final int ROUNDS = 20_000;
    private static final LegSide[] SIDES = LegSide.values();

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final PipelineBed bed = new PipelineBed(1_024, 1_000, 0, 120_000, 1_000);
    private final Candle candle = new Candle();
    private final Candle popped = new Candle();
    private final List<Object> garbage = new ArrayList<>(10 * ROUNDS);
    private int minute;
    private long taken;

    @Test
    void allocatesNothingOnceWarm() {
        rounds(false);
        rounds(false);
        final long before = taken;
        // A background compilation of the JVM may be charged to this thread once; garbage of ours comes every time.
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5 && least > 0; i++) {
            least = Math.min(least, allocatedBy(false));
        }

        assertThat(least).isZero();
        assertThat(taken - before).isGreaterThanOrEqualTo(2L * ROUNDS);
        assertThat(bed.errors).isEmpty();
    }

    @Test
    void allocationMeterSeesGarbage() {
        rounds(true);

        assertThat(allocatedBy(true)).isGreaterThanOrEqualTo(16L * ROUNDS);
    }

    private long allocatedBy(final boolean makeGarbage) {
        garbage.clear();
        final long before = threads.getCurrentThreadAllocatedBytes();
        rounds(makeGarbage);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** Per round and leg: two open candles, one of them twice, and one closed, also twice; one open and one closed come out. */
    private void rounds(final boolean makeGarbage) {
        for (int i = 0; i < ROUNDS; i++) {
            minute++;
            bed.clock.advance(60_000);
            publish(100 + i % 7, false);
            publish(100 + i % 7, false);
            publish(200 + i % 7, false);
            publish(300 + i % 7, true);
            publish(300 + i % 7, true);
            bed.step();
            if (makeGarbage) {
                garbage.add(new Object());
            }
            takeAll();
        }
    }

    private void publish(final int price, final boolean closed) {
        PipelineBed.fill(candle, bed.btc.id(), minute, price, closed);
        for (final LegSide side : SIDES) {
            candle.legId = side.legId(0);
            candle.readNs = minute;
            bed.publisher.onCandle(candle);
        }
    }

    private void takeAll() {
        Candle polled = bed.closed.poll();
        while (polled != null) {
            taken++;
            bed.open.passed(polled.seriesId, polled.openTimeMs - 1);
            bed.closed.release(polled);
            polled = bed.closed.poll();
        }
        while (bed.open.pop(popped)) {
            taken++;
        }
    }
}
