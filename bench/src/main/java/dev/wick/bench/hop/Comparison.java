package dev.wick.bench.hop;

import dev.wick.bench.report.Bar;
import dev.wick.bench.report.Curve;
import dev.wick.bench.report.Figure;
import dev.wick.bench.report.Results;
import dev.wick.engine.door.DoorException;
import dev.wick.engine.pipeline.WaitMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** One way of waiting and one kind of publisher: all rivals in turn, again and again, and what came of it. One thread. */
final class Comparison {
    private static final double PER_SECOND = 1_000;
    private static final int SERIES = 100;
    /** Fewer than series, so that no two candles of one are under way. */
    private static final int WINDOW = 64;

    private static final double NS_PER_US = 1e3;
    private static final double LIMIT = 1.5;
    private static final double[] TAIL = {90, 99.9, 99.99, 100};

    private final WaitMode mode;
    private final boolean isParked;
    private final List<Rival> rivals;
    private final Sizes sizes;
    private final Results results;
    private final String id;
    private final Map<Rival, List<Round>> rounds = new EnumMap<>(Rival.class);

    /**
     * Measures nothing yet.
     *
     * @param rivals the first of them is compared with all others
     */
    Comparison(
            final WaitMode mode,
            final boolean isParked,
            final List<Rival> rivals,
            final Sizes sizes,
            final Results results) {
        this.mode = mode;
        this.isParked = isParked;
        this.rivals = rivals.stream().filter(rival -> rival.takes(mode)).toList();
        this.sizes = sizes;
        this.results = results;
        id = "hop/" + publisher() + '/' + waiting();
    }

    private String publisher() {
        return isParked ? "parked" : "spinning";
    }

    private String waiting() {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    /** Has every rival's code compiled, so that the first run is like the last. */
    void warmUp() throws DoorException {
        for (final Rival rival : rivals) {
            try (Way way = rival.open(mode, SERIES)) {
                new Sender(way, Rival.CLOCK).flood(sizes.warmUp(), WINDOW);
            }
        }
    }

    /** Measures, and enters the figures. */
    void run() throws DoorException {
        for (int i = 0; i < sizes.runs(); i++) {
            for (final Rival rival : rivals) {
                rounds.computeIfAbsent(rival, r -> new ArrayList<>()).add(round(rival));
            }
        }
        rivals.forEach(this::enter);
        enterRatio(Rival.WICK, Rival.BARE, "ratio", isParked && mode != WaitMode.YIELD);
        if (rivals.contains(Rival.DEDICATED)) {
            enterRatio(Rival.DEDICATED, Rival.BARE, "dedicated_ratio", false);
        }
        if (rivals.contains(Rival.CANDLE)) {
            enterRatio(Rival.WICK, Rival.CANDLE, "candle_ratio", false);
        }
        if (rivals.contains(Rival.QUEUE)) {
            enterRatio(Rival.WICK, Rival.QUEUE, "queue_ratio", false);
        }
    }

    private Round round(final Rival rival) throws DoorException {
        final Way way = rival.open(mode, SERIES);
        final Sender sender = new Sender(way, Rival.CLOCK);
        // Every series is begun, and the threads have met.
        sender.flood(2L * SERIES, WINDOW);
        sender.pace(PER_SECOND, sizes.settling(), isParked);
        way.arrivals().forgetTimes();
        sender.pace(PER_SECOND, isParked ? sizes.parked() : sizes.spinning(), isParked);
        return Round.end(way, sender.sent());
    }

    private void enter(final Rival rival) {
        final List<Round> all = rounds.get(rival);
        final Histogram hop = new Histogram(Arrivals.LONGEST_NS, 3);
        final Histogram planned = new Histogram(Arrivals.LONGEST_NS, 3);
        for (final Round round : all) {
            hop.add(round.hop());
            planned.add(round.planned());
            if (!round.problem().isEmpty()) {
                results.fault(id + ", " + rival.label() + ": " + round.problem());
            }
        }
        final String label = '/' + rival.label();
        results.add(Figure.of(id + "/p50" + label, "us", percentiles(rival, 50)));
        results.add(Figure.of(id + "/p99" + label, "us", percentiles(rival, 99)));
        for (final double percent : TAIL) {
            results.add(
                    Figure.of(id + '/' + name(percent) + label, "us", hop.getValueAtPercentile(percent) / NS_PER_US));
        }
        for (final double percent : new double[] {50, 99}) {
            results.add(Figure.of(
                    id + "/planned/" + name(percent) + label, "us", planned.getValueAtPercentile(percent) / NS_PER_US));
        }
        results.add(Figure.of(id + "/count" + label, "", (double) hop.getTotalCount()));
        results.add(new Curve(plot(""), rival.label(), hop));
        results.add(new Curve(plot(", from the planned time"), rival.label(), planned));
        final long leftOut = all.stream().mapToLong(Round::leftOut).sum();
        if (leftOut > 0) {
            results.say(
                    "`" + id + label + "`: " + leftOut + " open candles were left out for newer ones of their series.");
        }
    }

    private String plot(final String from) {
        return "hop, " + publisher() + " publisher, " + waiting() + from;
    }

    private static String name(final double percent) {
        if (percent == 100) {
            return "max";
        }
        return percent == Math.rint(percent) ? "p" + (int) percent : "p" + percent;
    }

    private double[] percentiles(final Rival rival, final double percent) {
        return rounds.get(rival).stream()
                .mapToDouble(round -> round.hop().getValueAtPercentile(percent) / NS_PER_US)
                .toArray();
    }

    private void enterRatio(final Rival ours, final Rival theirs, final String name, final boolean isAsked) {
        for (final double percent : new double[] {50, 99}) {
            results.add(Figure.ratio(
                    id + '/' + name(percent) + '/' + name,
                    percentiles(ours, percent),
                    percentiles(theirs, percent),
                    isAsked ? Bar.atMost(LIMIT) : null));
        }
    }
}
