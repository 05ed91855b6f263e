package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** What the queue of closed candles and the wake-up promise while both of their threads are at them. */
public final class QueueStress {
    private static final long LOST_NS = 20_000_000_000L;

    private QueueStress() {}

    /** Room for one: a second candle gets in only once the first is released, none is lost, and none comes twice or torn. */
    @JCStressTest
    @Outcome(
            id = {"1, 1, 1", "2, 1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "as many as got in, in order")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, twice, torn, out of order, or more than one at a time")
    @State
    public static class ExactCapacity {
        private final ClosedQueue queue = new ClosedQueue(1);
        private int offered;
        private int taken;
        private boolean inOrder = true;
        private boolean boundedForPipeline = true;
        private boolean boundedForEgress = true;

        @Actor
        public void pipeline() {
            for (int i = 1; i <= 2; i++) {
                if (queue.offer(StressCandles.of(1, offered + 1))) {
                    offered++;
                }
                boundedForPipeline &= queue.size() >= 0 && queue.size() <= 1;
            }
        }

        @Actor
        public void egress() {
            take();
            take();
        }

        @Arbiter
        public void drained(final III_Result r) {
            while (!queue.isEmpty()) {
                take();
            }
            r.r1 = offered;
            r.r2 = inOrder && taken == offered && boundedForPipeline && boundedForEgress ? 1 : 0;
            r.r3 = queue.size() == 0 && queue.offer(new Candle()) && !queue.offer(new Candle()) ? 1 : 0;
        }

        private void take() {
            final Candle candle = queue.poll();
            boundedForEgress &= queue.size() >= 0 && queue.size() <= 1;
            if (candle != null) {
                inOrder &= StressCandles.number(candle) == ++taken;
                queue.release(candle);
            }
        }
    }

    /** Work that is made visible and then signalled wakes whoever was about to park, or is parked. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "woken")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the signal was lost")
    @State
    public static class NoLostSignal {
        private final WakeUp wakeUp = new WakeUp();
        private int work;

        @Actor
        public void maker() {
            work = 1;
            wakeUp.signal();
        }

        @Actor
        public void sleeper(final I_Result r) {
            final long startNs = System.nanoTime();
            while (work == 0 && System.nanoTime() - startNs < LOST_NS) {
                wakeUp.await(() -> work != 0, LOST_NS);
            }
            r.r1 = System.nanoTime() - startNs < LOST_NS ? 1 : 0;
        }
    }
}
