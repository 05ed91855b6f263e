package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.LegSide;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.RestUse;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import java.util.EnumMap;
import java.util.Map;

/** Exports what one venue's legs have counted. The supervisor's thread writes. */
final class VenueCounters {
    private final Map<LegStats.Stat, Counter> byStat = new EnumMap<>(LegStats.Stat.class);
    private final Map<LegSide, Counter> bySide = new EnumMap<>(LegSide.class);
    private final Counter connections = new Counter();
    private final Counter series = new Counter();
    private final Counter oldestMissingMs = new Counter();
    /** The exchange's, which all its venues tell alike. */
    private final Counter restReused;

    private final Counter restOpened;

    VenueCounters(final Venue venue, final Metrics metrics) {
        byStat.put(LegStats.Stat.FRAMES, metrics.counter(Metric.FRAMES, venue, "all"));
        byStat.put(LegStats.Stat.IGNORED, metrics.counter(Metric.FRAMES, venue, "ignored"));
        byStat.put(LegStats.Stat.GARBLED, metrics.counter(Metric.FRAMES, venue, "garbled"));
        byStat.put(LegStats.Stat.ROUNDED_DECIMALS, metrics.counter(Metric.DECIMALS_ROUNDED, venue));
        final String exchange = venue.exchange().text();
        final String contractType = venue.contractType().name();
        restReused = metrics.counter(Metric.REST_CONNECTIONS, exchange, "true");
        restOpened = metrics.counter(Metric.REST_CONNECTIONS, exchange, "false");
        metrics.gauge(Metric.ACTIVE_CONNECTIONS, connections::get, exchange, contractType);
        for (final LegSide side : LegSide.values()) {
            final Counter ofSide = new Counter();
            bySide.put(side, ofSide);
            metrics.gauge(Metric.LEG_CONNECTIONS, ofSide::get, exchange, contractType, side.letter());
        }
        metrics.gauge(Metric.SERIES_ACTIVE, series::get, exchange, contractType);
        metrics.gauge(Metric.GAP_OLDEST_AGE, () -> oldestMissingMs.get() / 1e3, exchange, contractType);
    }

    void publish(final VenueSupervisor venue) {
        byStat.forEach((stat, counter) -> counter.set(venue.legs().total(stat)));
        bySide.forEach((side, counter) -> counter.set(venue.legs().openConnections(side)));
        connections.set(venue.legs().openConnections());
        series.set(venue.wantedSeries());
        oldestMissingMs.set(venue.oldestMissingAgeMs());
        final RestUse use = venue.adapter().restUse();
        restReused.set(use.reused());
        restOpened.set(use.opened());
    }
}
