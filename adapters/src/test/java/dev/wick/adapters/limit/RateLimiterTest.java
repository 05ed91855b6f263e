package dev.wick.adapters.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wick.adapters.feed.HistoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private static final int LIMIT = 100;

    private long nowNs = TimeUnit.HOURS.toNanos(5) + 123_456_789;
    private long sleptMs;
    private final RateLimiter limiter = limiter(this::sleep);

    private RateLimiter limiter(final Sleeper sleeper) {
        return new RateLimiter(
                "test",
                Allowance.perSecond(3),
                new Allowance(20, 10_000),
                Allowance.perMinute(LIMIT),
                () -> nowNs,
                sleeper);
    }

    @Test
    void shouldLetDialsAndMessagesThroughAtTheirOwnPaceWithoutWaiting() {
        for (int i = 0; i < 3; i++) {
            assertThat(limiter.connectDelayMs()).isZero();
        }
        final long delayMs = limiter.connectDelayMs();
        assertThat(delayMs).isBetween(1L, 1_100L);
        for (int i = 0; i < 20; i++) {
            assertThat(limiter.messageDelayMs()).isZero();
        }
        assertThat(limiter.messageDelayMs()).isBetween(9_000L, 10_500L);
        passMs(delayMs);
        assertThat(limiter.connectDelayMs()).isZero();
        assertThat(limiter.used()).isZero();
    }

    @Test
    void shouldNeitherDialNorSendWhileTheExchangeWantsSilence() {
        limiter.block(7_000);
        assertThat(limiter.connectDelayMs()).isEqualTo(7_000);
        assertThat(limiter.messageDelayMs()).isEqualTo(7_000);
        passMs(7_000);
        assertThat(limiter.connectDelayMs()).isZero();
        assertThat(limiter.blockedMs()).isZero();
    }

    private void sleep(final long ms) {
        assertThat(ms).isPositive();
        sleptMs += ms;
        nowNs += TimeUnit.MILLISECONDS.toNanos(ms);
    }

    private void passMs(final long ms) {
        nowNs += TimeUnit.MILLISECONDS.toNanos(ms);
    }

    @Test
    void shouldLetTheLimitThroughAtOnceAndTheRestAMinuteLater() throws Exception {
        limiter.acquire(60);
        limiter.acquire(40);
        assertThat(sleptMs).isZero();

        limiter.acquire(1);
        assertThat(sleptMs).isBetween(60_000L, 61_000L);
        assertThat(limiter.used()).isEqualTo(1);
    }

    @Test
    void shouldWaitOnlyUntilEnoughHasLeftTheWindow() throws Exception {
        limiter.acquire(30);
        passMs(20_000);
        limiter.acquire(70);

        limiter.acquire(30);
        assertThat(sleptMs).isBetween(40_000L, 41_000L);
        limiter.acquire(1);
        assertThat(sleptMs).isBetween(60_000L, 61_000L);
    }

    @Property(tries = 200)
    void shouldNeverLetMoreThanTheLimitThroughInAnyMinute(@ForAll final long seed) throws Exception {
        final SplittableRandom random = new SplittableRandom(seed);
        final List<long[]> passed = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            passMs(random.nextInt(8) == 0 ? random.nextInt(90_000) : random.nextInt(400));
            final int weight = 1 + random.nextInt(random.nextBoolean() ? 5 : LIMIT);
            limiter.acquire(weight);
            passed.add(new long[] {nowNs, weight});
        }
        for (final long[] first : passed) {
            final long inMinute = passed.stream()
                    .filter(p -> p[0] >= first[0] && p[0] < first[0] + TimeUnit.MINUTES.toNanos(1))
                    .mapToLong(p -> p[1])
                    .sum();
            assertThat(inMinute).isLessThanOrEqualTo(LIMIT);
        }
    }

    @Test
    void shouldBelieveTheExchangeWhenItCountsMore() throws Exception {
        limiter.acquire(10);
        limiter.correct(95);
        assertThat(limiter.used()).isEqualTo(95);
        limiter.acquire(5);
        limiter.acquire(1);
        assertThat(sleptMs).isBetween(60_000L, 61_000L);
    }

    @Test
    void shouldNotBelieveTheExchangeWhenItCountsLess() throws Exception {
        limiter.acquire(50);
        limiter.correct(10);
        limiter.correct(-1);
        assertThat(limiter.used()).isEqualTo(50);
    }

    @Test
    void shouldSurviveAnAbsurdCount() throws Exception {
        limiter.correct(Long.MAX_VALUE);
        assertThat(limiter.used()).isEqualTo(LIMIT);
        limiter.acquire(LIMIT);
        assertThat(sleptMs).isBetween(60_000L, 61_000L);
    }

    @Test
    void shouldRefuseAtOnceWhileBlockedAndSayForHowLong() throws Exception {
        limiter.block(12_000);
        passMs(2_000);
        final HistoryException refusal = catchThrowableOfType(HistoryException.class, () -> limiter.acquire(1));
        assertThat(refusal.kind()).isEqualTo(HistoryException.Kind.RATE_LIMITED);
        assertThat(refusal.retryAfterMs()).isEqualTo(10_000);
        assertThat(refusal).hasMessageContaining("test").hasMessageContaining("10000 ms");
        assertThat(sleptMs).isZero();

        passMs(10_000);
        limiter.acquire(1);
        assertThat(sleptMs).isZero();
    }

    @Test
    void shouldKeepTheLongerOfTwoBlocks() {
        limiter.block(60_000);
        limiter.block(1_000);
        passMs(30_000);
        final HistoryException refusal =
                catchThrowableOfType(HistoryException.class, () -> limiter.refuseWhileBlocked());
        assertThat(refusal.retryAfterMs()).isEqualTo(30_000);
    }

    @Test
    void shouldStopWaitingWhenABlockBegins() throws Exception {
        final RateLimiter blockedMeanwhile = limiter(ms -> {
            sleep(ms);
            limiterUnderTest.block(5_000);
        });
        limiterUnderTest = blockedMeanwhile;
        blockedMeanwhile.acquire(LIMIT);
        assertThatThrownBy(() -> blockedMeanwhile.acquire(1)).isInstanceOf(HistoryException.class);
        assertThat(blockedMeanwhile.used()).isZero();
    }

    private RateLimiter limiterUnderTest;

    @Test
    void shouldGiveUpWhenOthersKeepTakingTheRoom() throws Exception {
        limiterUnderTest = limiter(ms -> {
            sleep(ms);
            limiterUnderTest.correct(LIMIT);
        });
        limiterUnderTest.acquire(LIMIT);
        final HistoryException refusal =
                catchThrowableOfType(HistoryException.class, () -> limiterUnderTest.acquire(1));
        assertThat(refusal.kind()).isEqualTo(HistoryException.Kind.RATE_LIMITED);
        assertThat(refusal.retryAfterMs()).isPositive();
        assertThat(sleptMs).isLessThanOrEqualTo(RateLimiter.MAX_WAIT_MS);
    }

    @Test
    void shouldTakeNothingWhenInterrupted() throws Exception {
        final RateLimiter interrupted = limiter(ms -> {
            throw new InterruptedException();
        });
        interrupted.acquire(LIMIT);
        assertThatThrownBy(() -> interrupted.acquire(1)).isInstanceOf(InterruptedException.class);
        assertThat(interrupted.used()).isEqualTo(LIMIT);
    }

    @Test
    void shouldNotAcceptARequestThatNeverFits() {
        assertThatThrownBy(() -> limiter.acquire(LIMIT + 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
