package dev.wick.adapters.rest;

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

class RequestBudgetTest {
    private static final int LIMIT = 100;

    private long nowNs = TimeUnit.HOURS.toNanos(5) + 123_456_789;
    private long sleptMs;
    private final RequestBudget budget = new RequestBudget("test", LIMIT, () -> nowNs, this::sleep);

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
        budget.acquire(60);
        budget.acquire(40);
        assertThat(sleptMs).isZero();

        budget.acquire(1);
        assertThat(sleptMs).isBetween(60_000L, 61_000L);
        assertThat(budget.used()).isEqualTo(1);
    }

    @Test
    void shouldWaitOnlyUntilEnoughHasLeftTheWindow() throws Exception {
        budget.acquire(30);
        passMs(20_000);
        budget.acquire(70);

        budget.acquire(30);
        assertThat(sleptMs).isBetween(40_000L, 41_000L);
        budget.acquire(1);
        assertThat(sleptMs).isBetween(60_000L, 61_000L);
    }

    @Property(tries = 200)
    void shouldNeverLetMoreThanTheLimitThroughInAnyMinute(@ForAll final long seed) throws Exception {
        final SplittableRandom random = new SplittableRandom(seed);
        final List<long[]> passed = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            passMs(random.nextInt(8) == 0 ? random.nextInt(90_000) : random.nextInt(400));
            final int weight = 1 + random.nextInt(random.nextBoolean() ? 5 : LIMIT);
            budget.acquire(weight);
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
        budget.acquire(10);
        budget.correct(95);
        assertThat(budget.used()).isEqualTo(95);
        budget.acquire(5);
        budget.acquire(1);
        assertThat(sleptMs).isBetween(60_000L, 61_000L);
    }

    @Test
    void shouldNotBelieveTheExchangeWhenItCountsLess() throws Exception {
        budget.acquire(50);
        budget.correct(10);
        budget.correct(-1);
        assertThat(budget.used()).isEqualTo(50);
    }

    @Test
    void shouldSurviveAnAbsurdCount() throws Exception {
        budget.correct(Long.MAX_VALUE);
        assertThat(budget.used()).isEqualTo(LIMIT);
        budget.acquire(LIMIT);
        assertThat(sleptMs).isBetween(60_000L, 61_000L);
    }

    @Test
    void shouldRefuseAtOnceWhileBlockedAndSayForHowLong() throws Exception {
        budget.block(12_000);
        passMs(2_000);
        final HistoryException refusal = catchThrowableOfType(HistoryException.class, () -> budget.acquire(1));
        assertThat(refusal.kind()).isEqualTo(HistoryException.Kind.RATE_LIMITED);
        assertThat(refusal.retryAfterMs()).isEqualTo(10_000);
        assertThat(refusal).hasMessageContaining("test").hasMessageContaining("10000 ms");
        assertThat(sleptMs).isZero();

        passMs(10_000);
        budget.acquire(1);
        assertThat(sleptMs).isZero();
    }

    @Test
    void shouldKeepTheLongerOfTwoBlocks() {
        budget.block(60_000);
        budget.block(1_000);
        passMs(30_000);
        final HistoryException refusal =
                catchThrowableOfType(HistoryException.class, () -> budget.refuseWhileBlocked());
        assertThat(refusal.retryAfterMs()).isEqualTo(30_000);
    }

    @Test
    void shouldStopWaitingWhenABlockBegins() throws Exception {
        final RequestBudget blockedMeanwhile = new RequestBudget("test", LIMIT, () -> nowNs, ms -> {
            sleep(ms);
            budgetUnderTest.block(5_000);
        });
        budgetUnderTest = blockedMeanwhile;
        blockedMeanwhile.acquire(LIMIT);
        assertThatThrownBy(() -> blockedMeanwhile.acquire(1)).isInstanceOf(HistoryException.class);
        assertThat(blockedMeanwhile.used()).isZero();
    }

    private RequestBudget budgetUnderTest;

    @Test
    void shouldGiveUpWhenOthersKeepTakingTheRoom() throws Exception {
        budgetUnderTest = new RequestBudget("test", LIMIT, () -> nowNs, ms -> {
            sleep(ms);
            budgetUnderTest.correct(LIMIT);
        });
        budgetUnderTest.acquire(LIMIT);
        final HistoryException refusal = catchThrowableOfType(HistoryException.class, () -> budgetUnderTest.acquire(1));
        assertThat(refusal.kind()).isEqualTo(HistoryException.Kind.RATE_LIMITED);
        assertThat(refusal.retryAfterMs()).isPositive();
        assertThat(sleptMs).isLessThanOrEqualTo(RequestBudget.MAX_WAIT_MS);
    }

    @Test
    void shouldTakeNothingWhenInterrupted() throws Exception {
        final RequestBudget interrupted = new RequestBudget("test", LIMIT, () -> nowNs, ms -> {
            throw new InterruptedException();
        });
        interrupted.acquire(LIMIT);
        assertThatThrownBy(() -> interrupted.acquire(1)).isInstanceOf(InterruptedException.class);
        assertThat(interrupted.used()).isEqualTo(LIMIT);
    }

    @Test
    void shouldNotAcceptARequestThatNeverFits() {
        assertThatThrownBy(() -> budget.acquire(LIMIT + 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
