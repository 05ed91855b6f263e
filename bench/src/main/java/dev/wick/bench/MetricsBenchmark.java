package dev.wick.bench;

import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.HopLatency;
import dev.wick.engine.ops.LatencyHistogram;
import io.prometheus.client.Histogram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * What it costs to count and to time, against the Prometheus client with the children that are looked up beforehand. The baseline
 * adds to a field.
 */
public class MetricsBenchmark extends StageBenchmark {
    private static final double[] BOUNDS_SECONDS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
    };

    private final Counter counter = new Counter();
    private final LatencyHistogram histogram = new LatencyHistogram();
    private final HopLatency hops = new HopLatency();
    private final io.prometheus.client.Counter.Child peerCounter = io.prometheus.client.Counter.build(
                    "quotes", "quotes")
            .labelNames("exchange")
            .create()
            .labels("binance");
    private final Histogram.Child peerHistogram = Histogram.build("latency", "latency")
            .labelNames("exchange")
            .buckets(BOUNDS_SECONDS)
            .create()
            .labels("binance");
    private long field;
    private long durationNs;

    /** Looks whether both count. */
    @Setup
    public void setUp() {
        Fixture.check(counter() == 1 && prometheusCounter() == 1, "not counted");
        histogram();
        prometheusHistogram();
        Fixture.check(
                histogram.counts()[0] == 1 && peerHistogram.get().buckets[0] == 1, "a duration is in another bucket");
    }

    private long nextNs() {
        durationNs = (durationNs + 7_919) & 0xF_FFFF;
        return durationNs;
    }

    /** A field. */
    @Benchmark
    public long baseline() {
        return ++field;
    }

    /** The engine's counter. */
    @Benchmark
    public long counter() {
        counter.increment();
        return counter.get();
    }

    /** The library's. */
    @Benchmark
    public double prometheusCounter() {
        peerCounter.inc();
        return peerCounter.get();
    }

    /** The engine's histogram of the latency of quotes. */
    @Benchmark
    public void histogram() {
        histogram.observe(nextNs());
    }

    /** The library's with the same buckets. */
    @Benchmark
    public void prometheusHistogram() {
        peerHistogram.observe(nextNs() / 1e9);
    }

    /** All five hops of a candle. */
    @Benchmark
    public void hops() {
        final long now = nextNs();
        hops.record(0, now, 2 * now, 3 * now, 4 * now);
    }
}
