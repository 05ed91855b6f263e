package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.Source;
import dev.wick.adapters.feed.TradeIds;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import java.util.Locale;

/** What the pipeline counts for one venue, looked up once. Written by the pipeline's thread. */
final class VenueCounters {
    private static final int SOURCES = Source.values().length;

    final Venue venue;
    final Counter open;
    final Counter closed;
    final Counter duplicates;
    final Counter revisions;
    final Counter gapsOpened;
    final Counter repaired;
    final Counter empty;
    final LegRace race;
    /** Closed candles that are known to be missing now. */
    final Counter missing;

    final VenueSkews.Skew skew;
    private final Metrics metrics;
    private final Counter[] closedBy = new Counter[Finality.values().length * SOURCES];
    private final Counter[] rejected = new Counter[RejectReason.values().length];

    VenueCounters(final Venue venue, final Metrics metrics, final VenueSkews.Skew skew) {
        this.venue = venue;
        this.metrics = metrics;
        this.skew = skew;
        missing = new Counter();
        metrics.gauge(
                Metric.GAP_CANDLES_MISSING,
                missing::get,
                venue.exchange().text(),
                venue.contractType().name());
        for (final Finality finality : Finality.values()) {
            for (final Source source : Source.values()) {
                closedBy[index(finality, source)] =
                        metrics.counter(Metric.CLOSED_CANDLES, venue, finality.text(), source.text());
            }
        }
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

    /** Closed candles, by how we know that they are, and where they came from. */
    Counter closed(final Finality finality, final Source source) {
        return closedBy[index(finality, source)];
    }

    private static int index(final Finality finality, final Source source) {
        return finality.ordinal() * SOURCES + source.ordinal();
    }

    /** Trade ids that do not join; rare, so that it is looked up each time. */
    Counter contradictions(final TradeIdCheck.Kind kind, final TradeIds proves) {
        return metrics.counter(
                Metric.TRADE_ID_CONTRADICTIONS,
                venue,
                kind.text(),
                proves.name().toLowerCase(Locale.ROOT));
    }

    Counter rejected(final RejectReason reason) {
        return rejected[reason.ordinal()];
    }
}
