package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.engine.ops.Counter;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.agrona.concurrent.NanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class LentDutyTest {
    private final WakeUp wakeUp = new WakeUp();
    private final Queue<String> reports = new ConcurrentLinkedQueue<>();
    private final StageErrors errors =
            new StageErrors("test", new Counter(), (what, error) -> reports.add(what + error.getMessage()));
    private final AtomicLong nowNs = new AtomicLong();
    /** A little later at each look: nothing takes long unless a test says so. */
    private final NanoClock clock = () -> nowNs.addAndGet(10);

    private final Taker taker = new Taker();

    /** Takes numbers. All of its own state is plain: whoever runs it must see what was done before. */
    private final class Taker implements Duty {
        final Queue<Long> given = new ConcurrentLinkedQueue<>();
        final AtomicBoolean isRunning = new AtomicBoolean();
        final List<String> runners = new ArrayList<>();
        long taken;
        long sum;
        int perRound = 1;
        volatile LongSupplier limit = () -> WakeUp.NO_LIMIT;
        volatile long seenTaken;
        volatile boolean throwsOnce;
        volatile long roundNs;

        @Override
        public int doWork() {
            if (!isRunning.compareAndSet(false, true)) {
                reports.add("two at a time");
            }
            try {
                return take();
            } finally {
                isRunning.set(false);
            }
        }

        private int take() {
            if (throwsOnce) {
                throwsOnce = false;
                throw new IllegalStateException("once");
            }
            nowNs.addAndGet(given.isEmpty() ? 0 : roundNs);
            int work = 0;
            for (Long next = given.poll(); next != null; next = work < perRound ? given.poll() : null) {
                taken++;
                sum += next;
                work++;
            }
            if (work > 0 && runners.size() < 100) {
                runners.add(Thread.currentThread().getName());
            }
            seenTaken = taken;
            return work;
        }

        @Override
        public boolean hasWork() {
            return !given.isEmpty();
        }

        @Override
        public long parkLimitNs() {
            return limit.getAsLong();
        }

        @Override
        public String roleName() {
            return "taker";
        }
    }

    private DutyThread lender() {
        final DutyThread thread = new DutyThread("lender", taker, WaitMode.BLOCK, wakeUp, errors, clock)
                .lending()
                .start();
        await().atMost(20, TimeUnit.SECONDS).until(wakeUp::isAwaited);
        return thread;
    }

    @Test
    void shouldBeDoneByWhoBringsItWhileTheThreadIsParked() {
        try (DutyThread thread = lender()) {
            taker.given.add(1L);
            thread.lendHand();
            assertThat(taker.runners).containsExactly(Thread.currentThread().getName());
            assertThat(taker.taken).isEqualTo(1);
            assertThat(wakeUp.isAwaited()).as("the thread sleeps on").isTrue();
        }
        assertThat(reports).isEmpty();
    }

    @Test
    void shouldLetTheThreadSleepThoughADeadlineIsComputedAnew() {
        taker.limit = () -> TimeUnit.MINUTES.toNanos(1) - clock.nanoTime();
        try (DutyThread thread = lender()) {
            for (long i = 1; i <= 1_000; i++) {
                taker.given.add(i);
                thread.lendHand();
                assertThat(wakeUp.isAwaited()).as("the thread sleeps on").isTrue();
            }
        }
        assertThat(taker.runners).containsOnly(Thread.currentThread().getName());
    }

    @Test
    void shouldBeLeftToTheThreadWhileItTakesLong() {
        try (DutyThread thread = lender()) {
            taker.roundNs = 1_000_000;
            for (long i = 1; i <= 5; i++) {
                taker.given.add(i);
                thread.lendHand();
                final long wanted = i;
                await().atMost(20, TimeUnit.SECONDS).until(() -> taker.seenTaken == wanted && wakeUp.isAwaited());
            }
            taker.roundNs = 0;
            for (long i = 6; i <= 7; i++) {
                taker.given.add(i);
                thread.lendHand();
                final long wanted = i;
                await().atMost(20, TimeUnit.SECONDS).until(() -> taker.seenTaken == wanted && wakeUp.isAwaited());
            }
        }
        final String here = Thread.currentThread().getName();
        assertThat(taker.runners)
                .startsWith(here, "lender", "lender", "lender", "lender", "lender")
                .endsWith(here);
    }

    @Test
    void shouldBeLeftToTheThreadBeyondAFewRounds() {
        try (DutyThread thread = lender()) {
            for (long i = 0; i < 10; i++) {
                taker.given.add(i);
            }
            thread.lendHand();
            await().atMost(20, TimeUnit.SECONDS).until(() -> taker.seenTaken == 10);
        }
        assertThat(taker.runners.subList(0, 3))
                .containsOnly(Thread.currentThread().getName());
        assertThat(taker.runners.subList(3, 10)).containsOnly("lender");
    }

    @Test
    void shouldBeDoneByTheThreadOnceSomebodyElseHasFailed() {
        try (DutyThread thread = lender()) {
            taker.throwsOnce = true;
            taker.given.add(1L);
            thread.lendHand();
            await().atMost(20, TimeUnit.SECONDS).until(() -> taker.seenTaken == 1);
        }
        assertThat(taker.runners).containsExactly("lender");
        assertThat(reports).hasSize(1);
    }

    @Test
    void shouldWakeTheThreadWhenItIsDueEarlierThanItKnew() {
        try (DutyThread thread = lender()) {
            taker.limit = () -> 1_000_000;
            taker.given.add(1L);
            thread.lendHand();
            await().atMost(20, TimeUnit.SECONDS).until(() -> taker.seenTaken == 1);
            taker.given.add(2L);
            // Nobody says so: its own limit lets it look.
            await().atMost(20, TimeUnit.SECONDS).until(() -> taker.seenTaken == 2);
            assertThat(thread.isAlive()).isTrue();
        }
        assertThat(taker.runners).containsExactly(Thread.currentThread().getName(), "lender");
    }

    @ParameterizedTest
    @EnumSource(WaitMode.class)
    void shouldStayWithTheThreadThatDoesNotLendIt(final WaitMode mode) {
        final DutyThread made = new DutyThread("keeper", taker, mode, wakeUp, errors, clock);
        try (DutyThread thread = (mode == WaitMode.BLOCK ? made : made.lending()).start()) {
            taker.given.add(1L);
            thread.lendHand();
            await().atMost(20, TimeUnit.SECONDS).until(() -> taker.seenTaken == 1);
        }
        assertThat(taker.runners).containsExactly("keeper");
    }

    @Test
    void shouldTakeEverythingOnceAndOneAtATimeWhoeverBringsIt() throws InterruptedException {
        final int bringers = 4;
        final long each = 50_000;
        taker.perRound = 5;
        final List<Thread> threads = new ArrayList<>();
        try (DutyThread lender = lender()) {
            for (int i = 0; i < bringers; i++) {
                final Thread bringer = new Thread(() -> bring(lender, each), "bringer");
                bringer.start();
                threads.add(bringer);
            }
            for (final Thread bringer : threads) {
                bringer.join();
            }
            await().atMost(20, TimeUnit.SECONDS).until(() -> taker.seenTaken == bringers * each);
        }
        assertThat(taker.sum).isEqualTo(bringers * each * (each + 1) / 2);
        assertThat(reports).isEmpty();
    }

    private void bring(final DutyThread lender, final long count) {
        for (long i = 1; i <= count; i++) {
            taker.given.add(i);
            lender.lendHand();
        }
    }

    @Test
    void shouldNotLoseTheLastOneWhenTheThreadGoesToSleepJustThen() {
        try (DutyThread lender = lender()) {
            for (long i = 1; i <= 20_000; i++) {
                taker.given.add(i);
                if (i % 2 == 0) {
                    wakeUp.signal();
                } else {
                    lender.lendHand();
                }
                final long wanted = i;
                while (taker.seenTaken < wanted) {
                    Thread.onSpinWait();
                }
            }
        }
        assertThat(reports).isEmpty();
    }

    @Test
    void shouldEndWhileOthersBringWork() throws InterruptedException {
        final DutyThread lender = lender();
        final AtomicBoolean isOver = new AtomicBoolean();
        final Thread bringer = new Thread(() -> {
            while (!isOver.get()) {
                taker.given.add(1L);
                lender.lendHand();
            }
        });
        bringer.start();
        await().atMost(20, TimeUnit.SECONDS).until(() -> taker.seenTaken > 100);
        lender.close();
        assertThat(lender.isAlive()).isFalse();
        final long taken = taker.seenTaken;
        taker.given.add(1L);
        lender.lendHand();
        assertThat(taker.seenTaken).as("nobody runs it any more").isEqualTo(taken);
        isOver.set(true);
        bringer.join();
        assertThat(reports).isEmpty();
    }
}
