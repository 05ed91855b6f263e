package dev.wick.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Venue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PrometheusExportTest {
    private static final Venue SPOT = Exchange.BINANCE.venue("spot").orElseThrow();
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{((?:\\w+=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\",?)*)})? (\\S+)");

    private final Metrics metrics = new Metrics();
    private final PrometheusExport export = PrometheusExport.of(metrics);

    @Test
    void shouldExportCountersWithTheSuffixTotalAndTheLabelsThatStay() {
        metrics.counter(Metric.QUOTES_PROCESSED, SPOT, "true").add(3);
        metrics.gauge(Metric.QUEUE_DEPTH_CLOSED, () -> 7);
        assertThat(text())
                .contains("# TYPE connector_quotes_processed_total counter\n")
                .contains(
                        "connector_quotes_processed_total{exchange=\"binance\",contract_type=\"spot\",is_closed=\"true\",}"
                                + " 3.0\n")
                .contains("# TYPE connector_queue_depth_closed gauge\nconnector_queue_depth_closed 7.0\n");
    }

    @Test
    void shouldExportAHistogramWhoseBucketsAddUp() {
        final LatencyHistogram histogram = metrics.histogram(Metric.QUOTE_LATENCY, SPOT);
        assertThat(metrics.histogram(Metric.QUOTE_LATENCY, "binance", "spot")).isSameAs(histogram);
        histogram.observe(2_000_000);
        histogram.observe(2_000_000_000L);
        histogram.observe(90_000_000_000L);
        final String labels = "{exchange=\"binance\",contract_type=\"spot\",";
        assertThat(text())
                .contains("# TYPE connector_quote_latency_seconds histogram\n")
                .contains("connector_quote_latency_seconds_bucket" + labels + "le=\"0.001\",} 0.0\n")
                .contains("connector_quote_latency_seconds_bucket" + labels + "le=\"0.0025\",} 1.0\n")
                .contains("connector_quote_latency_seconds_bucket" + labels + "le=\"60.0\",} 2.0\n")
                .contains("connector_quote_latency_seconds_bucket" + labels + "le=\"+Inf\",} 3.0\n")
                .contains("connector_quote_latency_seconds_count" + labels + "} 3.0\n")
                .contains("connector_quote_latency_seconds_sum" + labels + "} 92.002\n");
    }

    @Test
    void shouldExportTheMetricsOfTheJvm() {
        assertThat(text())
                .contains("jvm_memory_bytes_used{", "jvm_gc_collection_seconds_count{", "jvm_threads_current ");
    }

    @Test
    void shouldKeepTheScrapeWhenOneValueCannotBeHad() {
        metrics.gauge(Metric.QUEUE_DEPTH_OPEN, () -> {
            throw new IllegalStateException("gone");
        });
        metrics.gauge(Metric.SUBSCRIBERS, () -> 2);
        assertThat(text()).contains("connector_queue_depth_open NaN\n", "connector_subscribers 2.0\n");
    }

    @Test
    void shouldWriteTextThatAScraperCanRead() {
        registerAll();
        final Map<String, String> types = new HashMap<>();
        final Set<String> seen = new HashSet<>();
        String family = "";
        for (final String line : text().split("\n", -1)) {
            if (line.startsWith("# TYPE ")) {
                final String[] words = line.split(" ", -1);
                family = words[2];
                assertThat(types.put(family, words[3]))
                        .as(family + " comes once")
                        .isNull();
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                final Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(seen.add(sample.group(1) + sample.group(2)))
                        .as("once: " + line)
                        .isTrue();
                assertThat(sample.group(1)).as("stands with its family").startsWith(family);
                assertThat(sample.group(3)).matches("NaN|[+-]Inf|-?[0-9.]+(E-?[0-9]+)?");
            }
        }
        for (final Metric metric : Metric.values()) {
            final String name = metric.kind() == Metric.Kind.COUNTER ? metric.base() + "_total" : metric.base();
            assertThat(types).containsEntry(name, metric.kind().name().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void shouldSpeakOpenMetricsToWhomAsksForIt() {
        registerAll();
        final String type = PrometheusExport.contentType("application/openmetrics-text; version=1.0.0");
        assertThat(type).startsWith("application/openmetrics-text");
        assertThat(export.text(type))
                .contains("# TYPE connector_quotes_processed counter\n")
                .endsWith("# EOF\n");
    }

    private void registerAll() {
        for (final Metric metric : Metric.values()) {
            final String[] labels = metric.labels().stream()
                    .map(label -> "a \"quoted\"\\ value\nof " + label)
                    .toArray(String[]::new);
            switch (metric.kind()) {
                case COUNTER -> metrics.counter(metric, labels).add(5);
                case GAUGE -> metrics.gauge(metric, () -> 1e-9, labels);
                case HISTOGRAM -> metrics.histogram(metric, labels).observe(1);
                case SUMMARY ->
                    metrics.summary(metric, () -> Map.of(List.of(labels), new Distribution(0, 0, 0, 0, 0, 0, 0)));
                default -> throw new AssertionError(metric.kind());
            }
        }
    }

    private String text() {
        return export.text(PrometheusExport.contentType("text/plain"));
    }
}
