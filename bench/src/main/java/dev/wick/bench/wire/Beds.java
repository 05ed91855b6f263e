package dev.wick.bench.wire;

import dev.wick.bench.report.Results;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Some ways side by side, all alive all the time, through which the same is sent in turn: A B C A B C. So whatever else happens on the
 * machine happens to all of them. One thread.
 */
final class Beds implements AutoCloseable {
    /** In the first seconds of a process its code is interpreted, and then compiled. */
    private static final double WARM_UP_PER_SECOND = 10_000;

    private final Map<Way, WireBed> beds = new EnumMap<>(Way.class);

    /** Starts them all. */
    Beds(final WireBed.Plan plan, final Way... ways) throws IOException, InterruptedException {
        boolean isWhole = false;
        try {
            for (final Way way : ways) {
                beds.put(way, new WireBed(way, plan));
            }
            isWhole = true;
        } finally {
            if (!isWhole) {
                close();
            }
        }
    }

    /** The one of a way. */
    WireBed of(final Way way) {
        return beds.get(way);
    }

    /**
     * Sends through all of them at once what nobody measures: first much, then what will be measured, so that what was compiled for the
     * one is compiled anew for the other before it counts.
     */
    void warmUp(final double perSecond, final double seconds, final int subscribers) throws Exception {
        final ExecutorService threads = Executors.newFixedThreadPool(beds.size());
        try {
            final List<Future<?>> all = new ArrayList<>();
            for (final WireBed bed : beds.values()) {
                all.add(threads.submit(() -> {
                    bed.run(Math.max(perSecond, WARM_UP_PER_SECOND / subscribers), seconds / 2);
                    return bed.run(perSecond, seconds);
                }));
            }
            for (final Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Gives each of them so many subscribers instead of those that it has. */
    void growTo(final int subscribers) throws IOException, InterruptedException {
        for (final WireBed bed : beds.values()) {
            bed.growTo(subscribers);
        }
    }

    /**
     * Sends through all of them in turn.
     *
     * @return what came of each run, by way
     */
    Map<Way, List<WireBed.Outcome>> alternate(
            final int runs, final double perSecond, final double seconds, final Results results)
            throws IOException, InterruptedException {
        final Map<Way, List<WireBed.Outcome>> outcomes = new EnumMap<>(Way.class);
        for (int i = 0; i < runs; i++) {
            for (final Map.Entry<Way, WireBed> bed : beds.entrySet()) {
                final WireBed.Outcome outcome = bed.getValue().run(perSecond, seconds);
                outcomes.computeIfAbsent(bed.getKey(), way -> new ArrayList<>()).add(outcome);
                if (outcome.answeredOrLeftOut() < WireBed.Outcome.ENOUGH) {
                    results.fault(String.format(
                            "%s at %.0f/s: of %d candles %d came, and %d were left out on purpose",
                            bed.getKey().label(),
                            perSecond,
                            outcome.run().owed(),
                            outcome.run().came(),
                            outcome.leftOut()));
                }
            }
        }
        return outcomes;
    }

    /** Enters what was wrong with the answers so far. */
    void judge(final Results results) throws IOException, InterruptedException {
        for (final Map.Entry<Way, WireBed> bed : beds.entrySet()) {
            if (bed.getKey() == Way.RELAY && !bed.getValue().middle().isAlive()) {
                // It has been said, and is no answer of ours.
                continue;
            }
            bed.getValue().settle();
            final String problem = bed.getValue().problem();
            if (!problem.isEmpty()) {
                results.fault(problem);
            }
            final long missing = bed.getValue().closedMissing();
            if (missing != 0) {
                results.fault(bed.getKey().label() + ": closed candles that did not come: " + missing);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (final WireBed bed : beds.values()) {
            bed.close();
        }
    }
}
