package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.ops.Counter;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two real threads on one stack. The number of a push stands in every field, so that a torn candle shows. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class OpenStackStressTest {
    private static final int PUSHES = 800_000;
    private static final int SERIES = 50;

    private final Counter superseded = new Counter();
    private final Counter overflows = new Counter();
    private final long[] lastOfSeries = new long[SERIES];
    private long popped;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 1_000, 0})
    void shouldTearNothingLoseNothingAndNeverGoBackwards(final int maxSize) throws Exception {
        final OpenStack stack = new OpenStack(maxSize, superseded, overflows);
        final CompletableFuture<Void> pusher = CompletableFuture.runAsync(() -> pushAll(stack, PUSHES));
        final Candle into = new Candle();
        while (!pusher.isDone()) {
            if (stack.pop(into)) {
                check(into);
            }
        }
        pusher.get();
        final int left = stack.size();
        assertThat(PUSHES).isEqualTo(popped + superseded.get() + overflows.get() + left);

        while (stack.pop(into)) {
            check(into);
        }
        assertThat(stack.size()).isZero();
        assertThat(PUSHES).isEqualTo(popped + superseded.get() + overflows.get());
        if (maxSize == 0) {
            assertThat(overflows.get()).isZero();
        }
    }

    /** A popper that starts late and is slow, so that the stack grows several times under its hands. */
    @RepeatedTest(10)
    void shouldLoseNothingWhileItGrows() throws Exception {
        final int pushes = 60_000;
        final OpenStack stack = new OpenStack(0, superseded, overflows);
        final CompletableFuture<Void> pusher = CompletableFuture.runAsync(() -> pushAll(stack, pushes));
        final Candle into = new Candle();
        int largest = 0;
        while (!pusher.isDone()) {
            largest = Math.max(largest, stack.size());
            if (largest > OpenStack.INITIAL_SIZE - 100 && stack.pop(into)) {
                check(into);
            }
        }
        pusher.get();
        largest = Math.max(largest, stack.size());
        while (stack.pop(into)) {
            check(into);
        }
        assertThat(largest).isGreaterThan(OpenStack.INITIAL_SIZE - 100);
        assertThat(pushes).isEqualTo(popped + superseded.get());
        assertThat(overflows.get()).isZero();
    }

    private static void pushAll(final OpenStack stack, final int number) {
        final SplittableRandom random = new SplittableRandom(42);
        final Candle candle = new Candle();
        for (int i = 1; i <= number; i++) {
            candle.seriesId = i % SERIES;
            candle.openTimeMs = i;
            candle.receivedTimeNs = i;
            candle.open.mantissa = i;
            candle.close.mantissa = i;
            candle.contracts.mantissa = i;
            candle.tradeCount = i;
            candle.routedNs = i;
            stack.push(candle);
            // Bursts and pauses, so that the stack is empty at times and full at others.
            if (random.nextInt(64) == 0) {
                final int pause = random.nextInt(2_000);
                for (int spin = 0; spin < pause; spin++) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private void check(final Candle candle) {
        final long number = candle.openTimeMs;
        if (candle.receivedTimeNs != number
                || candle.open.mantissa != number
                || candle.close.mantissa != number
                || candle.contracts.mantissa != number
                || candle.tradeCount != number
                || candle.routedNs != number
                || candle.seriesId != number % SERIES) {
            throw new AssertionError("torn: " + candle);
        }
        if (number <= lastOfSeries[candle.seriesId]) {
            throw new AssertionError(number + " after " + lastOfSeries[candle.seriesId]);
        }
        lastOfSeries[candle.seriesId] = number;
        popped++;
    }
}
