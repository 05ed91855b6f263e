package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.engine.ops.Counter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.AgentTerminationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class DutyThreadTest {
    private final WakeUp wakeUp = new WakeUp();
    private final Counter errorCount = new Counter();
    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final StageErrors errors =
            new StageErrors("test", errorCount, (what, error) -> reports.add(error.getMessage()));

    /** Consumes numbers, and fails on some. */
    private static class Eater implements Duty {
        final AtomicInteger given = new AtomicInteger();
        final AtomicInteger eaten = new AtomicInteger();
        final AtomicInteger rounds = new AtomicInteger();
        volatile boolean started;
        volatile boolean closed;
        volatile long limitNs = WakeUp.NO_LIMIT;
        volatile String threadName;

        @Override
        public void onStart() {
            started = true;
            threadName = Thread.currentThread().getName();
        }

        @Override
        public int doWork() {
            rounds.incrementAndGet();
            if (eaten.get() == given.get()) {
                return 0;
            }
            if (eaten.incrementAndGet() % 2 == 1) {
                throw new IllegalStateException("odd");
            }
            return 1;
        }

        @Override
        public boolean hasWork() {
            return eaten.get() != given.get();
        }

        @Override
        public long parkLimitNs() {
            return limitNs;
        }

        @Override
        public void onClose() {
            closed = true;
        }

        @Override
        public String roleName() {
            return "eater";
        }
    }

    private final Eater eater = new Eater();

    @ParameterizedTest
    @EnumSource(WaitMode.class)
    void shouldTakeWorkAndSurviveExceptionsInEveryMode(final WaitMode mode) {
        try (DutyThread thread = new DutyThread("eater-1", eater, mode, wakeUp, errors).start()) {
            for (int i = 1; i <= 100; i++) {
                eater.given.incrementAndGet();
                wakeUp.signal();
            }
            await().atMost(20, TimeUnit.SECONDS).until(() -> eater.eaten.get() == 100);
            await().atMost(20, TimeUnit.SECONDS).until(() -> errorCount.get() == 50);
            assertThat(thread.isAlive()).isTrue();
        }
        assertThat(reports).containsExactly("odd");
        assertThat(eater.started).isTrue();
        assertThat(eater.closed).isTrue();
        assertThat(eater.threadName).isEqualTo("eater-1");
    }

    @Test
    void shouldEndWhileParked() {
        final DutyThread thread = new DutyThread("eater-2", eater, WaitMode.BLOCK, wakeUp, errors).start();
        await().atMost(20, TimeUnit.SECONDS).until(wakeUp::isAwaited);
        thread.close();

        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void shouldNotRoundWhileParkedWithoutLimit() {
        try (DutyThread thread = new DutyThread("eater-3", eater, WaitMode.BLOCK, wakeUp, errors).start()) {
            await().atMost(20, TimeUnit.SECONDS).until(wakeUp::isAwaited);
            final int before = eater.rounds.get();
            await().during(100, TimeUnit.MILLISECONDS)
                    .atMost(20, TimeUnit.SECONDS)
                    .until(() -> eater.rounds.get() <= before + 2);
            assertThat(thread.isAlive()).isTrue();
        }
    }

    @Test
    void shouldRoundAgainAfterTheLimitThatTheDutySets() {
        eater.limitNs = 1_000_000;
        try (DutyThread thread = new DutyThread("eater-4", eater, WaitMode.BLOCK, wakeUp, errors).start()) {
            await().atMost(20, TimeUnit.SECONDS).until(() -> eater.rounds.get() > 20);
            assertThat(thread.isAlive()).isTrue();
        }
    }

    @Test
    void shouldEndWhenTheDutySaysSo() {
        final Duty leaver = new Eater() {
            @Override
            public int doWork() {
                throw new AgentTerminationException(true);
            }
        };
        try (DutyThread thread = new DutyThread("leaver", leaver, WaitMode.SPIN, wakeUp, errors).start()) {
            await().atMost(20, TimeUnit.SECONDS).until(() -> !thread.isAlive());
        }
        assertThat(errorCount.get()).isZero();
    }

    @Test
    void shouldRunTheSecondDutyThoughTheFirstFails() {
        final Eater second = new Eater();
        eater.given.set(1);
        second.given.set(1);
        second.eaten.set(1);
        second.given.set(2);
        final TwoAgents both = new TwoAgents(eater, second);
        assertThat(both.hasWork()).isTrue();
        try {
            both.doWork();
        } catch (final Exception e) {
            reports.add(e.getMessage());
        }
        assertThat(reports).containsExactly("odd");
        assertThat(second.eaten.get()).isEqualTo(2);
        assertThat(both.hasWork()).isFalse();
    }

    @Test
    void shouldParkTwoDutiesNoLongerThanEitherAllows() {
        final Eater second = new Eater();
        second.limitNs = 5;

        assertThat(new TwoAgents(eater, second).parkLimitNs()).isEqualTo(5);
    }
}
