package dev.wick.engine.ops;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs one line with the main metrics every now and then. One thread: whoever ticks it. */
public final class MetricsLog {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsLog.class);
    private static final long NEVER = Long.MIN_VALUE;

    private final Metrics metrics;
    private final HopLatency latency;
    private final long intervalMs;

    private long lastMs = NEVER;
    private double lastQuotes;

    /**
     * The first line comes one interval after the first tick.
     *
     * @param intervalMs between two lines; 0 for none
     */
    public MetricsLog(final Metrics metrics, final HopLatency latency, final long intervalMs) {
        this.metrics = metrics;
        this.latency = latency;
        this.intervalMs = intervalMs;
    }

    /** Logs if it is time, UTC ms or any other clock that goes forward. */
    public void tick(final long nowMs) {
        if (intervalMs <= 0) {
            return;
        }
        if (lastMs == NEVER) {
            lastMs = nowMs;
            lastQuotes = metrics.total(Metric.QUOTES_PROCESSED);
        } else if (nowMs - lastMs >= intervalMs) {
            log(nowMs - lastMs);
            lastMs = nowMs;
        }
    }

    private void log(final long elapsedMs) {
        final double quotes = metrics.total(Metric.QUOTES_PROCESSED);
        final Distribution total = latency.snapshot().of(HopLatency.Hop.TOTAL);
        LOG.atInfo()
                .addKeyValue("connections", whole(Metric.ACTIVE_CONNECTIONS))
                .addKeyValue("series", whole(Metric.SERIES_ACTIVE))
                .addKeyValue("subscribers", whole(Metric.SUBSCRIBERS))
                .addKeyValue("quotes_closed", quotes("true"))
                .addKeyValue("quotes_open", quotes("false"))
                .addKeyValue("quotes_per_second", Math.round((quotes - lastQuotes) * 1_000 / elapsedMs))
                .addKeyValue("quotes_sent", whole(Metric.QUOTES_SENT))
                .addKeyValue("duplicates", whole(Metric.DUPLICATES_FILTERED))
                .addKeyValue("rejected", whole(Metric.CANDLES_REJECTED))
                .addKeyValue("superseded", whole(Metric.QUEUE_SUPERSEDED))
                .addKeyValue("conflated", whole(Metric.QUOTES_CONFLATED))
                .addKeyValue("queue_closed", whole(Metric.QUEUE_DEPTH_CLOSED))
                .addKeyValue("queue_open", whole(Metric.QUEUE_DEPTH_OPEN))
                .addKeyValue("blocking_events", whole(Metric.QUEUE_BLOCKING_EVENTS))
                .addKeyValue("missing", whole(Metric.GAP_CANDLES_MISSING))
                .addKeyValue("reconnections", whole(Metric.RECONNECTIONS))
                .addKeyValue("connection_errors", whole(Metric.CONNECTION_ERRORS))
                .addKeyValue("handler_errors", whole(Metric.HANDLER_ERRORS))
                .addKeyValue("latency_p50_us", total.p50Ns() / 1_000)
                .addKeyValue("latency_p99_us", total.p99Ns() / 1_000)
                .addKeyValue("latency_max_us", total.maxNs() / 1_000)
                .log("Metrics");
        lastQuotes = quotes;
    }

    private long whole(final Metric metric) {
        return Math.round(metrics.total(metric));
    }

    private long quotes(final String closed) {
        final int label = Metric.QUOTES_PROCESSED.labels().indexOf("is_closed");
        double sum = 0;
        for (final Map.Entry<List<String>, DoubleSupplier> entry :
                metrics.values(Metric.QUOTES_PROCESSED).entrySet()) {
            if (entry.getKey().get(label).equals(closed)) {
                sum += entry.getValue().getAsDouble();
            }
        }
        return Math.round(sum);
    }
}
