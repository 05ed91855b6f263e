package dev.wick.bench.wire;

import dev.wick.bench.report.Bar;
import dev.wick.bench.report.Effort;
import dev.wick.bench.report.Figure;
import dev.wick.bench.report.Line;
import dev.wick.bench.report.Results;
import dev.wick.bench.report.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The highest rate that a way bears: all candles come, and at no time does much wait. */
public final class ThroughputSection implements Section {
    private static final int SERIES_PER_CONNECTION = 50;
    private static final int[] CONNECTIONS = {1, 14, 100};
    /** The number of connections at which the relay is compared, run after run. */
    private static final int COMPARED = 14;

    private static final double FIRST_RATE = 64_000;
    private static final double STEP = 1.25;
    private static final double STEP_SECONDS = 1;
    /** Where a later climb begins, as a part of what was reached before. */
    private static final double AGAIN_FROM = 0.8;
    /** So much latency is a backlog that grows: the steps are not much longer. */
    private static final double BACKLOG_US = 100_000;

    /** Open candles that are left out because a newer one is there are no loss, but neither are they delivered. */
    private static final double MOSTLY = 0.95;

    private static final double HIGHEST_RATE = 5_000_000;
    private static final double LOWEST_RATE = 2_000;

    @Override
    public String title() {
        return "throughput: the highest rate without a growing backlog";
    }

    @Override
    public void run(final Effort effort, final Results results) throws Exception {
        results.say(
                "Rates rise by a quarter from step to step, each a second long, until twice in a row candles were missing, or p99 was"
                        + " beyond 100 ms; as long as none was borne they are halved. 50 series for each connection, one subscriber."
                        + " The engine leaves out an open candle when a newer one of its series is there already: `wick` is the highest"
                        + " rate, as delivered, at which it left out 5 % at most, and every closed candle came; `wick-whole` the highest"
                        + " at which 99.9 % of all came. `direct` is the harness's own limit.");
        final List<Double> wick = new ArrayList<>();
        final List<Double> relay = new ArrayList<>();
        for (final int connections : effort == Effort.FULL ? CONNECTIONS : new int[] {COMPARED}) {
            final int series = connections * SERIES_PER_CONNECTION;
            final Way[] ways = {Way.DIRECT, Way.RELAY, Way.WICK};
            try (Beds beds = new Beds(WireBed.Plan.of(series, connections), ways)) {
                beds.warmUp(FIRST_RATE, effort == Effort.FULL ? 4 : 0.3, 1);
                if (effort == Effort.FULL) {
                    climbAsFarAsTheyLive(beds, connections, results);
                } else {
                    beds.alternate(1, 5_000, 0.3, results);
                }
                wick.add(median(results, id(connections, Way.WICK)));
                relay.add(median(results, id(connections, Way.RELAY)));
                beds.judge(results);
            }
        }
        if (effort == Effort.FULL) {
            results.add(line(Way.WICK, wick));
            results.add(line(Way.RELAY, relay));
        }
    }

    private static Line line(final Way way, final List<Double> rates) {
        final double[] x = new double[CONNECTIONS.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = CONNECTIONS[i];
        }
        return new Line(
                "throughput over connections",
                way.label(),
                "connections",
                "candles/s",
                x,
                rates.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double median(final Results results, final String id) {
        return results.chapters().get(results.chapters().size() - 1).figures().stream()
                .filter(figure -> figure.id().equals(id))
                .mapToDouble(Figure::median)
                .findFirst()
                .orElse(0);
    }

    private static String id(final int connections, final Way way) {
        return "throughput/" + connections + "/" + way.label();
    }

    /** The relay keeps what it cannot send, without a bound: beyond its limit it may run out of memory, and that is its result. */
    private static void climbAsFarAsTheyLive(final Beds beds, final int connections, final Results results)
            throws IOException, InterruptedException {
        try {
            climbAll(beds, connections, results);
        } catch (final IOException e) {
            if (beds.of(Way.RELAY).middle().isAlive()) {
                throw e;
            }
            results.say("With " + connections
                    + " connections the relay's process ended under the load, and nothing is compared: "
                    + beds.of(Way.RELAY).middle().output().lines().reduce("", (first, last) -> last));
        }
    }

    private static void climbAll(final Beds beds, final int connections, final Results results)
            throws IOException, InterruptedException {
        final boolean isCompared = connections == COMPARED;
        final int runs = isCompared ? 5 : 1;
        final double[] wick = new double[runs];
        double whole = 0;
        final double[] relay = new double[runs];
        double wickFrom = FIRST_RATE;
        double relayFrom = FIRST_RATE;
        if (isCompared) {
            results.add(
                    Figure.of(id(connections, Way.DIRECT), "/s", climb(beds.of(Way.DIRECT), 10 * FIRST_RATE).borne));
        }
        for (int i = 0; i < runs; i++) {
            relay[i] = climb(beds.of(Way.RELAY), relayFrom).borne;
            final Reached reached = climb(beds.of(Way.WICK), wickFrom);
            wick[i] = reached.borne;
            // Later climbs begin above it.
            whole = Math.max(whole, reached.whole);
            relayFrom = Math.max(FIRST_RATE / 4, AGAIN_FROM * relay[i]);
            wickFrom = Math.max(FIRST_RATE / 4, AGAIN_FROM * wick[i]);
        }
        results.add(Figure.of(id(connections, Way.RELAY), "/s", relay));
        results.add(Figure.of(id(connections, Way.WICK), "/s", wick));
        results.add(Figure.of(id(connections, Way.WICK) + "-whole", "/s", whole));
        results.add(Figure.ratio(
                "throughput/" + connections + "/wick/relay", wick, relay, isCompared ? Bar.atLeast(2) : null));
    }

    /**
     * How far a climb came, candles delivered per second.
     *
     * @param borne with open candles left out on purpose
     * @param whole without
     */
    private record Reached(double borne, double whole) {}

    /** A step that fails is tried once more: a neighbour may have had the cores. If the first one does, the climb begins lower. */
    private static Reached climb(final WireBed bed, final double from) throws IOException, InterruptedException {
        double rate = from;
        double borne = 0;
        double whole = 0;
        int failures = 0;
        while (failures < 2 && rate < HIGHEST_RATE) {
            final WireBed.Outcome outcome = bed.run(rate, STEP_SECONDS);
            if (isBorne(outcome)) {
                borne = outcome.run().came() / outcome.seconds();
                whole = outcome.answered() >= WireBed.Outcome.ENOUGH ? borne : whole;
                rate *= STEP;
                failures = 0;
            } else if (borne == 0 && rate > LOWEST_RATE) {
                rate /= 2;
            } else {
                failures++;
            }
        }
        return new Reached(borne, whole);
    }

    private static boolean isBorne(final WireBed.Outcome outcome) {
        return outcome.answeredOrLeftOut() >= WireBed.Outcome.ENOUGH
                && outcome.answered() >= MOSTLY
                && outcome.percentileUs(99) <= BACKLOG_US;
    }
}
