package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.pipeline.SeriesStates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.agrona.collections.IntHashSet;

/**
 * Answers {@code list}: what a session is subscribed to, and where each series stands. Egress thread.
 *
 * <pre>
 *   {"exchange":…,"contract_type":…,"interval":"1m","closed_only":false,"symbols":["BTCUSDT"],
 *    "series":[{"symbol":"BTCUSDT","state":"LIVE","watermark":1633998480000,"missing":0}]}
 * </pre>
 *
 * <p>A {@code ["*"]} is a group of its own, with {@code "all":true} after {@code closed_only} and the series that came by it, if
 * there are any. The watermark, an open time in UTC ms, is null before the first closed candle, and as long as the session is served from
 * the past: it has not all of that yet. Missing counts the closed candles that are known to be missing.
 */
final class Listing {
    /** Series that were asked for alike; {@code watch} is null if they were named. */
    private record Group(Venue venue, String interval, boolean closedOnly, Watch watch) {}

    private final SubscriptionTable table;
    private final SeriesRegistry registry;
    private final StatusEvents statuses;
    private final SeriesStates states;

    Listing(
            final SubscriptionTable table,
            final SeriesRegistry registry,
            final StatusEvents statuses,
            final SeriesStates states) {
        this.table = table;
        this.registry = registry;
        this.statuses = statuses;
        this.states = states;
    }

    /** The answer for a session, as one WebSocket frame. */
    byte[] of(final Session session, final String idJson) {
        final Map<Group, List<Series>> groups = new LinkedHashMap<>();
        final IntHashSet.IntIterator ids = session.series().iterator();
        for (final Watch watch : session.watches) {
            groups.put(group(watch), new ArrayList<>());
        }
        while (ids.hasNext()) {
            final Series series = registry.byId(ids.nextValue());
            groups.computeIfAbsent(group(session, series), g -> new ArrayList<>())
                    .add(series);
        }
        final String array = groups.entrySet().stream()
                .map(entry -> listed(session, entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(",", "[", "]"));
        return JsonOut.message("subscriptions")
                .raw("id", idJson)
                .raw("subscriptions", array)
                .frame();
    }

    private Group group(final Session session, final Series series) {
        if (table.isWatched(series.id(), session)) {
            for (final Watch watch : session.watches) {
                if (watch.isOf(series)) {
                    return group(watch);
                }
            }
        }
        return new Group(series.venue(), series.interval().text(), table.isClosedOnly(series.id(), session), null);
    }

    private static Group group(final Watch watch) {
        final SubscribeRequest request = watch.request();
        return new Group(
                watch.venue(), request.interval().text(), request.delivery().closedOnly(), watch);
    }

    private String listed(final Session session, final Group group, final List<Series> series) {
        series.sort(Comparator.comparing(Series::symbol));
        final JsonOut out = JsonOut.object("exchange", group.venue.exchange().text())
                .string("contract_type", group.venue.contractType().name())
                .string("interval", group.interval)
                .flag("closed_only", group.closedOnly);
        if (group.watch != null) {
            out.flag("all", true);
        }
        return out.strings("symbols", series.stream().map(Series::symbol).toList())
                .raw(
                        "series",
                        series.stream().map(one -> standing(session, one)).collect(Collectors.joining(",", "[", "]")))
                .json();
    }

    private String standing(final Session session, final Series series) {
        final long watermarkMs =
                table.isReplaying(series.id(), session) ? Candle.NONE : states.watermarkMs(series.id());
        return JsonOut.object("symbol", series.symbol())
                .string("state", statuses.state(series.id()))
                .raw("watermark", watermarkMs == Candle.NONE ? "null" : Long.toString(watermarkMs))
                .number("missing", states.missing(series.id()))
                .json();
    }
}
