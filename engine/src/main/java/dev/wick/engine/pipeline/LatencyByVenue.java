package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Venue;
import dev.wick.engine.ops.LatencyHistogram;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import java.util.Arrays;

/** Sorts the latency from exchange to us into one histogram per venue. The pipeline's thread. */
public final class LatencyByVenue implements ExchangeLatency {
    private final Metrics metrics;
    private Venue[] venues = new Venue[0];
    private LatencyHistogram[] histograms = new LatencyHistogram[0];

    public LatencyByVenue(final Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void observe(final Venue venue, final long latencyNs) {
        // A handful of venues: comparing them costs less than hashing one.
        for (int i = 0; i < venues.length; i++) {
            if (venues[i].equals(venue)) {
                histograms[i].observe(latencyNs);
                return;
            }
        }
        add(venue);
        observe(venue, latencyNs);
    }

    private void add(final Venue venue) {
        venues = Arrays.copyOf(venues, venues.length + 1);
        histograms = Arrays.copyOf(histograms, histograms.length + 1);
        venues[venues.length - 1] = venue;
        histograms[histograms.length - 1] = metrics.histogram(Metric.QUOTE_LATENCY, venue);
    }
}
