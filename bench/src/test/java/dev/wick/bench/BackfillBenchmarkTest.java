package dev.wick.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both ways bring the same candles; times are not looked at. */
@Timeout(60)
class BackfillBenchmarkTest {
    @Test
    void shouldFetchTheSameCandlesBothWays() throws Exception {
        try (BackfillBenchmark bench = new BackfillBenchmark(20)) {
            final BackfillBenchmark.Run before = bench.oneByOne();
            final BackfillBenchmark.Run now = bench.pooled();
            assertThat(before.candles()).isEqualTo(100);
            assertThat(now.candles()).isEqualTo(100);
            assertThat(now.use().opened()).isBetween(1L, 20L);
            assertThat(now.use().reused() + now.use().opened()).isEqualTo(21);
        }
    }
}
