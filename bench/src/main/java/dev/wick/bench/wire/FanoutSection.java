package dev.wick.bench.wire;

import dev.wick.bench.report.Bar;
import dev.wick.bench.report.Effort;
import dev.wick.bench.report.Figure;
import dev.wick.bench.report.Line;
import dev.wick.bench.report.Results;
import dev.wick.bench.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a delivery costs when one candle goes to many, against Java-WebSocket's {@code broadcast(String)}. */
public final class FanoutSection implements Section {
    private static final int SERIES = 50;
    private static final int[] SUBSCRIBERS = {1, 100, 1_000};
    private static final double DELIVERIES_PER_SECOND = 20_000;
    private static final double WARM = 5_000;

    @Override
    public String title() {
        return "fan-out: one candle to many subscribers";
    }

    @Override
    public void run(final Effort effort, final Results results) throws Exception {
        final boolean isFull = effort == Effort.FULL;
        results.say(
                "50 series, 20,000 deliveries per second in all; CPU is that of the whole process in between, reading, parsing and"
                        + " encoding included, but not the JIT compiler, for each delivery: with that in `cpu-and-jit`.");
        final List<double[]> cpu = new ArrayList<>();
        try (Beds beds = new Beds(WireBed.Plan.of(SERIES, 1), Way.RELAY, Way.WICK)) {
            // With one subscriber all can be compiled that many would take minutes to bring about.
            beds.warmUp(WARM, isFull ? 10 : 0.3, 1);
            for (final int subscribers : isFull ? SUBSCRIBERS : new int[] {20}) {
                if (subscribers > 1) {
                    beds.growTo(subscribers);
                    beds.warmUp(DELIVERIES_PER_SECOND / subscribers, isFull ? 6 : 0.3, subscribers);
                }
                cpu.add(measure(beds, subscribers, isFull, results));
            }
            beds.judge(results);
        }
        if (isFull) {
            results.add(line("wick", cpu, 1));
            results.add(line("relay", cpu, 2));
        }
    }

    /** Subscribers, and the CPU that a delivery took by both ways, us. */
    private static double[] measure(final Beds beds, final int subscribers, final boolean isFull, final Results results)
            throws Exception {
        final double perSecond = DELIVERIES_PER_SECOND / subscribers;
        final String id = "fan-out/" + subscribers + "/";
        final Map<Way, List<WireBed.Outcome>> outcomes =
                beds.alternate(isFull ? 5 : 1, perSecond, isFull ? 2 : 0.3, results);
        for (final Map.Entry<Way, List<WireBed.Outcome>> way : outcomes.entrySet()) {
            enter(id, way.getKey().label(), way.getValue(), results);
        }
        final double[] wick = WireSection.each(outcomes.get(Way.WICK), WireBed.Outcome::cpuUs);
        final double[] relay = WireSection.each(outcomes.get(Way.RELAY), WireBed.Outcome::cpuUs);
        results.add(Figure.ratio(id + "cpu/wick/relay", wick, relay, subscribers > 1 ? Bar.atMost(0.8) : null));
        results.add(Figure.ratio(
                id + "cpu-and-jit/wick/relay",
                WireSection.each(outcomes.get(Way.WICK), WireBed.Outcome::cpuAndCompilingUs),
                WireSection.each(outcomes.get(Way.RELAY), WireBed.Outcome::cpuAndCompilingUs),
                null));
        return new double[] {
            subscribers,
            Figure.of("", "", wick).median(),
            Figure.of("", "", relay).median()
        };
    }

    private static void enter(
            final String id, final String way, final List<WireBed.Outcome> outcomes, final Results results) {
        results.add(Figure.of(id + "cpu/" + way, "us", WireSection.each(outcomes, WireBed.Outcome::cpuUs)));
        results.add(Figure.of(id + "jit/" + way, "us", WireSection.each(outcomes, WireBed.Outcome::compilingUs)));
        results.add(Figure.of(id + "p50/" + way, "us", WireSection.each(outcomes, o -> o.percentileUs(50))));
        results.add(Figure.of(id + "p99/" + way, "us", WireSection.each(outcomes, o -> o.percentileUs(99))));
    }

    private static Line line(final String way, final List<double[]> rows, final int column) {
        return new Line(
                "CPU per delivery over subscribers",
                way,
                "subscribers",
                "us per delivery",
                rows.stream().mapToDouble(row -> row[0]).toArray(),
                rows.stream().mapToDouble(row -> row[column]).toArray());
    }
}
