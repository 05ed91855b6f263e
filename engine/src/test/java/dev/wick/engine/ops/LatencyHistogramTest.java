package dev.wick.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    private final LatencyHistogram histogram = new LatencyHistogram();

    @Test
    void shouldCountABoundItselfInItsBucket() {
        histogram.observe(1_000_000);
        histogram.observe(1_000_001);
        assertThat(LatencyHistogram.upperBoundSeconds(0)).isEqualTo(0.001);
        assertThat(histogram.counts()).startsWith(1, 1, 0);
    }

    @Test
    void shouldCountWhatIsBeyondAllBoundsInTheLastBucket() {
        histogram.observe(61_000_000_000L);
        final long[] counts = histogram.counts();
        assertThat(counts[counts.length - 1]).isEqualTo(1);
        assertThat(LatencyHistogram.upperBoundSeconds(counts.length - 1)).isInfinite();
        assertThat(LatencyHistogram.upperBoundSeconds(counts.length - 2)).isEqualTo(60);
        assertThat(histogram.sumSeconds()).isEqualTo(61);
    }

    @Test
    void shouldCountADurationBelowZeroAsZero() {
        histogram.observe(-5_000_000_000L);
        assertThat(histogram.counts()).startsWith(1);
        assertThat(histogram.sumSeconds()).isZero();
    }
}
