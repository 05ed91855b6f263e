package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Venue;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;

/** Exports how many series of a venue are wanted, acknowledged and delivering. The supervisor's thread writes. */
final class SeriesSets {
    private final Counter wanted = new Counter();
    private final Counter acknowledged = new Counter();
    private final Counter delivering = new Counter();

    SeriesSets(final Venue venue, final Metrics metrics) {
        register(metrics, venue, "wanted", wanted);
        register(metrics, venue, "acknowledged", acknowledged);
        register(metrics, venue, "delivering", delivering);
    }

    private static void register(final Metrics metrics, final Venue venue, final String set, final Counter size) {
        metrics.gauge(
                Metric.SERIES_SETS,
                size::get,
                venue.exchange().text(),
                venue.contractType().name(),
                set);
    }

    /** Counts a series once, however many legs carry it. */
    void count(final RedundantLegs legs) {
        long wantedNow = 0;
        long acknowledgedNow = 0;
        long deliveringNow = 0;
        for (final Leg leg : legs.firstLegs()) {
            for (final int seriesId : leg.series.keySet()) {
                wantedNow++;
                acknowledgedNow += legs.isAcknowledged(seriesId) ? 1 : 0;
                deliveringNow += legs.delivers(seriesId) ? 1 : 0;
            }
        }
        wanted.set(wantedNow);
        acknowledged.set(acknowledgedNow);
        delivering.set(deliveringNow);
    }
}
