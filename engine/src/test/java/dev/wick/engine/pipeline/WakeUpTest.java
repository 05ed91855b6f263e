package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WakeUpTest {
    @Test
    void shouldNotParkWhenThereIsWork() {
        final WakeUp wakeUp = new WakeUp();
        wakeUp.await(() -> true, WakeUp.NO_LIMIT);

        assertThat(wakeUp.isAwaited()).isFalse();
    }

    @Test
    void shouldWakeAParkedThread() {
        final WakeUp wakeUp = new WakeUp();
        final AtomicBoolean work = new AtomicBoolean();
        final CompletableFuture<Void> sleeper = CompletableFuture.runAsync(() -> {
            while (!work.get()) {
                wakeUp.await(work::get, WakeUp.NO_LIMIT);
            }
        });
        await().atMost(20, TimeUnit.SECONDS).until(wakeUp::isAwaited);
        work.set(true);
        wakeUp.signal();

        assertThat(sleeper).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldEndAWaitAtItsLimit() {
        new WakeUp().await(() -> false, 1_000_000);
    }

    /** Two threads wait for each other in turn, without a limit: one lost wake-up stops them for good. */
    @Test
    void shouldNeverLoseAWakeUp() {
        final int rounds = 100_000;
        final WakeUp here = new WakeUp();
        final WakeUp there = new WakeUp();
        final AtomicLong ball = new AtomicLong();
        final CompletableFuture<Void> partner = CompletableFuture.runAsync(() -> play(rounds, 1, ball, there, here));
        play(rounds, 0, ball, here, there);

        assertThat(partner).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(ball.get()).isEqualTo(2L * rounds);
    }

    private static void play(
            final int rounds, final int side, final AtomicLong ball, final WakeUp mine, final WakeUp others) {
        for (int i = 0; i < rounds; i++) {
            while (ball.get() % 2 != side) {
                mine.await(() -> ball.get() % 2 == side, WakeUp.NO_LIMIT);
            }
            ball.incrementAndGet();
            others.signal();
        }
    }
}
