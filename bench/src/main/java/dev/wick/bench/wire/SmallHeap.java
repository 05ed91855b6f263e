package dev.wick.bench.wire;

import dev.wick.bench.report.Bar;
import dev.wick.bench.report.Figure;
import dev.wick.bench.report.Results;
import java.util.List;
import java.util.Map;

/**
 * How often an engine with a heap of 64 MB collects garbage, and whose garbage that is: what its legs allocate is the WebSocket
 * library's (see {@link AllocationSection}), and fills the young generation so and so often; what goes beyond is ours.
 *
 * @param collections in the measured time
 * @param byLibrary how many of them the legs' garbage explains
 * @param beside bytes per second that all other threads allocate
 * @param seconds measured
 * @param problem what went wrong; empty for nothing
 */
record SmallHeap(long collections, long byLibrary, double beside, double seconds, String problem) {
    private static final List<String> FLAGS = List.of("-Xms64m", "-Xmx64m", WireBed.LOG_COLLECTIONS);
    /** The past of 1,000 series is fetched at the start, one after the other; that takes two minutes or so. */
    private static final double START_SECONDS = 150;

    private static final String ID = "memory/heap-of-64-mb/";

    /** Runs an engine for this long, the start included, which is half of it at most. */
    static SmallHeap measure(final WireBed.Plan plan, final double perSecond, final double seconds) throws Exception {
        final double start = Math.min(START_SECONDS, seconds / 2);
        try (WireBed bed = new WireBed(Way.WICK, plan.under(FLAGS));
                JvmProbe probe = new JvmProbe(bed.middle().pid())) {
            final WireBed.Outcome first = bed.run(perSecond, start);
            final Map<String, Long> before = probe.allocatedBytes();
            final long collectionsBefore = bed.collections();
            final WireBed.Outcome outcome = bed.run(perSecond, seconds - start);
            final long collections = bed.collections() - collectionsBefore;
            final Map<String, Long> after = probe.allocatedBytes();
            bed.settle();
            final boolean isWhole = outcome.answeredOrLeftOut() >= WireBed.Outcome.ENOUGH
                    && first.answeredOrLeftOut() >= WireBed.Outcome.ENOUGH
                    && bed.closedMissing() == 0;
            return new SmallHeap(
                    collections,
                    (long) Math.ceil((double) grown(after, before, true) / probe.edenBytes()),
                    grown(after, before, false) / (seconds - start),
                    seconds - start,
                    bed.problem() + (isWhole ? "" : "heap of 64 MB: candles are missing"));
        }
    }

    /** What was allocated between two looks, by the legs or by all others; the probe's own threads are left out. */
    private static long grown(final Map<String, Long> after, final Map<String, Long> before, final boolean isLeg) {
        return after.entrySet().stream()
                .filter(thread ->
                        !thread.getKey().startsWith("RMI ") && !thread.getKey().startsWith("JMX "))
                .filter(thread -> thread.getKey().startsWith("leg-") == isLeg)
                .mapToLong(thread -> grown(thread.getValue(), before.getOrDefault(thread.getKey(), 0L)))
                .sum();
    }

    /** A thread that has less than before is another one of the same name. */
    private static long grown(final long after, final long before) {
        return after >= before ? after - before : after;
    }

    /** Adds the figures; with a bar if it was measured in full. */
    void enter(final boolean isFull, final Results results) {
        final double beyond = Math.max(0, collections - byLibrary);
        results.add(Figure.of(ID + "seconds", "s", seconds));
        results.add(Figure.of(ID + "collections", "", (double) collections));
        results.add(Figure.of(ID + "collections-by-library", "", (double) byLibrary));
        results.add(new Figure(ID + "collections-beyond", "", new double[] {beyond}, isFull ? Bar.atMost(0) : null));
        results.add(Figure.of(ID + "allocated-beside-legs", "B/s", beside));
        if (!problem.isEmpty()) {
            results.fault(problem);
        }
    }
}
