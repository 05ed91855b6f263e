package dev.wick.engine.egress;

import dev.wick.adapters.feed.Series;
import java.util.ArrayDeque;
import java.util.List;
import org.java_websocket.framing.CloseFrame;

/** Leads what subscribers ask for to who carries it out, in the order in which each asked. Egress thread. */
final class Requests {
    /** So many requests of one subscriber may wait for the answer to a subscription. */
    private static final int MAX_DEFERRED = 64;

    private final Sessions sessions;
    private final SubscriptionTable table;
    private final Subscribing subscribing;
    private final Unsubscribing unsubscribing;
    private final Watching watching;
    private final Listing listing;
    private final HistoryPages pages;

    Requests(
            final Sessions sessions,
            final SubscriptionTable table,
            final Subscribing subscribing,
            final Unsubscribing unsubscribing,
            final Watching watching,
            final Listing listing,
            final HistoryPages pages) {
        this.sessions = sessions;
        this.table = table;
        this.subscribing = subscribing;
        this.unsubscribing = unsubscribing;
        this.watching = watching;
        this.listing = listing;
        this.pages = pages;
    }

    /** A message came. */
    void onRequest(final Session session, final Request request) {
        if (!session.isOpen()) {
            return;
        }
        final boolean isFirst = !session.hasSpoken;
        session.hasSpoken = true;
        session.wantsEvents |= !request.simple();
        session.lastRequestNs = sessions.nowNs();
        sessions.deadlineChanged(session);
        if (request instanceof Request.Ping) {
            sessions.reply(
                    session, JsonOut.message("pong").raw("id", request.idJson()).frame());
        } else if (session.isResolving) {
            defer(session, request);
        } else {
            carryOut(session, request, isFirst);
        }
    }

    private void defer(final Session session, final Request request) {
        if (session.deferred == null) {
            session.deferred = new ArrayDeque<>();
        }
        if (session.deferred.size() >= MAX_DEFERRED) {
            final String message = "too many requests at once; wait for the answer to the subscription";
            sessions.error(session, request.idJson(), ErrorReply.of("too_many_requests", message));
        } else {
            session.deferred.add(request);
        }
    }

    private void carryOut(final Session session, final Request request, final boolean isFirst) {
        if (request instanceof final Request.Subscribe subscribe) {
            subscribing.subscribe(session, subscribe, isFirst);
        } else if (request instanceof final Request.Unsubscribe unsubscribe) {
            unsubscribing.unsubscribe(session, unsubscribe);
        } else if (request instanceof Request.Subscriptions) {
            sessions.reply(session, listing.of(session, request.idJson()));
        } else if (request instanceof final Request.History history) {
            pages.ask(session, history);
        } else if (request instanceof final Request.Unusable unusable) {
            sessions.error(session, unusable.idJson(), unusable.error());
            if (unusable.simple() && isFirst) {
                sessions.end(session, CloseFrame.NORMAL, "bad subscription");
            }
        }
    }

    /** The supervisor has answered. */
    void onResolved(final SubscribeRequest request, final Resolution resolution) {
        final Session session = sessions.byId(request.sessionId());
        if (session == null || !session.isOpen()) {
            return;
        }
        session.isResolving = false;
        if (request.isAll()) {
            watching.onResolved(session, request, resolution);
        } else {
            subscribing.onResolved(session, request, resolution);
        }
        while (session.isOpen() && !session.isResolving && session.deferred != null && !session.deferred.isEmpty()) {
            carryOut(session, session.deferred.poll(), false);
        }
        sessions.deadlineChanged(session);
    }

    /** The exchange refused a series that was accepted here. */
    void onRefused(final Series series, final String exchangeMessage) {
        final SubscriptionTable.Subscribers subscribers = table.of(series.id());
        if (subscribers == null) {
            return;
        }
        final ErrorReply error = new ErrorReply(
                "refused",
                "The exchange refused " + series.symbol() + "; it will be asked again",
                "refused by the exchange",
                series.venue().exchange().text(),
                series.venue().contractType().name(),
                List.of(series.symbol()),
                exchangeMessage);
        for (int i = subscribers.count() - 1; i >= 0; i--) {
            sessions.error(subscribers.session(i), null, error);
        }
    }
}
