package dev.wick.engine.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class JitterProperties {
    @Property(tries = 200)
    void shouldStayWithinTheGrowingCap(
            @ForAll final long seed,
            @ForAll @LongRange(min = 10, max = 3_600_000) final long firstMs,
            @ForAll @LongRange(min = 10, max = 3_600_000) final long mostMs,
            @ForAll @IntRange(max = 1_000_000) final int failures) {
        final long cap = Math.max(firstMs, Math.min(mostMs, (long) (firstMs * Math.pow(2, Math.min(failures, 40)))));
        final long delayMs = new Jitter(new SplittableRandom(seed)).fullGrowing(firstMs, mostMs, failures);

        assertThat(delayMs).isBetween(0L, cap);
    }

    @Property(tries = 20)
    void shouldSpreadOverAllOfTheCapHoweverManyFailures(
            @ForAll final long seed, @ForAll @IntRange(min = 5, max = 500) final int failures) {
        final Jitter jitter = new Jitter(new SplittableRandom(seed));
        final int[] tenths = new int[10];
        for (int i = 0; i < 2_000; i++) {
            tenths[(int) Math.min(9, jitter.fullGrowing(1_000, 30_000, failures) / 3_000)]++;
        }
        for (final int tenth : tenths) {
            assertThat(tenth).isBetween(100, 300);
        }
    }

    @Property(tries = 100)
    void shouldShortenByAFifthAtMost(
            @ForAll final long seed, @ForAll @LongRange(min = 5, max = 3_600_000) final long delayMs) {
        assertThat(new Jitter(new SplittableRandom(seed)).shortened(delayMs)).isBetween(delayMs - delayMs / 5, delayMs);
    }
}
