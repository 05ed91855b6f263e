package dev.wick.engine.egress;

import dev.wick.adapters.feed.Series;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.java_websocket.framing.CloseFrame;

/** Begins subscriptions as subscribers ask for them, and answers. Egress thread. */
final class Subscribing {
    private static final long NS_PER_MS = 1_000_000;

    private final Sessions sessions;
    private final SubscriptionTable table;
    private final Demand demand;
    private final StatusEvents statuses;
    private final Replays replays;
    private final EpochNanoClock clock;
    private final long futureLimitMs;

    /**
     * A side.
     *
     * @param futureLimitMs how far ahead of our clock a candle may open that is believed, ms
     */
    Subscribing(
            final Sessions sessions,
            final SubscriptionTable table,
            final Demand demand,
            final StatusEvents statuses,
            final Replays replays,
            final EpochNanoClock clock,
            final long futureLimitMs) {
        this.sessions = sessions;
        this.table = table;
        this.demand = demand;
        this.statuses = statuses;
        this.replays = replays;
        this.clock = clock;
        this.futureLimitMs = futureLimitMs;
    }

    /** Quotes of these, please. */
    void subscribe(final Session session, final Request.Subscribe request, final boolean isFirst) {
        if (request.simple() && !isFirst) {
            final String message = "this connection has its subscription; for more, send "
                    + "{\"op\":\"subscribe\",…} or open another connection";
            sessions.error(
                    session,
                    null,
                    new ErrorReply(
                            "already_subscribed",
                            message,
                            "already_subscribed",
                            request.exchange().text(),
                            VenueText.contractType(request.exchange(), request.contractType()),
                            request.symbols(),
                            null));
            return;
        }
        final ErrorReply forbidden =
                VenueCheck.problem(session.access, request.exchange(), request.contractType(), request.symbols());
        if (forbidden != null) {
            sessions.error(session, request.idJson(), forbidden);
            return;
        }
        final ErrorReply problem =
                request.resume().problem(replays.capacity(), clock.nanoTime() / NS_PER_MS, futureLimitMs);
        if (problem != null) {
            sessions.error(session, request.idJson(), problem);
            return;
        }
        session.isResolving = true;
        demand.resolve(request.of(session.id()));
    }

    /** The supervisor has answered; the session is open. */
    void onResolved(final Session session, final SubscribeRequest request, final Resolution resolution) {
        if (resolution.accepted().isEmpty()) {
            refuse(session, request, resolution);
        } else {
            accept(session, request, resolution);
        }
    }

    /** Nothing of a request is accepted. */
    void refuse(final Session session, final SubscribeRequest request, final Resolution resolution) {
        sessions.error(session, request.idJson(), Refusals.ofAll(request.selector(), resolution));
        if (request.simple()) {
            sessions.end(session, CloseFrame.NORMAL, "no symbol accepted");
        }
    }

    private void accept(final Session session, final SubscribeRequest request, final Resolution resolution) {
        join(session, request, resolution.accepted(), request.resume());
        if (!resolution.refused().isEmpty()) {
            sessions.error(session, request.idJson(), Refusals.ofSome(request.selector(), resolution));
        }
    }

    /**
     * Subscribes a session to series, as many as it may have, and says so.
     *
     * @param request what was asked for; if that was all, the series are but watched
     * @param wanted may be none if all was asked for
     * @param resume what of the past it is to get of these
     */
    void join(final Session session, final SubscribeRequest request, final List<Series> wanted, final Resume resume) {
        final List<Series> joined = new ArrayList<>();
        final List<String> tooMany = new ArrayList<>();
        for (final Series series : wanted) {
            if (add(session, series, request)) {
                joined.add(series);
            } else {
                tooMany.add(series.symbol());
            }
        }
        if (tooMany.isEmpty() || !joined.isEmpty()) {
            begin(session, request);
            sessions.reply(session, subscribed(session, request, joined));
            statuses.onSubscribed(session, joined);
            beginReplays(session, request, joined, resume);
        }
        if (!tooMany.isEmpty()) {
            tooMany(session, request, tooMany);
        }
    }

    private boolean add(final Session session, final Series series, final SubscribeRequest request) {
        if (!session.series().contains(series.id()) && session.series().size() >= maxSeries(session)) {
            return false;
        }
        final int flags = request.delivery().flags() | (request.isAll() ? SubscriptionTable.WATCHED : 0);
        if (table.add(series.id(), session, flags)) {
            replays.onFirstSubscriber(series.id());
        }
        return true;
    }

    private void begin(final Session session, final SubscribeRequest request) {
        final Delivery delivery = request.delivery();
        session.wantsEvents |= delivery.events();
        if (delivery.onSlow() != null) {
            session.disconnectsWhenSlow = delivery.onSlow() == OnSlow.DISCONNECT;
        }
        if (request.simple()) {
            session.isSimple = true;
            session.quotesLeft = delivery.limit();
            session.lastQuoteNs = sessions.nowNs();
            sessions.deadlineChanged(session);
        }
    }

    private static int maxSeries(final Session session) {
        return session.settings().limits().maxSubscriptions();
    }

    private void tooMany(final Session session, final SubscribeRequest request, final List<String> symbols) {
        final String message = "one connection may be subscribed to " + maxSeries(session)
                + " series, and these would be more; unsubscribe others, or open another connection";
        sessions.error(
                session,
                request.idJson(),
                new ErrorReply(
                        "too_many_subscriptions",
                        message,
                        "too_many_subscriptions",
                        request.exchange().text(),
                        VenueText.contractType(request.exchange(), request.contractType()),
                        symbols,
                        null));
        if (request.simple() && session.series().isEmpty()) {
            sessions.end(session, CloseFrame.NORMAL, "too many subscriptions");
        }
    }

    private void beginReplays(
            final Session session, final SubscribeRequest request, final List<Series> accepted, final Resume resume) {
        for (final Series series : accepted) {
            final Since since = resume.since(series.symbol());
            if ((since != null || resume.snapshot() > 0) && session.series().contains(series.id())) {
                replays.begin(session, series, request.idJson(), resume.snapshot(), since);
            }
        }
    }

    private static byte[] subscribed(final Session session, final SubscribeRequest request, final List<Series> joined) {
        final JsonOut out = JsonOut.message("subscribed").raw("id", request.idJson());
        VenueText.put(out, request.exchange(), request.contractType())
                .strings("symbols", joined.stream().map(Series::symbol).toList());
        if (request.simple()) {
            return out.number("limit", request.delivery().limit()).frame();
        }
        final OnSlow onSlow = session.disconnectsWhenSlow ? OnSlow.DISCONNECT : OnSlow.CONFLATE;
        out.string("interval", request.interval().text())
                .flag("closed_only", request.delivery().closedOnly())
                .flag("timestamps", request.delivery().timestamps())
                .string("on_slow", onSlow.text());
        return request.isAll() ? out.flag("all", true).frame() : out.frame();
    }
}
