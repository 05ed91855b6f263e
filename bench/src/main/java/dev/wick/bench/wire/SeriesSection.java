package dev.wick.bench.wire;

import dev.wick.bench.report.Effort;
import dev.wick.bench.report.Figure;
import dev.wick.bench.report.Line;
import dev.wick.bench.report.Results;
import dev.wick.bench.report.Section;
import java.util.ArrayList;
import java.util.List;

/** What a candle costs when there are many series: the hot path must not grow with them beyond what caches do. */
public final class SeriesSection implements Section {
    private static final int[] SERIES = {1, 100, 1_000, 10_000};
    private static final int CONNECTIONS = 10;
    private static final double PER_SECOND = 10_000;
    private static final String PLOT = "cost of a candle over series";

    @Override
    public String title() {
        return "series: 1 to 10,000 of them";
    }

    @Override
    public void run(final Effort effort, final Results results) throws Exception {
        final boolean isFull = effort == Effort.FULL;
        final int[] sizes = isFull ? SERIES : new int[] {1, 100};
        final int runs = isFull ? 5 : 1;
        results.say(
                "10,000 candles per second over so many series, 10 connections (1 for one series), one subscriber to all; the engines"
                        + " live side by side, and are measured in turn. CPU is that of the whole process, housekeeping of all series included, but not"
                        + " the JIT compiler.");
        final List<WireBed> beds = new ArrayList<>();
        try {
            for (final int size : sizes) {
                beds.add(new WireBed(Way.WICK, WireBed.Plan.of(size, Math.min(size, CONNECTIONS))));
                beds.get(beds.size() - 1).run(PER_SECOND, isFull ? 4 : 0.3);
            }
            final double[][] cpu = new double[sizes.length][runs];
            final double[][] p50 = new double[sizes.length][runs];
            for (int i = 0; i < runs; i++) {
                for (int at = 0; at < sizes.length; at++) {
                    final WireBed.Outcome outcome = beds.get(at).run(PER_SECOND, isFull ? 1 : 0.3);
                    cpu[at][i] = outcome.cpuUs();
                    p50[at][i] = outcome.percentileUs(50);
                }
            }
            enter(sizes, cpu, p50, results);
            for (final WireBed bed : beds) {
                bed.settle();
                if (!bed.problem().isEmpty()) {
                    results.fault(bed.problem());
                }
            }
        } finally {
            for (final WireBed bed : beds) {
                bed.close();
            }
        }
    }

    private static void enter(final int[] sizes, final double[][] cpu, final double[][] p50, final Results results) {
        final double[] x = new double[sizes.length];
        final double[] cpuLine = new double[sizes.length];
        final double[] p50Line = new double[sizes.length];
        for (int at = 0; at < sizes.length; at++) {
            final Figure itsCpu = Figure.of("series/" + sizes[at] + "/cpu", "us", cpu[at]);
            final Figure itsP50 = Figure.of("series/" + sizes[at] + "/p50", "us", p50[at]);
            results.add(itsCpu);
            results.add(itsP50);
            x[at] = sizes[at];
            cpuLine[at] = itsCpu.median();
            p50Line[at] = itsP50.median();
        }
        results.add(new Line(PLOT, "CPU", "series", "us", x, cpuLine));
        results.add(new Line(PLOT, "p50", "series", "us", x, p50Line));
    }
}
