package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.ops.Counter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What the stack of open candles promises while both of its threads are at it. */
public final class OpenStackStress {
    private static final int SERIES = 8;

    private OpenStackStress() {}

    private static OpenStack stack(final int maxSize, final Counter overflows) {
        return new OpenStack(maxSize, SERIES, new Counter(), overflows);
    }

    private static int pop(final OpenStack stack) {
        final Candle into = new Candle();
        return stack.pop(into) ? StressCandles.number(into) : 0;
    }

    /** Two states of one series: what is popped is whole, and never goes back. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "0, 1", "0, 2", "1, 0", "1, 2", "2, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "forwards")
    @Outcome(expect = Expect.FORBIDDEN, desc = "backwards, twice, or torn")
    @State
    public static class NeverBackwards {
        private final OpenStack stack = stack(4, new Counter());

        @Actor
        public void pipeline() {
            stack.push(StressCandles.of(1, 1));
            stack.push(StressCandles.of(1, 2));
        }

        @Actor
        public void egress(final II_Result r) {
            r.r1 = pop(stack);
            r.r2 = pop(stack);
        }
    }

    /** Three series through a stack of one entry: each candle is popped once, or counted as an overflow. */
    @JCStressTest
    @Outcome(id = "3, 1", expect = Expect.ACCEPTABLE, desc = "all accounted for")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, twice, or torn")
    @State
    public static class Overflow {
        private final Counter overflows = new Counter();
        private final OpenStack stack = stack(1, overflows);
        private final int[] popped = new int[SERIES];

        @Actor
        public void pipeline() {
            for (int i = 1; i <= 3; i++) {
                stack.push(StressCandles.of(i, i));
            }
        }

        @Actor
        public void egress() {
            take();
            take();
        }

        @Arbiter
        public void drained(final II_Result r) {
            while (!stack.isEmpty()) {
                take();
            }
            check(r, popped, (int) overflows.get());
        }

        private void take() {
            OpenStackStress.take(stack, popped);
        }
    }

    /** Five series through a stack that has to grow: each candle is popped once. */
    @JCStressTest
    @Outcome(id = "5, 1", expect = Expect.ACCEPTABLE, desc = "all accounted for")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, twice, or torn")
    @State
    public static class Growing {
        private final OpenStack stack = new OpenStack(0, 2, new Counter(), new Counter());
        private final int[] popped = new int[SERIES];

        @Actor
        public void pipeline() {
            for (int i = 1; i <= 5; i++) {
                stack.push(StressCandles.of(i, i));
            }
        }

        @Actor
        public void egress() {
            for (int i = 0; i < 3; i++) {
                take(stack, popped);
            }
        }

        @Arbiter
        public void drained(final II_Result r) {
            while (!stack.isEmpty()) {
                take(stack, popped);
            }
            check(r, popped, 0);
        }
    }

    private static void take(final OpenStack stack, final int[] popped) {
        final int number = pop(stack);
        if (number != 0) {
            popped[Math.max(0, number)]++;
        }
    }

    private static void check(final II_Result r, final int[] popped, final int overflows) {
        int sum = overflows;
        int most = 0;
        for (final int times : popped) {
            sum += times;
            most = Math.max(most, times);
        }
        r.r1 = sum;
        r.r2 = popped[0] == 0 && most <= 1 ? 1 : 0;
    }
}
