package dev.wick.bench.wire;

import dev.wick.bench.report.Curve;
import dev.wick.bench.report.Effort;
import dev.wick.bench.report.Figure;
import dev.wick.bench.report.Results;
import dev.wick.bench.report.Section;
import dev.wick.engine.cores.CoreSet;
import dev.wick.engine.cores.KernelView;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** The engine with its threads on cores of their own, spinning, beside the engine as it is by default; where there are the cores. */
public final class PinnedSection implements Section {
    /** One each for pipeline, egress and legs, and what the two ends and everything else need. */
    private static final int NEEDED = 5;

    private static final int MOST_CORES = 1_024;
    private static final int SERIES = 100;
    private static final double PER_SECOND = 1_000;

    @Override
    public String title() {
        return "pinned: threads on cores of their own";
    }

    @Override
    public void run(final Effort effort, final Results results) throws Exception {
        final int[] cores = cores();
        if (cores.length < NEEDED) {
            results.say(String.format(
                    "Not run: pipeline, egress and legs want a core each to spin on, and the two ends and the rest of the machine two"
                            + " more; this process may use %d of the %d that it takes.",
                    cores.length, NEEDED));
            return;
        }
        final int last = cores.length - 1;
        final Map<String, String> settings = Map.of(
                "CONNECTOR_THREADING",
                "dedicated",
                "CONNECTOR_WAIT_PIPELINE",
                "spin",
                "CONNECTOR_WAIT_EGRESS",
                "spin",
                "CONNECTOR_CPU_PIPELINE",
                Integer.toString(cores[last]),
                "CONNECTOR_CPU_EGRESS",
                Integer.toString(cores[last - 1]),
                "CONNECTOR_CPU_LEGS",
                Integer.toString(cores[last - 2]));
        results.say(
                "100 series at 1,000/s; pinned and spinning as in config/pinned.conf, in turn with the engine as it is by default.");
        measure(effort == Effort.FULL, WireBed.Plan.of(SERIES, 1), settings, results);
    }

    /** The cores that this process may use. */
    private static int[] cores() {
        final CoreSet allowed = new KernelView().ofProcess();
        return IntStream.range(0, MOST_CORES)
                .filter(core -> allowed.with(CoreSet.of(Integer.toString(core))).equals(allowed))
                .toArray();
    }

    private static void measure(
            final boolean isFull, final WireBed.Plan plan, final Map<String, String> settings, final Results results)
            throws Exception {
        try (Beds free = new Beds(plan, Way.WICK);
                Beds pinned = new Beds(plan.with(settings), Way.WICK)) {
            free.warmUp(PER_SECOND, isFull ? 5 : 0.3, 1);
            pinned.warmUp(PER_SECOND, isFull ? 5 : 0.3, 1);
            final int runs = isFull ? 5 : 1;
            final Histogram[] all = {new Histogram(3), new Histogram(3)};
            final double[][] p50 = new double[2][runs];
            final double[][] p99 = new double[2][runs];
            for (int i = 0; i < runs; i++) {
                for (int which = 0; which < 2; which++) {
                    final Beds beds = which == 0 ? free : pinned;
                    final WireBed.Outcome outcome = beds.alternate(1, PER_SECOND, isFull ? 3 : 0.3, results)
                            .get(Way.WICK)
                            .get(0);
                    p50[which][i] = outcome.percentileUs(50);
                    p99[which][i] = outcome.percentileUs(99);
                    all[which].add(outcome.run().latency);
                }
            }
            for (final String name : List.of("p50", "p99")) {
                final double[][] values = name.equals("p50") ? p50 : p99;
                results.add(Figure.of("pinned/" + name + "/free", "us", values[0]));
                results.add(Figure.of("pinned/" + name + "/pinned", "us", values[1]));
                results.add(Figure.ratio("pinned/" + name + "/pinned/free", values[1], values[0], null));
            }
            results.add(new Curve("pinned or not", "free", all[0]));
            results.add(new Curve("pinned or not", "pinned", all[1]));
            free.judge(results);
            pinned.judge(results);
        }
    }
}
