package dev.wick.bench.wire;

import dev.wick.bench.report.Bar;
import dev.wick.bench.report.Effort;
import dev.wick.bench.report.Figure;
import dev.wick.bench.report.Results;
import dev.wick.bench.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What an engine takes of memory while its series are live, and how often it collects garbage meanwhile. */
public final class MemorySection implements Section {
    private static final int[] SERIES = {1_000, 10_000};
    private static final int SERIES_PER_CONNECTION = 50;
    private static final double PER_SECOND = 5_000;
    private static final double RESIDENT_MB = 160;
    private static final double MB = 1e6;
    private static final double SMOKE_SECONDS = 1;
    /** In the first ones of all the collections are not counted. */
    private static final double BEGIN_SECONDS = 10;

    /** The system property for another length, s. */
    private static final String SECONDS = "wick.bench.memory.seconds";

    private final double fullSeconds;

    /** Five minutes, as the report has it, or as long as {@link #SECONDS} says. */
    public MemorySection() {
        this(Integer.getInteger(SECONDS, 300));
    }

    /** So many seconds, if it is to be measured in full. */
    MemorySection(final double fullSeconds) {
        this.fullSeconds = fullSeconds;
    }

    /**
     * What an engine took.
     *
     * @param residentMb in the end
     * @param peakMb at any time
     * @param heapMb live in the end
     * @param collections of garbage, in the measured time
     * @param legBytes allocated by its legs for each candle, from the start on
     */
    private record Taken(
            double residentMb, double peakMb, double heapMb, long collections, double legBytes, String problem) {}

    @Override
    public String title() {
        return "memory: all series live";
    }

    @Override
    public void run(final Effort effort, final Results results) throws Exception {
        final boolean isFull = effort == Effort.FULL;
        final double seconds = isFull ? fullSeconds : SMOKE_SECONDS;
        final int[] sizes = isFull ? SERIES : new int[] {100};
        results.say(String.format(
                Locale.ROOT,
                "5,000 candles per second for %.0f s, 50 series for each connection, one subscriber to all; the sizes run side by side."
                        + " A series takes more as its history grows: 128 B for each closed candle, 184 KB after a day of minutes."
                        + " Beside them runs one of %d series in a heap of 64 MB, of which is counted, once the past of its series is"
                        + " fetched, how often garbage is collected: what the legs allocate is the WebSocket library's, and fills Eden"
                        + " so many times; collections beyond that would be ours.",
                seconds,
                sizes[0]));
        final ExecutorService threads = Executors.newFixedThreadPool(sizes.length + 1);
        try {
            final List<Future<Taken>> all = new ArrayList<>();
            for (final int size : sizes) {
                final Callable<Taken> one = () -> measure(size, seconds);
                all.add(threads.submit(one));
            }
            final Callable<SmallHeap> small = () -> SmallHeap.measure(plan(sizes[0]), PER_SECOND, seconds);
            final Future<SmallHeap> heap = threads.submit(small);
            for (int i = 0; i < sizes.length; i++) {
                enter(sizes[i], all.get(i).get(), results);
            }
            heap.get().enter(isFull, results);
        } finally {
            threads.shutdownNow();
        }
    }

    private static WireBed.Plan plan(final int series) {
        return WireBed.Plan.of(series, Math.max(1, series / SERIES_PER_CONNECTION));
    }

    private static Taken measure(final int series, final double seconds) throws Exception {
        final WireBed.Plan plan = plan(series).under(List.of(WireBed.LOG_COLLECTIONS));
        try (WireBed bed = new WireBed(Way.WICK, plan)) {
            final double begin = Math.min(BEGIN_SECONDS, seconds / 2);
            final WireBed.Outcome before = bed.run(PER_SECOND, begin);
            final long collectionsBefore = bed.collections();
            final WireBed.Outcome outcome = bed.run(PER_SECOND, seconds - begin);
            final long collections = bed.collections() - collectionsBefore;
            final double residentMb = bed.middle().meter().residentBytes() / MB;
            final double peakMb = bed.middle().meter().peakResidentBytes() / MB;
            bed.settle();
            final String missing = outcome.answeredOrLeftOut() < WireBed.Outcome.ENOUGH || bed.closedMissing() != 0
                    ? series + " series: candles are missing"
                    : "";
            // Last, since it takes memory itself.
            try (JvmProbe probe = new JvmProbe(bed.middle().pid())) {
                final long legBytes = probe.allocatedBytes().entrySet().stream()
                        .filter(thread -> thread.getKey().startsWith("leg-"))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
                return new Taken(
                        residentMb,
                        peakMb,
                        probe.liveHeapBytes() / MB,
                        collections,
                        (double) legBytes / (before.run().count + outcome.run().count),
                        bed.problem() + missing);
            }
        }
    }

    private static void enter(final int series, final Taken taken, final Results results) {
        final String id = "memory/" + series + "/";
        final Bar bar = series == SERIES[0] ? Bar.atMost(RESIDENT_MB) : null;
        results.add(new Figure(id + "resident", "MB", new double[] {taken.residentMb}, bar));
        results.add(Figure.of(id + "resident-peak", "MB", taken.peakMb));
        results.add(Figure.of(id + "heap-live", "MB", taken.heapMb));
        results.add(Figure.of(id + "collections", "", (double) taken.collections));
        results.add(Figure.of(id + "leg-allocation", "B", taken.legBytes));
        if (!taken.problem.isEmpty()) {
            results.fault(taken.problem);
        }
    }
}
