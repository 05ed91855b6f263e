package dev.wick.bench;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.LegSide;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/**
 * What a second leg costs the pipeline: every update comes twice, and the second copy has to be known again. Time per update that
 * is news, from publishing to the open stack, of 1,000 series; parsing is not in it, which each leg does on its own thread.
 *
 * <p>The baseline copies the candle once: the least that taking it over costs.
 */
public class TwoLegsBenchmark extends StageBenchmark {
    private static final int SERIES = 1_000;
    /** As many as a busy pipeline finds in the ring at once. */
    private static final int BURST = 50;

    private final Candle[] open = new Candle[SERIES];
    private final Candle popped = new Candle();
    private Fixture fixture;
    private long nowNs = 1;
    private int at;

    /** Makes every series known. */
    @Setup
    public void setUp() {
        fixture = new Fixture(SERIES, () -> nowNs);
        for (int i = 0; i < SERIES; i++) {
            open[i] = fixture.candle(i, false);
        }
    }

    /** The next update of the next series. */
    private Candle next() {
        at = at + 1 == SERIES ? 0 : at + 1;
        final Candle candle = open[at];
        candle.eventTimeMs++;
        return candle;
    }

    private void bring(final Candle candle, final LegSide side) {
        nowNs++;
        candle.legId = side.legId(0);
        candle.readNs = nowNs;
        fixture.publisher.onCandle(candle);
    }

    /** Leads all that was published through the stages, and takes the news off the stack. */
    private Candle take() throws Exception {
        fixture.pipeline.doWork();
        for (int i = 0; i < BURST; i++) {
            Fixture.check(fixture.open.pop(popped), "an update got lost");
        }
        Fixture.check(!fixture.open.pop(popped), "an update came twice");
        return popped;
    }

    /** The copy alone. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public Candle baseline() {
        for (int i = 0; i < BURST; i++) {
            popped.copyFrom(next());
        }
        return popped;
    }

    /** One leg brings each update. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public Candle oneLeg() throws Exception {
        for (int i = 0; i < BURST; i++) {
            bring(next(), LegSide.A);
        }
        return take();
    }

    /** Two legs do, close to each other; they take turns in being the first. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public Candle twoLegs() throws Exception {
        for (int i = 0; i < BURST; i++) {
            final Candle candle = next();
            final LegSide first = (i & 1) == 0 ? LegSide.A : LegSide.B;
            bring(candle, first);
            bring(candle, first.other());
        }
        return take();
    }
}
