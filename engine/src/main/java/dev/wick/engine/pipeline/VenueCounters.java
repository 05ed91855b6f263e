package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Venue;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;

/** What the pipeline counts for one venue, looked up once. Written by the pipeline's thread. */
final class VenueCounters {
    final Venue venue;
    final Counter open;
    final Counter closed;
    final Counter duplicates;
    final Counter revisions;
    final Counter gapsOpened;
    final Counter repaired;
    final Counter empty;
    final LegRace race;
    private final Counter[] rejected = new Counter[RejectReason.values().length];

    VenueCounters(final Venue venue, final Metrics metrics) {
        this.venue = venue;
        open = metrics.counter(Metric.QUOTES_PROCESSED, venue, "false");
        closed = metrics.counter(Metric.QUOTES_PROCESSED, venue, "true");
        duplicates = metrics.counter(Metric.DUPLICATES_FILTERED, venue);
        revisions = metrics.counter(Metric.REVISIONS, venue);
        gapsOpened = metrics.counter(Metric.GAPS_OPENED, venue);
        repaired = metrics.counter(Metric.GAP_CANDLES_REPAIRED, venue);
        empty = metrics.counter(Metric.GAP_CANDLES_EMPTY, venue);
        race = new LegRace(venue, metrics);
        for (final RejectReason reason : RejectReason.values()) {
            rejected[reason.ordinal()] = metrics.counter(Metric.CANDLES_REJECTED, venue, reason.text());
        }
    }

    Counter rejected(final RejectReason reason) {
        return rejected[reason.ordinal()];
    }
}
