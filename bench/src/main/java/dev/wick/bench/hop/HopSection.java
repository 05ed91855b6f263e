package dev.wick.bench.hop;

import dev.wick.bench.report.Effort;
import dev.wick.bench.report.Results;
import dev.wick.bench.report.Section;
import dev.wick.engine.pipeline.WaitMode;
import java.util.Arrays;
import java.util.List;

/** The distance {@code hop}: the engine's beside a bare Disruptor's, over the number of series, and what it allocates. */
public final class HopSection implements Section {
    private static final WaitMode[] MODES = {WaitMode.SPIN, WaitMode.YIELD, WaitMode.BLOCK};

    @Override
    public String title() {
        return "Hop: published into the ring → the egress has it";
    }

    @Override
    public void run(final Effort effort, final Results results) throws Exception {
        final Sizes sizes = Sizes.of(effort);
        final int cores = Runtime.getRuntime().availableProcessors();
        final List<Rival> rivals =
                Arrays.stream(Rival.values()).filter(rival -> rival.fits(cores)).toList();
        explain(sizes, rivals, cores, results);
        for (final WaitMode mode : MODES) {
            new Comparison(mode, true, rivals, sizes, results).warmUp();
        }
        for (final boolean isParked : new boolean[] {true, false}) {
            for (final WaitMode mode : MODES) {
                new Comparison(mode, isParked, rivals, sizes, results).run();
            }
        }
        new SeriesScaling(sizes, results).run();
        new Allocation(sizes, results).run();
        new EpsilonRun(sizes, results).run();
    }

    private static void explain(final Sizes sizes, final List<Rival> rivals, final int cores, final Results results) {
        results.say(
                "`wick`: the engine's own intake, ring, pipeline with all stages, queues and egress, on one thread as it"
                        + " ships on few cores, which in mode block lends its work to a publisher that finds it parked; the hop ends"
                        + " where the egress takes the candle from its queue. `bare`: a Disruptor for"
                        + " many publishers with one handler and the wait of the same name; `candle`: the same whose events are candles,"
                        + " copied in and out. `queue`: an `ArrayBlockingQueue`.");
        results.say("1,000 candles/s of 100 series, 29 of 30 open; " + sizes.runs() + " runs of each in turn, "
                + sizes.parked()
                + " candles each with a publisher that parks until a candle's time, as one does who reads"
                + " a socket, " + sizes.spinning() + " with one that spins. The hop begins right before the call that"
                + " publishes; `planned` begins at the planned time, hence has in it by how much the sender was late.");
        if (!rivals.contains(Rival.DEDICATED)) {
            results.say("Pipeline and egress on a thread each (`dedicated`) were not run: there are " + cores
                    + " cores, and from 4 on the engine takes two threads.");
        }
    }
}
