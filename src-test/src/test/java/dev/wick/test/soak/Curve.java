package dev.wick.test.soak;

import dev.wick.test.host.Scrape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The samples of a run, as a table and as verdicts. One thread. */
final class Curve {
    private static final int COLUMN = 19;

    private final List<Double> seconds = new ArrayList<>();
    private final List<double[]> rows = new ArrayList<>();

    /** Adds a sample, and returns its line. */
    String add(final double atSeconds, final Scrape scrape) {
        final double[] row = new double[Gauge.values().length];
        for (final Gauge gauge : Gauge.values()) {
            row[gauge.ordinal()] = gauge.read(scrape);
            if (Double.isNaN(row[gauge.ordinal()])) {
                throw new AssertionError("The engine does not say: " + gauge.title());
            }
        }
        seconds.add(atSeconds);
        rows.add(row);
        return line(atSeconds, row);
    }

    static String header() {
        final StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%8s", "s"));
        for (final Gauge gauge : Gauge.values()) {
            line.append(String.format(Locale.ROOT, "%" + COLUMN + "s", gauge.title()));
        }
        return line.toString();
    }

    private static String line(final double atSeconds, final double[] row) {
        final StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%8.0f", atSeconds));
        for (final double value : row) {
            line.append(String.format(Locale.ROOT, "%" + COLUMN + ".2f", value));
        }
        return line.toString();
    }

    /** The whole table. */
    String table() {
        final StringBuilder table = new StringBuilder(header()).append('\n');
        for (int i = 0; i < rows.size(); i++) {
            table.append(line(seconds.get(i), rows.get(i))).append('\n');
        }
        return table.toString();
    }

    GrowthJudge.Verdict verdict(final Gauge gauge) {
        final double[] values =
                rows.stream().mapToDouble(row -> row[gauge.ordinal()]).toArray();
        return GrowthJudge.judge(gauge, seconds.stream().mapToDouble(s -> s).toArray(), values);
    }
}
