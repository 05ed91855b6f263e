package dev.wick.engine.ops;

import dev.wick.adapters.feed.Venue;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Hands out the counters and takes the gauges that are exported. Thread-safe; for start-up and other cold moments only:
 * whoever counts on the hot path keeps the {@link Counter} that it was given here.
 */
public final class Metrics {
    private final Map<Metric, Map<List<String>, DoubleSupplier>> values = new EnumMap<>(Metric.class);
    private final Map<Metric, Map<List<String>, Counter>> counters = new EnumMap<>(Metric.class);
    private final Map<Metric, Map<List<String>, LatencyHistogram>> histograms = new EnumMap<>(Metric.class);
    private final Map<Metric, Supplier<Map<List<String>, Distribution>>> summaries = new EnumMap<>(Metric.class);

    /** The counter of these label values; the same one every time. */
    public synchronized Counter counter(final Metric metric, final String... labelValues) {
        final List<String> key = key(metric, labelValues);
        return counters.computeIfAbsent(metric, m -> new LinkedHashMap<>()).computeIfAbsent(key, k -> {
            final Counter added = new Counter();
            values.computeIfAbsent(metric, m -> new LinkedHashMap<>()).put(k, added::get);
            return added;
        });
    }

    /** The counter of a venue, followed by the metric's further label values. */
    public Counter counter(final Metric metric, final Venue venue, final String... furtherLabelValues) {
        final String[] all = new String[furtherLabelValues.length + 2];
        all[0] = venue.exchange().text();
        all[1] = venue.contractType().name();
        System.arraycopy(furtherLabelValues, 0, all, 2, furtherLabelValues.length);
        return counter(metric, all);
    }

    /** The histogram of these label values; the same one every time. */
    public synchronized LatencyHistogram histogram(final Metric metric, final String... labelValues) {
        final List<String> key = key(metric, labelValues);
        return histograms
                .computeIfAbsent(metric, m -> new LinkedHashMap<>())
                .computeIfAbsent(key, k -> new LatencyHistogram());
    }

    /** The histogram of a venue; the same one every time. */
    public LatencyHistogram histogram(final Metric metric, final Venue venue) {
        return histogram(metric, venue.exchange().text(), venue.contractType().name());
    }

    /** All histograms of a metric, by label values. */
    public synchronized Map<List<String>, LatencyHistogram> histograms(final Metric metric) {
        return new LinkedHashMap<>(histograms.getOrDefault(metric, Map.of()));
    }

    /** Exports what the supplier says at each scrape, by label values; replaces an earlier one. */
    public synchronized void summary(final Metric metric, final Supplier<Map<List<String>, Distribution>> byLabels) {
        summaries.put(metric, byLabels);
    }

    /** What a summary says now, by label values; empty if nobody has registered it. */
    public Map<List<String>, Distribution> summary(final Metric metric) {
        final Supplier<Map<List<String>, Distribution>> supplier;
        synchronized (this) {
            supplier = summaries.get(metric);
        }
        return supplier == null ? Map.of() : supplier.get();
    }

    /** Exports what the supplier says at each scrape; replaces an earlier one. */
    public synchronized void gauge(final Metric metric, final DoubleSupplier value, final String... labelValues) {
        values.computeIfAbsent(metric, m -> new LinkedHashMap<>()).put(key(metric, labelValues), value);
    }

    /** All that is exported now for one metric, by label values, in the order in which it was registered. */
    public synchronized Map<List<String>, DoubleSupplier> values(final Metric metric) {
        return new LinkedHashMap<>(values.getOrDefault(metric, Map.of()));
    }

    /** What one value is now; 0 if nobody has registered it. */
    public double value(final Metric metric, final String... labelValues) {
        final DoubleSupplier supplier = values(metric).get(List.of(labelValues));
        return supplier == null ? 0 : supplier.getAsDouble();
    }

    /** The sum over all label values of a metric. */
    public double total(final Metric metric) {
        return values(metric).values().stream()
                .mapToDouble(DoubleSupplier::getAsDouble)
                .sum();
    }

    private static List<String> key(final Metric metric, final String... labelValues) {
        if (labelValues.length != metric.labels().size()) {
            throw new IllegalArgumentException(metric + " has the labels " + metric.labels());
        }
        return List.of(labelValues);
    }
}
