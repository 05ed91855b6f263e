package dev.wick.bench.wire;

import dev.wick.bench.report.Bar;
import dev.wick.bench.report.Curve;
import dev.wick.bench.report.Effort;
import dev.wick.bench.report.Figure;
import dev.wick.bench.report.Results;
import dev.wick.bench.report.Section;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** Latency and CPU from the exchange's socket to the subscriber's, at rates that every way bears. */
public final class WireSection implements Section {
    private static final int SERIES = 100;
    private static final double SLOW = 1_000;
    /** More than of others: a p99 of 3,000 candles hangs on 30 of them. */
    private static final int SLOW_RUNS = 7;

    private static final double FAST = 10_000;
    /** Each candle comes by itself, as at 1,000/s, but all is compiled in a fifth of the time. */
    private static final double WARM = 5_000;

    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};

    @Override
    public String title() {
        return "wire: from the exchange's socket to the subscriber's";
    }

    @Override
    public void run(final Effort effort, final Results results) throws Exception {
        final boolean isFull = effort == Effort.FULL;
        final int runs = isFull ? 5 : 1;
        results.say(
                "100 series, 1 connection, 1 subscriber, each way a process of its own with the flags of this one; all ways in turn,"
                        + " run after run. Latency counts from the time at which a candle was planned to be sent. CPU is that of all"
                        + " threads but the JIT compiler's, which has not found its end in the minute that there is: with it in"
                        + " `cpu-and-jit`.");
        try (Beds beds = new Beds(WireBed.Plan.of(SERIES, 1), Way.values())) {
            // The slow rate last: by then a minute has ended, and what was compiled anew for its closed candles is
            // compiled.
            beds.warmUp(FAST, isFull ? 12 : 0.1, 1);
            measure(beds, FAST, runs, isFull ? 1.5 : 0.3, results);
            beds.warmUp(WARM, isFull ? 10 : 0.3, 1);
            measure(beds, SLOW, isFull ? SLOW_RUNS : 1, isFull ? 3 : 0.3, results);
            beds.judge(results);
        }
    }

    private static void measure(
            final Beds beds, final double perSecond, final int runs, final double seconds, final Results results)
            throws Exception {
        final String id = "wire/" + Math.round(perSecond) + "/";
        final Map<Way, List<WireBed.Outcome>> outcomes = beds.alternate(runs, perSecond, seconds, results);
        for (final Way way : Way.values()) {
            final List<WireBed.Outcome> own = outcomes.get(way);
            for (final double percentile : PERCENTILES) {
                results.add(Figure.of(
                        id + name(percentile) + "/" + way.label(), "us", each(own, o -> o.percentileUs(percentile))));
            }
            results.add(Figure.of(
                    id + "late-p99/" + way.label(),
                    "us",
                    each(own, o -> o.run().lateness.getValueAtPercentile(99) / 1e3)));
            results.add(Figure.of(
                    id + "came/" + way.label(), "", each(own, o -> o.run().came())));
            if (way != Way.DIRECT) {
                results.add(Figure.of(id + "cpu-per-100k/" + way.label(), "s", each(own, WireBed.Outcome::cpuPer100k)));
                results.add(Figure.of(
                        id + "jit-per-100k/" + way.label(), "s", each(own, o -> o.compilingUs() / 1e6 * 100_000)));
            }
            results.add(new Curve("wire at " + Math.round(perSecond) + "/s", way.label(), together(own)));
        }
        compare(id, perSecond, outcomes, results);
    }

    private static void compare(
            final String id,
            final double perSecond,
            final Map<Way, List<WireBed.Outcome>> outcomes,
            final Results results) {
        final List<WireBed.Outcome> wick = outcomes.get(Way.WICK);
        final List<WireBed.Outcome> relay = outcomes.get(Way.RELAY);
        final List<WireBed.Outcome> bare = outcomes.get(Way.BARE);
        final boolean isBarRate = perSecond == SLOW;
        results.add(Figure.ratio(id + "p50/wick/relay", p(wick, 50), p(relay, 50), isBarRate ? Bar.atMost(0.8) : null));
        results.add(Figure.ratio(id + "p99/wick/relay", p(wick, 99), p(relay, 99), isBarRate ? Bar.atMost(1.0) : null));
        results.add(Figure.ratio(id + "p50/wick/bare", p(wick, 50), p(bare, 50), null));
        results.add(Figure.ratio(
                id + "cpu/wick/relay",
                each(wick, WireBed.Outcome::cpuPer100k),
                each(relay, WireBed.Outcome::cpuPer100k),
                Bar.atMost(0.8)));
        results.add(Figure.ratio(
                id + "cpu-and-jit/wick/relay",
                each(wick, WireBed.Outcome::cpuAndCompilingUs),
                each(relay, WireBed.Outcome::cpuAndCompilingUs),
                null));
        results.add(Figure.ratio(
                id + "cpu/wick/bare",
                each(wick, WireBed.Outcome::cpuPer100k),
                each(bare, WireBed.Outcome::cpuPer100k),
                null));
    }

    private static double[] p(final List<WireBed.Outcome> outcomes, final double percentile) {
        return each(outcomes, outcome -> outcome.percentileUs(percentile));
    }

    static double[] each(final List<WireBed.Outcome> outcomes, final ToDoubleFunction<WireBed.Outcome> value) {
        return outcomes.stream().mapToDouble(value).toArray();
    }

    private static Histogram together(final List<WireBed.Outcome> outcomes) {
        final Histogram sum = outcomes.get(0).run().latency.copy();
        outcomes.stream().skip(1).forEach(outcome -> sum.add(outcome.run().latency));
        return sum;
    }

    private static String name(final double percentile) {
        if (percentile == 100) {
            return "max";
        }
        final String text = Double.toString(percentile);
        return "p" + (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text);
    }
}
