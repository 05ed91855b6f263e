package dev.wick.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.wick.engine.ops.HopLatency.Hop;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HopLatencyTest {
    private final HopLatency latency = new HopLatency();

    @Test
    void shouldSayHowLongEachHopTook() {
        latency.record(1_000, 1_100, 1_300, 1_600, 2_000);
        final HopLatency.Snapshot snapshot = latency.snapshot();
        assertThat(snapshot.of(Hop.PARSE)).isEqualTo(always(1, 100));
        assertThat(snapshot.of(Hop.PIPELINE)).isEqualTo(always(1, 200));
        assertThat(snapshot.of(Hop.QUEUE).maxNs()).isEqualTo(300);
        assertThat(snapshot.of(Hop.EGRESS).maxNs()).isEqualTo(400);
        assertThat(snapshot.of(Hop.TOTAL).maxNs()).isEqualTo(1_000);
        assertThat(snapshot.of(Hop.TOTAL).sumNs()).isEqualTo(1_000);
    }

    @Test
    void shouldSayZeroBeforeTheFirstCandle() {
        assertThat(latency.snapshot().of(Hop.TOTAL)).isEqualTo(always(0, 0));
    }

    @Test
    void shouldGivePercentilesWithinOnePercent() {
        for (int i = 1; i <= 10_000; i++) {
            latency.record(0, 0, 0, 0, i * 1_000L);
        }
        final Distribution total = latency.snapshot().of(Hop.TOTAL);
        assertThat((double) total.p50Ns()).isCloseTo(5_000_000, within(50_000.0));
        assertThat((double) total.p90Ns()).isCloseTo(9_000_000, within(90_000.0));
        assertThat((double) total.p99Ns()).isCloseTo(9_900_000, within(99_000.0));
        assertThat((double) total.p999Ns()).isCloseTo(9_990_000, within(99_900.0));
        assertThat(total.maxNs()).isEqualTo(10_000_000);
    }

    @Test
    void shouldCountAllSinceTheStartHoweverOftenItIsAsked() {
        for (int i = 0; i < 10; i++) {
            latency.record(0, 10, 20, 30, 40);
            assertThat(latency.snapshot().of(Hop.TOTAL).count()).isEqualTo(i + 1);
        }
        assertThat(latency.snapshot().of(Hop.TOTAL).sumNs()).isEqualTo(400);
    }

    @Test
    void shouldTakeStampsThatGoBackwardsOrAreAbsurdlyFarApart() {
        latency.record(100, 50, Long.MAX_VALUE, 0, 100);
        final HopLatency.Snapshot snapshot = latency.snapshot();
        assertThat(snapshot.of(Hop.PARSE)).isEqualTo(always(1, 0));
        assertThat(snapshot.of(Hop.PIPELINE).maxNs()).isEqualTo(Long.MAX_VALUE - 50);
        assertThat(snapshot.of(Hop.QUEUE).maxNs()).isZero();
    }

    @Test
    @Timeout(60)
    void shouldLoseNoCandleToASnapshotTakenMeanwhile() throws InterruptedException {
        final int candles = 300_000;
        final AtomicBoolean done = new AtomicBoolean();
        final Thread writer = new Thread(() -> {
            for (int i = 0; i < candles; i++) {
                latency.record(0, 1, 2, 3, 4);
            }
            done.set(true);
        });
        writer.start();
        long last = 0;
        while (!done.get()) {
            final long now = latency.snapshot().of(Hop.TOTAL).count();
            assertThat(now).isGreaterThanOrEqualTo(last);
            last = now;
        }
        writer.join();
        assertThat(latency.snapshot().of(Hop.TOTAL).count()).isEqualTo(candles);
        assertThat(latency.snapshot().of(Hop.TOTAL).sumNs()).isEqualTo(4L * candles);
    }

    @Test
    void shouldAllocateNothingPerCandle() {
        assertThat(allocatedBy(() -> latency.record(1_000, 1_100, 1_300, 1_600, 2_000)))
                .isLessThan(1_000);
        assertThat(allocatedBy(() -> new HopLatency().snapshot())).isGreaterThan(1_000_000);
    }

    @Test
    void shouldExportEachHopByItsName() {
        final Metrics metrics = new Metrics();
        latency.registerWith(metrics);
        latency.record(0, 1_000_000, 1_000_000, 1_000_000, 2_000_000);
        final String text = PrometheusExport.of(metrics).text(PrometheusExport.contentType(null));
        assertThat(text)
                .contains("connector_hop_latency_seconds_count{hop=\"total\",} 1.0")
                .contains("connector_hop_latency_seconds_sum{hop=\"total\",} 0.002")
                .contains("connector_hop_latency_seconds{hop=\"parse\",quantile=\"0.5\",} 0.001")
                .contains("connector_hop_latency_seconds{hop=\"parse\",quantile=\"0.999\",} 0.001");
    }

    /** Bytes that a hundred runs allocate, once warm. */
    private static long allocatedBy(final Runnable work) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int i = 0; i < 400; i++) {
            if (i == 300) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            work.run();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static Distribution always(final long count, final long ns) {
        return new Distribution(count, count * ns, ns, ns, ns, ns, ns);
    }
}
