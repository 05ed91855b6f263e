package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Candle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** What the board of last candles promises its reader while the leg's thread fills it. */
public final class LegSinkStress {
    private static final long MS = 1_000_000;
    private static final int SLOTS = 64;
    /** One more, and the board grows. */
    private static final int HALF = SLOTS / 2;

    private LegSinkStress() {}

    private static Candle candle(final int seriesId) {
        final Candle candle = new Candle();
        candle.seriesId = seriesId;
        candle.openTimeMs = 1;
        candle.receivedTimeNs = MS * (1_000 + seriesId);
        return candle;
    }

    /** Two series whose slots collide with others' come while the board grows: nobody's time is another's, or lost. */
    @JCStressTest
    @Outcome(id = "[01], [01], 1", expect = Expect.ACCEPTABLE, desc = "its own time, or not yet")
    @Outcome(expect = Expect.FORBIDDEN, desc = "another series' time, or one lost")
    @State
    public static class GrowingBoard {
        private final LegSink sink = filled();

        private static LegSink filled() {
            final LegSink sink = new LegSink(candle -> {});
            for (int id = 0; id < HALF - 1; id++) {
                sink.onCandle(candle(id));
            }
            return sink;
        }

        @Actor
        public void leg() {
            sink.onCandle(candle(SLOTS + 1));
            sink.onCandle(candle(2 * SLOTS + 1));
        }

        @Actor
        public void supervisor(final III_Result r) {
            r.r1 = seen(2 * SLOTS + 1);
            r.r2 = seen(SLOTS + 1);
            r.r3 = seen(1);
        }

        private int seen(final int id) {
            final long timeMs = sink.lastCandleMs(id);
            return timeMs == LegSink.NEVER ? 0 : timeMs == 1_000 + id ? 1 : -1;
        }
    }
}
