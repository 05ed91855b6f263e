package dev.wick.engine.egress;

import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.IntHashSet;

/** Ends subscriptions as subscribers ask for it, and answers. Egress thread. */
final class Unsubscribing {
    private final Sessions sessions;
    private final SubscriptionTable table;
    private final SeriesRegistry registry;
    private final Watching watching;

    Unsubscribing(
            final Sessions sessions,
            final SubscriptionTable table,
            final SeriesRegistry registry,
            final Watching watching) {
        this.sessions = sessions;
        this.table = table;
        this.registry = registry;
        this.watching = watching;
    }

    /** No more quotes of these. */
    void unsubscribe(final Session session, final Request.Unsubscribe request) {
        if (!Selector.ALL.equals(request.symbols())) {
            unsubscribeNamed(session, request);
        } else if (!watching.end(session, request)) {
            notSubscribed(session, request, request.symbols());
        }
    }

    private void unsubscribeNamed(final Session session, final Request.Unsubscribe request) {
        final List<String> removed = new ArrayList<>();
        final List<String> unknown = new ArrayList<>();
        for (final String symbol : request.symbols()) {
            final Series series = subscribedSeries(session, request, symbol);
            if (series == null) {
                unknown.add(symbol);
            } else {
                table.remove(series.id(), session);
                watching.leaveOut(session, series);
                removed.add(series.symbol());
            }
        }
        if (!removed.isEmpty()) {
            final JsonOut out = JsonOut.message("unsubscribed").raw("id", request.idJson());
            VenueText.put(out, request.exchange(), request.contractType())
                    .strings("symbols", removed)
                    .string("interval", request.interval().text());
            sessions.reply(session, out.frame());
        }
        if (!unknown.isEmpty()) {
            notSubscribed(session, request, unknown);
        }
    }

    private void notSubscribed(final Session session, final Request.Unsubscribe request, final List<String> symbols) {
        sessions.error(
                session,
                request.idJson(),
                new ErrorReply(
                        "not_subscribed",
                        "not subscribed here with interval " + request.interval() + ": " + String.join(", ", symbols),
                        "not_subscribed",
                        request.exchange().text(),
                        VenueText.contractType(request.exchange(), request.contractType()),
                        symbols,
                        null));
    }

    /** Exactly as written, else in any case: venues whose symbols have but one case took the subscription so, too. */
    private Series subscribedSeries(final Session session, final Request.Unsubscribe request, final String symbol) {
        Series inAnyCase = null;
        final IntHashSet.IntIterator ids = session.series().iterator();
        while (ids.hasNext()) {
            final Series series = registry.byId(ids.nextValue());
            if (isMeant(series.venue(), request, symbol) && series.interval() == request.interval()) {
                if (series.symbol().equals(symbol)) {
                    return series;
                }
                inAnyCase = series.symbol().equalsIgnoreCase(symbol) ? series : inAnyCase;
            }
        }
        return inAnyCase;
    }

    private static boolean isMeant(final Venue venue, final Request.Unsubscribe request, final String symbol) {
        return venue.exchange() == request.exchange()
                && request.exchange()
                        .venueOf(request.contractType(), symbol)
                        .filter(venue::equals)
                        .isPresent();
    }
}
