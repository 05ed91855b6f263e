package dev.wick.bench.wire;

import dev.wick.bench.report.Bar;
import dev.wick.bench.report.Effort;
import dev.wick.bench.report.Figure;
import dev.wick.bench.report.Results;
import dev.wick.bench.report.Section;
import java.util.Map;

/** What the engine's threads allocate for each candle, ours apart from the WebSocket library's. */
public final class AllocationSection implements Section {
    private static final int SERIES = 100;
    private static final double PER_SECOND = 20_000;

    @Override
    public String title() {
        return "allocation: from socket to socket";
    }

    @Override
    public void run(final Effort effort, final Results results) throws Exception {
        final boolean isFull = effort == Effort.FULL;
        results.say(
                "Bytes that each of the engine's threads allocates for a candle, by the JVM's own count, at 20,000/s. What a leg"
                        + " allocates is Java-WebSocket's: an object for each read from the socket; parsing alone allocates nothing (see the"
                        + " figures of ParseBenchmark).");
        try (WireBed bed = new WireBed(Way.WICK, WireBed.Plan.of(SERIES, 1));
                JvmProbe probe = new JvmProbe(bed.middle().pid())) {
            bed.run(PER_SECOND, isFull ? 5 : 1);
            final int runs = isFull ? 5 : 1;
            final double[] wick = new double[runs];
            final double[] leg = new double[runs];
            for (int i = 0; i < runs; i++) {
                final Map<String, Long> before = probe.allocatedBytes();
                final WireBed.Outcome outcome = bed.run(PER_SECOND, isFull ? 2 : 0.5);
                final Map<String, Long> after = probe.allocatedBytes();
                wick[i] = (double) sum(after, before, false) / outcome.run().came();
                leg[i] = (double) sum(after, before, true) / outcome.run().came();
            }
            results.add(new Figure("allocation/pipeline-and-egress", "B", wick, isFull ? Bar.atMost(0.5) : null));
            results.add(Figure.of("allocation/leg-with-library", "B", leg));
            bed.settle();
            if (!bed.problem().isEmpty()) {
                results.fault(bed.problem());
            }
        }
    }

    private static long sum(final Map<String, Long> after, final Map<String, Long> before, final boolean isLeg) {
        return after.entrySet().stream()
                .filter(thread -> isLeg ? isLeg(thread.getKey()) : isOurs(thread.getKey()))
                .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                .sum();
    }

    private static boolean isLeg(final String thread) {
        return thread.startsWith("leg-");
    }

    private static boolean isOurs(final String thread) {
        return thread.equals("wick") || thread.equals("pipeline") || thread.equals("egress");
    }
}
