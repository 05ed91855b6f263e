package dev.wick.engine.ops;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import io.prometheus.client.SummaryMetricFamily;
import io.prometheus.client.exporter.common.TextFormat;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Writes all metrics, and those of the JVM, in the text formats of Prometheus. Everything is read at scrape time; any
 * thread may scrape.
 */
public final class PrometheusExport extends Collector {
    private static final List<Double> QUANTILES = List.of(0.5, 0.9, 0.99, 0.999);
    private static final double NS_PER_SECOND = 1e9;

    private final CollectorRegistry registry = new CollectorRegistry();
    private final Metrics metrics;

    private PrometheusExport(final Metrics metrics) {
        this.metrics = metrics;
    }

    /** An export of these metrics and the JVM's. */
    public static PrometheusExport of(final Metrics metrics) {
        final PrometheusExport export = new PrometheusExport(metrics);
        export.register(export.registry);
        DefaultExports.register(export.registry);
        return export;
    }

    /** The content type that suits a request's {@code Accept} header; null for a request without one. */
    public static String contentType(final String accept) {
        return TextFormat.chooseContentType(accept);
    }

    /** All metrics now, in the format of a {@link #contentType}. */
    public String text(final String contentType) {
        final StringWriter out = new StringWriter();
        try {
            TextFormat.writeFormat(contentType, out, registry.metricFamilySamples());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    @Override
    public List<MetricFamilySamples> collect() {
        final List<MetricFamilySamples> families = new ArrayList<>();
        for (final Metric metric : Metric.values()) {
            final MetricFamilySamples family = switch (metric.kind()) {
                case COUNTER -> counters(metric);
                case GAUGE -> gauges(metric);
                case HISTOGRAM -> histograms(metric);
                case SUMMARY -> summaries(metric);
            };
            if (!family.samples.isEmpty()) {
                families.add(family);
            }
        }
        return families;
    }

    private MetricFamilySamples counters(final Metric metric) {
        final CounterMetricFamily family = new CounterMetricFamily(metric.base(), metric.help(), metric.labels());
        metrics.values(metric).forEach((labels, value) -> family.addMetric(labels, now(value)));
        return family;
    }

    private MetricFamilySamples gauges(final Metric metric) {
        final GaugeMetricFamily family = new GaugeMetricFamily(metric.base(), metric.help(), metric.labels());
        metrics.values(metric).forEach((labels, value) -> family.addMetric(labels, now(value)));
        return family;
    }

    /** One value that cannot be had must not cost the whole scrape. */
    private static double now(final DoubleSupplier value) {
        try {
            return value.getAsDouble();
        } catch (final RuntimeException e) {
            return Double.NaN;
        }
    }

    private MetricFamilySamples histograms(final Metric metric) {
        final List<MetricFamilySamples.Sample> samples = new ArrayList<>();
        for (final Map.Entry<List<String>, LatencyHistogram> entry :
                metrics.histograms(metric).entrySet()) {
            addHistogram(samples, metric, entry.getKey(), entry.getValue());
        }
        return new MetricFamilySamples(metric.base(), Type.HISTOGRAM, metric.help(), samples);
    }

    private static void addHistogram(
            final List<MetricFamilySamples.Sample> samples,
            final Metric metric,
            final List<String> labels,
            final LatencyHistogram histogram) {
        final List<String> bucketNames = with(metric.labels(), "le");
        final long[] counts = histogram.counts();
        long count = 0;
        for (int i = 0; i < counts.length; i++) {
            count += counts[i];
            final String bound = doubleToGoString(LatencyHistogram.upperBoundSeconds(i));
            samples.add(
                    new MetricFamilySamples.Sample(metric.base() + "_bucket", bucketNames, with(labels, bound), count));
        }
        // The sum of the same buckets, so that count and +Inf agree while the writer goes on.
        samples.add(new MetricFamilySamples.Sample(metric.base() + "_count", metric.labels(), labels, count));
        samples.add(new MetricFamilySamples.Sample(
                metric.base() + "_sum", metric.labels(), labels, histogram.sumSeconds()));
    }

    private static List<String> with(final List<String> list, final String last) {
        final List<String> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }

    private MetricFamilySamples summaries(final Metric metric) {
        final SummaryMetricFamily family =
                new SummaryMetricFamily(metric.base(), metric.help(), metric.labels(), QUANTILES);
        metrics.summary(metric)
                .forEach((labels, d) -> family.addMetric(
                        labels,
                        (double) d.count(),
                        d.sumNs() / NS_PER_SECOND,
                        List.of(
                                seconds(d, d.p50Ns()),
                                seconds(d, d.p90Ns()),
                                seconds(d, d.p99Ns()),
                                seconds(d, d.p999Ns()))));
        return family;
    }

    /** Of nothing there is no quantile. */
    private static double seconds(final Distribution distribution, final long ns) {
        return distribution.count() == 0 ? Double.NaN : ns / NS_PER_SECOND;
    }
}
