package dev.wick.engine.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.HistoryClient.ServerTime;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClockSkewTest {
    private static final long START_MS = 1_795_449_600_000L;
    private static final long NS_PER_MS = 1_000_000;

    private final ClockSkew skew = new ClockSkew();

    @Test
    void shouldKnowNothingBeforeAnythingWasSeen() {
        assertThat(skew.isKnown()).isFalse();
    }

    @Test
    void shouldBoundTheSkewByHalfTheRoundTrip() {
        read(START_MS, 5_000, 40, 60);

        assertThat(skew.bestNs(START_MS)).isBetween(4_989 * NS_PER_MS, 5_011 * NS_PER_MS);
        assertThat(skew.uncertaintyNs(START_MS)).isBetween(50 * NS_PER_MS, 51 * NS_PER_MS);
    }

    @Test
    void shouldNarrowWithABetterAnswerAndLoosenWithTime() {
        read(START_MS, -300, 400, 400);
        final long wideNs = skew.uncertaintyNs(START_MS);
        read(START_MS, -300, 5, 5);
        final long narrowNs = skew.uncertaintyNs(START_MS);
        assertThat(narrowNs).isLessThan(wideNs / 10);
        read(START_MS, -300, 400, 400);
        assertThat(skew.uncertaintyNs(START_MS))
                .as("a worse answer takes nothing away")
                .isEqualTo(narrowNs);
        assertThat(skew.uncertaintyNs(START_MS + 60_000)).isEqualTo(narrowNs + 60 * NS_PER_MS);
    }

    @Test
    void shouldTakeTheNewerWhenAClockWasSet() {
        read(START_MS, 0, 10, 10);
        read(START_MS + 60_000, 30_000, 10, 10);

        assertThat(skew.bestNs(START_MS + 60_000)).isBetween(29_990 * NS_PER_MS, 30_010 * NS_PER_MS);
        assertThat(skew.uncertaintyNs(START_MS + 60_000)).isLessThan(12 * NS_PER_MS);
    }

    @Test
    void shouldHaveALowerBoundAloneWhileRestHasToldNoTime() {
        skew.observeStream(700);

        assertThat(skew.isBounded()).isFalse();
        assertThat(skew.leastNs(START_MS)).isEqualTo(699 * NS_PER_MS);
    }

    @Test
    void shouldNarrowByTheStampsOfTheStream() {
        read(START_MS, 1_000, 100, 100);
        skew.observeStream(1_050);

        assertThat(skew.leastNs(START_MS)).isEqualTo(1_049 * NS_PER_MS);
        assertThat(skew.uncertaintyNs(START_MS)).isLessThan(27 * NS_PER_MS);
    }

    @Test
    void shouldCoverBothWhenTheStreamShowsThatRestsTimeWasAnOldOne() {
        read(START_MS, 0, 5, 5);
        skew.observeStream(500);

        assertThat(skew.bestNs(START_MS) + skew.uncertaintyNs(START_MS)).isGreaterThanOrEqualTo(498 * NS_PER_MS);
        assertThat(skew.bestNs(START_MS) - skew.uncertaintyNs(START_MS)).isLessThanOrEqualTo(6 * NS_PER_MS);
    }

    /** The clocks drift by 100 ppm, ways are anything up to 2 s, and stamps come late: the truth stays inside. */
    @Test
    void shouldNeverExcludeTheTruth() {
        for (int round = 0; round < 200; round++) {
            final long seed = 4_711L + round;
            final SplittableRandom random = new SplittableRandom(seed);
            final ClockSkew estimate = new ClockSkew();
            final long baseMs = random.nextLong(-100_000, 100_000);
            final double drift = (random.nextDouble() - 0.5) * 2e-4;
            for (int i = 0; i < 100; i++) {
                final long nowMs = START_MS + i * 30_000L;
                final double trueMs = baseMs + (nowMs - START_MS) * drift;
                final long outNs = random.nextLong(2_000) * NS_PER_MS;
                final long backNs = random.nextLong(2_000) * NS_PER_MS;
                final long nowNs = nowMs * NS_PER_MS;
                final long serverMs = nowMs + (long) Math.floor(trueMs - backNs / 1e6);
                estimate.observe(new ServerTime(serverMs, nowNs - outNs - backNs, nowNs));
                final double errorNs = Math.abs((double) estimate.bestNs(nowMs) - trueMs * 1e6);
                assertThat(errorNs).as("seed %d, answer %d", seed, i).isLessThanOrEqualTo((double)
                        (estimate.uncertaintyNs(nowMs) + NS_PER_MS));
            }
        }
    }

    private void read(final long nowMs, final long aheadMs, final long outMs, final long backMs) {
        skew.observe(new ServerTime(nowMs + aheadMs - backMs, (nowMs - outMs - backMs) * NS_PER_MS, nowMs * NS_PER_MS));
    }
}
