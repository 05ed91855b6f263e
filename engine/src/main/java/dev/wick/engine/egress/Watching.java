package dev.wick.engine.egress;

import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.IntHashSet;

/**
 * Keeps the promise of {@code ["*"]}: who watches a venue and interval is subscribed to every series of it that the engine
 * carries, from the moment on at which the engine takes it up, until it drops it. Nothing is carried because it is watched.
 * Egress thread.
 *
 * <p>The supervisor says what is carried before anything of it is published, and in the same queue in which it answers requests:
 * so nothing that a watcher is owed goes by between the two.
 */
final class Watching {
    private final Sessions sessions;
    private final SubscriptionTable table;
    private final SeriesRegistry registry;
    private final Subscribing subscribing;
    private final Map<Integer, Series> carried = new LinkedHashMap<>();
    private final List<Watch> watches = new ArrayList<>();

    Watching(
            final Sessions sessions,
            final SubscriptionTable table,
            final SeriesRegistry registry,
            final Subscribing subscribing) {
        this.sessions = sessions;
        this.table = table;
        this.registry = registry;
        this.subscribing = subscribing;
    }

    /** The supervisor has answered to {@code ["*"]}; the session is open. */
    void onResolved(final Session session, final SubscribeRequest request, final Resolution resolution) {
        if (resolution.error() != null) {
            subscribing.refuse(session, request, resolution);
            return;
        }
        final Watch watch = new Watch(session, request);
        forget(session, watch);
        watches.add(watch);
        session.watches.add(watch);
        final List<Series> all = carried.values().stream().filter(watch::isOf).toList();
        all.forEach(watch::see);
        subscribing.join(session, request, all, request.resume());
    }

    /** The engine delivers a series from now on. */
    void onCarried(final Series series) {
        carried.put(series.id(), series);
        for (int i = watches.size() - 1; i >= 0; i--) {
            final Watch watch = watches.get(i);
            if (watch.wants(series) && watch.session().isOpen()) {
                final boolean isFirst = watch.see(series);
                if (!watch.session().series().contains(series.id())) {
                    joinLater(watch, series, isFirst);
                }
            }
        }
    }

    private void joinLater(final Watch watch, final Series series, final boolean isFirst) {
        final Resume resume = watch.request().resume();
        subscribing.join(
                watch.session(),
                watch.request(),
                List.of(series),
                isFirst ? new Resume(0, resume.all(), resume.bySymbol()) : Resume.NONE);
    }

    /** The engine does not deliver a series any more. */
    void onDropped(final Series series) {
        carried.remove(series.id());
        for (int i = watches.size() - 1; i >= 0; i--) {
            final Watch watch = watches.get(i);
            final Session session = watch.session();
            if (watch.isOf(series) && session.isOpen() && table.isWatched(series.id(), session)) {
                table.remove(series.id(), session);
                tellEnded(session, watch.request().idJson(), watch, List.of(series.symbol()));
            }
        }
    }

    /** A subscriber has ended a series by name: it does not come back by {@code ["*"]}. */
    void leaveOut(final Session session, final Series series) {
        for (final Watch watch : session.watches) {
            if (watch.isOf(series)) {
                watch.leaveOut(series);
            }
        }
    }

    /** No more quotes of what came by {@code ["*"]}; false if there was none such. */
    boolean end(final Session session, final Request.Unsubscribe request) {
        for (final Watch watch : session.watches) {
            if (watch.request().interval() == request.interval()
                    && request.exchange()
                            .venue(request.contractType())
                            .filter(watch.venue()::equals)
                            .isPresent()) {
                forget(session, watch);
                tellEnded(session, request.idJson(), watch, removeAll(session, watch));
                return true;
            }
        }
        return false;
    }

    private List<String> removeAll(final Session session, final Watch watch) {
        final List<Series> came = new ArrayList<>();
        final IntHashSet.IntIterator ids = session.series().iterator();
        while (ids.hasNext()) {
            final Series series = registry.byId(ids.nextValue());
            if (watch.isOf(series) && table.isWatched(series.id(), session)) {
                came.add(series);
            }
        }
        came.forEach(series -> table.remove(series.id(), session));
        return came.stream().map(Series::symbol).toList();
    }

    private void tellEnded(final Session session, final String idJson, final Watch watch, final List<String> symbols) {
        final JsonOut out = JsonOut.message("unsubscribed").raw("id", idJson);
        VenueText.put(out, watch.request().exchange(), watch.request().contractType())
                .strings("symbols", symbols)
                .string("interval", watch.request().interval().text())
                .flag("all", true);
        sessions.reply(session, out.frame());
    }

    private void forget(final Session session, final Watch watch) {
        session.watches.removeIf(watch::isLike);
        watches.removeIf(other -> other.session() == session && other.isLike(watch));
    }

    /** A connection is gone. */
    void onGone(final Session session) {
        if (!session.watches.isEmpty()) {
            watches.removeIf(watch -> watch.session() == session);
            session.watches.clear();
        }
    }
}
