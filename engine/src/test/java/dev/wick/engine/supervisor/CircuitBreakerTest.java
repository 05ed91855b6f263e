package dev.wick.engine.supervisor;

import static dev.wick.engine.supervisor.CircuitBreaker.Kind.CONNECT;
import static dev.wick.engine.supervisor.CircuitBreaker.Kind.REST;
import static dev.wick.engine.supervisor.CircuitBreaker.Kind.SUBSCRIBE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import java.util.SplittableRandom;
import org.agrona.concurrent.CachedEpochClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The breaker's schedule on a virtual clock. */
class CircuitBreakerTest {
    private final CachedEpochClock clock = new CachedEpochClock();
    private final Metrics metrics = new Metrics();
    private CircuitBreaker breaker = breaker(1, 1);

    private CircuitBreaker breaker(final int halfOpenCalls, final long seed) {
        return new CircuitBreaker(
                FakeVenue.VENUE,
                new BreakerSettings(5, 30_000, halfOpenCalls),
                clock,
                new Jitter(new SplittableRandom(seed)),
                metrics);
    }

    @Test
    void shouldStayClosedBelowTheThreshold() {
        fail(4);

        assertThat(breaker.mayTry()).isTrue();
        assertThat(breaker.state()).isEqualTo("closed");
        assertThat(breaker.stateCode()).isZero();
    }

    @Test
    void shouldOpenAfterFiveFailuresOfWhateverKind() {
        breaker.failed(CONNECT);
        breaker.failed(SUBSCRIBE);
        breaker.failed(REST);
        fail(2);

        assertThat(breaker.mayTry()).isFalse();
        assertThat(breaker.state()).isEqualTo("open");
        assertThat(breaker.stateCode()).isEqualTo(1);
    }

    @Test
    void shouldCountOnlyFailuresInARow() {
        fail(4);
        breaker.succeeded();
        fail(4);

        assertThat(breaker.mayTry()).isTrue();
        assertThat(breaker.consecutiveFailures()).isEqualTo(4);
    }

    @Test
    void shouldCountEachKindOfFailure() {
        breaker.failed(CONNECT);
        breaker.failed(CONNECT);
        breaker.failed(REST);

        assertThat(failures("connect")).isEqualTo(2);
        assertThat(failures("rest")).isEqualTo(1);
        assertThat(failures("subscribe")).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldTryAgainAfterDoublingTimesUpToFiveMinutesWithJitter(final long seed) {
        breaker = breaker(1, seed);
        fail(5);
        for (final long seconds : new long[] {30, 60, 120, 240, 300, 300, 300}) {
            advance(seconds * 800 - 1);
            assertThat(breaker.mayTry())
                    .as("just before 80 %% of %d s", seconds)
                    .isFalse();
            advance(seconds * 200 + 1);
            assertThat(breaker.mayTry()).as("after %d s", seconds).isTrue();
            breaker.failed(CONNECT);
            assertThat(breaker.state()).isEqualTo("open");
        }
    }

    @Test
    void shouldSpreadWhatFellTogether() {
        final CircuitBreaker other = breaker(1, 2);
        fail(5);
        for (int i = 0; i < 5; i++) {
            other.failed(CONNECT);
        }
        long firstMs = 0;
        long otherMs = 0;
        for (long ms = 1; ms <= 30_000; ms++) {
            advance(1);
            firstMs = firstMs == 0 && breaker.mayTry() ? ms : firstMs;
            otherMs = otherMs == 0 && other.mayTry() ? ms : otherMs;
        }
        assertThat(firstMs).isPositive().isNotEqualTo(otherMs);
        assertThat(otherMs).isPositive();
    }

    @Test
    void shouldBeginWithTheFirstTimeAgainAfterItWasClosed() {
        fail(5);
        advance(30_000);
        breaker.mayTry();
        breaker.failed(CONNECT);
        advance(60_000);
        assertThat(breaker.mayTry()).isTrue();
        breaker.succeeded();
        assertThat(breaker.state()).isEqualTo("closed");
        assertThat(breaker.consecutiveFailures()).isZero();

        fail(4);
        assertThat(breaker.mayTry()).isTrue();
        fail(1);
        advance(30_000);
        assertThat(breaker.mayTry()).isTrue();
    }

    @Test
    void shouldLetOneTrialThroughWhoeverAsks() {
        fail(5);
        advance(30_000);

        assertThat(breaker.mayTry()).isTrue();
        assertThat(breaker.state()).isEqualTo("half_open");
        assertThat(breaker.stateCode()).isEqualTo(2);
        assertThat(breaker.mayTry()).isFalse();
        advance(3_600_000);
        assertThat(breaker.mayTry()).isFalse();
    }

    @Test
    void shouldLetTheNextTrialGoWhenOneWasCalledOff() {
        fail(5);
        advance(30_000);
        breaker.mayTry();
        breaker.released();

        assertThat(breaker.mayTry()).isTrue();
        assertThat(breaker.mayTry()).isFalse();
    }

    @Test
    void shouldNotHoldItAgainstTheVenueThatItWasNotAsked() {
        fail(5);
        for (int i = 0; i < 100; i++) {
            breaker.mayTry();
        }
        assertThat(breaker.consecutiveFailures()).isEqualTo(5);
    }

    @Test
    void shouldLeaveLateResultsOfTheTimeBeforeOutOfItsDecisions() {
        fail(5);
        breaker.succeeded();
        assertThat(breaker.state()).isEqualTo("open");
        breaker.failed(REST);
        advance(30_000);
        assertThat(breaker.mayTry()).isTrue();
        breaker.succeeded();

        assertThat(breaker.state()).isEqualTo("closed");
        assertThat(failures("rest")).isEqualTo(1);
    }

    @Test
    void shouldCloseOnlyAfterAsManyTrialsAsTheSettingsSay() {
        breaker = breaker(3, 1);
        fail(5);
        advance(30_000);
        assertThat(breaker.mayTry()).isTrue();
        breaker.succeeded();
        assertThat(breaker.state()).isEqualTo("half_open");
        assertThat(breaker.mayTry()).isTrue();
        assertThat(breaker.mayTry()).isTrue();
        assertThat(breaker.mayTry()).isFalse();
        breaker.succeeded();
        breaker.succeeded();

        assertThat(breaker.state()).isEqualTo("closed");
    }

    private void fail(final int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(CONNECT);
        }
    }

    private double failures(final String kind) {
        return metrics.value(Metric.CIRCUIT_BREAKER_FAILURES, "binance", "spot", kind);
    }

    private void advance(final long ms) {
        clock.advance(ms);
    }
}
