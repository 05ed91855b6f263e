package dev.wick.bench.hop;

import dev.wick.bench.report.Bar;
import dev.wick.bench.report.Figure;
import dev.wick.bench.report.Line;
import dev.wick.bench.report.Results;
import dev.wick.engine.door.DoorException;
import dev.wick.engine.pipeline.WaitMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the hop costs with one series and with ten thousand, in turn: its time with a parked publisher, and the CPU time of the
 * engine's thread for each candle when it has no rest. One thread.
 */
final class SeriesScaling {
    private static final int[] SERIES = {1, 100, 1_000, 10_000};
    private static final int HUNDRED = 1;
    private static final int TEN_THOUSAND = 3;
    private static final double PER_SECOND = 1_000;
    private static final int WINDOW = 64;
    /** Closed ones are never left out, however many of a series are under way. */
    private static final int FLOOD_WINDOW = 512;

    private static final double NS_PER_US = 1e3;
    private static final double LIMIT = 1.5;

    private final Sizes sizes;
    private final Results results;

    SeriesScaling(final Sizes sizes, final Results results) {
        this.sizes = sizes;
        this.results = results;
    }

    /** Measures, and enters the figures. */
    void run() throws DoorException {
        final double[][] p50Us = new double[SERIES.length][sizes.runs()];
        final double[][] cpuNs = new double[SERIES.length][sizes.runs()];
        for (int run = 0; run < sizes.runs(); run++) {
            for (int i = 0; i < SERIES.length; i++) {
                p50Us[i][run] = hop(SERIES[i]);
                cpuNs[i][run] = cpu(SERIES[i]);
            }
        }
        enter("p50", "us", "hop over series, parked publisher, block", "p50, µs", p50Us, Bar.atMost(LIMIT));
        enter("cpu", "ns", "CPU for each candle over series, full speed", "ns for each candle", cpuNs, null);
    }

    private double hop(final int series) throws DoorException {
        final Way way = Rival.WICK.open(WaitMode.BLOCK, series);
        final Sender sender = new Sender(way, Rival.CLOCK);
        sender.flood(2L * series, WINDOW);
        sender.pace(PER_SECOND, sizes.settling(), true);
        way.arrivals().forgetTimes();
        sender.pace(PER_SECOND, sizes.scaling(), true);
        final Round round = checked(Round.end(way, sender.sent()), series);
        return round.hop().getValueAtPercentile(50) / NS_PER_US;
    }

    private double cpu(final int series) throws DoorException {
        final WickWay way = new WickWay(new NumberedCandles(series, 1), WaitMode.BLOCK, true, Rival.CLOCK);
        final Sender sender = new Sender(way, Rival.CLOCK);
        // Who sends does the work himself while the engine's thread is parked.
        way.costs().addThisThread();
        sender.flood(2L * series, FLOOD_WINDOW);
        final long beforeNs = way.costs().cpuNs();
        sender.flood(sizes.flood(), FLOOD_WINDOW);
        final double usedNs = way.costs().cpuNs() - beforeNs;
        checked(Round.end(way, sender.sent()), series);
        return usedNs / sizes.flood();
    }

    private Round checked(final Round round, final int series) {
        if (!round.problem().isEmpty()) {
            results.fault("hop, " + series + " series: " + round.problem());
        }
        return round;
    }

    private void enter(
            final String what,
            final String unit,
            final String plot,
            final String yLabel,
            final double[][] runs,
            final Bar bar) {
        final List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < SERIES.length; i++) {
            figures.add(Figure.of("hop/series/" + what + '/' + SERIES[i], unit, runs[i]));
        }
        figures.forEach(results::add);
        results.add(Figure.ratio("hop/series/" + what + "/ratio", runs[TEN_THOUSAND], runs[HUNDRED], bar));
        results.add(new Line(
                plot,
                "wick",
                "series",
                yLabel,
                Arrays.stream(SERIES).asDoubleStream().toArray(),
                figures.stream().mapToDouble(Figure::median).toArray()));
    }
}
