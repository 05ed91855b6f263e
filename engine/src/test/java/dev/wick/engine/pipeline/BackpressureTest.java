package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real threads, a small ring, a small closed queue, and an egress that stalls: nothing closed is lost, in any mode. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
final class BackpressureTest {
    private static final int LEGS = 2;
    private static final int CANDLES = 6_000;

    private final PipelineBed bed = new PipelineBed(16, 5, 8, 120_000, 1_000);
    private final Counter errorCount = new Counter();
    private final StageErrors errors =
            new StageErrors("test", errorCount, (what, error) -> bed.errors.add(what + error));
    private final StalledEgress egress = new StalledEgress();

    /** Takes nothing while stalled; then everything, and notes the minutes of each series. */
    private final class StalledEgress implements Duty {
        final List<List<Long>> got = List.of(new ArrayList<>(), new ArrayList<>());
        final Candle open = new Candle();
        volatile boolean stalled = true;
        volatile int received;

        @Override
        public int doWork() {
            if (stalled) {
                return 0;
            }
            int work = 0;
            Candle candle = bed.closed.poll();
            while (candle != null) {
                got.get(candle.seriesId).add((candle.openTimeMs - PipelineBed.START_MS) / PipelineBed.MINUTE_MS);
                bed.closed.release(candle);
                work++;
                candle = bed.closed.poll();
            }
            while (bed.open.pop(open)) {
                work++;
            }
            received = got.get(0).size() + got.get(1).size();
            return work;
        }

        @Override
        public boolean hasWork() {
            return !stalled && (!bed.closed.isEmpty() || !bed.open.isEmpty());
        }

        @Override
        public String roleName() {
            return "egress";
        }
    }

    @ParameterizedTest
    @EnumSource(WaitMode.class)
    void shouldLoseNothingClosedOnTwoThreads(final WaitMode mode) {
        try (DutyThread second = new DutyThread("egress", egress, mode, bed.egressWakeUp, errors).start();
                DutyThread first = new DutyThread("pipeline", bed.agent, mode, bed.pipelineWakeUp, errors).start()) {
            assertThat(first.isAlive() && second.isAlive()).isTrue();
            runThroughAStall(bed.egressWakeUp);
        }
        assertThat(bed.errors).isEmpty();
    }

    /** What the router signals is of no interest here: it runs on the thread that it would wake. */
    @ParameterizedTest
    @EnumSource(WaitMode.class)
    void shouldLoseNothingClosedOnOneThread(final WaitMode mode) {
        final TwoAgents both = new TwoAgents(bed.agent, egress);
        try (DutyThread thread = new DutyThread("wick", both, mode, bed.pipelineWakeUp, errors).start()) {
            assertThat(thread.isAlive()).isTrue();
            runThroughAStall(bed.pipelineWakeUp);
        }
        assertThat(bed.errors).isEmpty();
    }

    private void runThroughAStall(final WakeUp egressThread) {
        final List<CompletableFuture<Void>> legs = new ArrayList<>();
        for (int leg = 0; leg < LEGS; leg++) {
            final int id = leg;
            legs.add(CompletableFuture.runAsync(() -> publishAll(id)));
        }
        await().atMost(30, TimeUnit.SECONDS).until(() -> bed.router.isHolding() && bed.ring.fullEvents() >= 1);
        assertThat(bed.closed.size()).isEqualTo(5);
        egress.stalled = false;
        egressThread.signal();

        await().atMost(60, TimeUnit.SECONDS).until(() -> egress.received == LEGS * CANDLES);
        assertThat(legs).allMatch(CompletableFuture::isDone);
        for (final List<Long> minutes : egress.got) {
            assertThat(minutes).hasSize(CANDLES).isSorted().doesNotHaveDuplicates();
        }
        assertThat(bed.count(Metric.QUEUE_BLOCKING_EVENTS)).isPositive();
        assertThat(bed.count(Metric.GAPS_OPENED)).isZero();
        await().atMost(30, TimeUnit.SECONDS).until(() -> bed.agent.isDrained() && bed.closed.size() == 0);
    }

    private void publishAll(final int seriesId) {
        final Candle candle = new Candle();
        for (int i = 0; i < CANDLES; i++) {
            bed.publisher.onCandle(PipelineBed.fill(candle, seriesId, i - CANDLES, 100, false));
            bed.publisher.onCandle(PipelineBed.fill(candle, seriesId, i - CANDLES, 101, true));
        }
    }
}
