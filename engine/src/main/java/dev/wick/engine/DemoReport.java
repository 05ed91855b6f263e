package dev.wick.engine;

import dev.wick.engine.ops.Distribution;
import dev.wick.engine.ops.HopLatency;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the demo says of its own figures. */
final class DemoReport {
    private static final double NS_PER_US = 1_000.0;

    private DemoReport() {}

    /** The latency so far, on one line: exchange's bytes read to subscriber's bytes handed over. */
    static String latency(final HopLatency latency) {
        final Distribution total = latency.snapshot().of(HopLatency.Hop.TOTAL);
        return "p50 " + us(total.p50Ns()) + ", p99 " + us(total.p99Ns()) + ", p99.9 " + us(total.p999Ns());
    }

    /** Whether nothing is missing. */
    static boolean isComplete(final List<DemoTally.Verdict> verdicts) {
        return verdicts.stream().allMatch(verdict -> verdict.missing() == 0);
    }

    /** The summary: a line for each venue, then the whole. */
    static List<String> lines(
            final Connector connector, final List<DemoVenue> venues, final List<DemoTally.Verdict> verdicts) {
        final Metrics metrics = connector.metrics();
        final List<String> lines = new ArrayList<>();
        lines.add("");
        long owed = 0;
        long missing = 0;
        long twice = 0;
        long wrong = 0;
        for (int i = 0; i < venues.size(); i++) {
            final DemoTally.Verdict verdict = verdicts.get(i);
            lines.add(line(venues.get(i), verdict));
            owed += verdict.expected();
            missing += verdict.missing();
            twice += verdict.twice();
            wrong += verdict.wrong();
        }
        lines.add("");
        lines.add("candles in:       " + whole(metrics, Metric.QUOTES_PROCESSED) + " accepted, "
                + whole(metrics, Metric.DUPLICATES_FILTERED) + " duplicates dropped");
        lines.add("repaired by REST: " + whole(metrics, Metric.REST_BACKFILLS) + " requests, reconnections "
                + whole(metrics, Metric.RECONNECTIONS));
        lines.add("closed delivered: " + (owed - missing) + " of " + owed + " owed on " + venues.size() + " markets");
        lines.add("latency:          " + latency(connector.latency()) + " (socket read to socket write)");
        lines.add("missing " + missing + ", twice " + twice + ", wrong " + wrong);
        return lines;
    }

    private static String line(final DemoVenue venue, final DemoTally.Verdict verdict) {
        return String.format(
                Locale.ROOT,
                "%-18s closed %5d of %5d owed, open updates %6d on %3d symbols, missing %d, twice %d, wrong %d",
                venue.venue(),
                verdict.expected() - verdict.missing(),
                verdict.expected(),
                venue.tally().openQuotes(),
                venue.tally().symbolsSeen(),
                verdict.missing(),
                verdict.twice(),
                verdict.wrong());
    }

    private static long whole(final Metrics metrics, final Metric metric) {
        return Math.round(metrics.total(metric));
    }

    private static String us(final long ns) {
        return String.format(Locale.ROOT, "%.1f µs", ns / NS_PER_US);
    }
}
