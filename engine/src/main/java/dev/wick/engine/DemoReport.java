package dev.wick.engine;

import dev.wick.engine.ops.Distribution;
import dev.wick.engine.ops.HopLatency;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
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

    /** The summary. */
    static List<String> lines(final Connector connector, final DemoTally tally, final DemoTally.Verdict verdict) {
        final Metrics metrics = connector.metrics();
        return List.of(
                "",
                "candles in:       " + whole(metrics, Metric.QUOTES_PROCESSED) + " accepted, "
                        + whole(metrics, Metric.DUPLICATES_FILTERED) + " duplicates dropped",
                "repaired by REST: " + whole(metrics, Metric.REST_BACKFILLS) + " requests, reconnections "
                        + whole(metrics, Metric.RECONNECTIONS),
                "closed delivered: " + (verdict.expected() - verdict.missing()) + " of " + verdict.expected()
                        + " owed; open updates "
                        + tally.openQuotes() + " on " + tally.symbolsSeen() + " symbols",
                "latency:          " + latency(connector.latency()) + " (socket read to socket write)",
                "missing " + verdict.missing() + ", twice " + verdict.twice() + ", wrong " + verdict.wrong());
    }

    private static long whole(final Metrics metrics, final Metric metric) {
        return Math.round(metrics.total(metric));
    }

    private static String us(final long ns) {
        return String.format(Locale.ROOT, "%.1f µs", ns / NS_PER_US);
    }
}
