package dev.wick.engine.egress;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.agrona.collections.IntHashSet;
import org.agrona.concurrent.EpochNanoClock;
import org.java_websocket.framing.CloseFrame;

/** Carries out what subscribers ask for, in the order in which each asked, and answers. Egress thread. */
final class Requests {
    /** So many requests of one subscriber may wait for the answer to a subscription. */
    private static final int MAX_DEFERRED = 64;
    /** So many symbols of a request are explained one by one. */
    private static final int MAX_REASONS = 10;

    private static final long NS_PER_MS = 1_000_000;

    private final Sessions sessions;
    private final SubscriptionTable table;
    private final SeriesRegistry registry;
    private final Demand demand;
    private final StatusEvents statuses;
    private final Replays replays;
    private final Listing listing;
    private final EpochNanoClock clock;
    private final long futureLimitMs;

    Requests(
            final Sessions sessions,
            final SubscriptionTable table,
            final SeriesRegistry registry,
            final Demand demand,
            final StatusEvents statuses,
            final Replays replays,
            final Listing listing,
            final EpochNanoClock clock,
            final long futureLimitMs) {
        this.sessions = sessions;
        this.table = table;
        this.registry = registry;
        this.demand = demand;
        this.statuses = statuses;
        this.replays = replays;
        this.listing = listing;
        this.clock = clock;
        this.futureLimitMs = futureLimitMs;
    }

    /** A message came. */
    void onRequest(final Session session, final Request request) {
        if (!session.isOpen()) {
            return;
        }
        final boolean isFirst = !session.hasSpoken;
        session.hasSpoken = true;
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
            subscribe(session, subscribe, isFirst);
        } else if (request instanceof final Request.Unsubscribe unsubscribe) {
            unsubscribe(session, unsubscribe);
        } else if (request instanceof Request.Subscriptions) {
            sessions.reply(session, listing.of(session, request.idJson()));
        } else if (request instanceof final Request.Unusable unusable) {
            sessions.error(session, unusable.idJson(), unusable.error());
            if (unusable.simple() && isFirst) {
                sessions.end(session, CloseFrame.NORMAL, "bad subscription");
            }
        }
    }

    private void subscribe(final Session session, final Request.Subscribe request, final boolean isFirst) {
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
                            resolvedType(request.exchange(), request.contractType()),
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

    /** The supervisor has answered. */
    void onResolved(final SubscribeRequest request, final Resolution resolution) {
        final Session session = sessions.byId(request.sessionId());
        if (session == null || !session.isOpen()) {
            return;
        }
        session.isResolving = false;
        if (resolution.accepted().isEmpty()) {
            refuse(session, request, resolution);
        } else {
            accept(session, request, resolution);
        }
        while (session.isOpen() && !session.isResolving && session.deferred != null && !session.deferred.isEmpty()) {
            carryOut(session, session.deferred.poll(), false);
        }
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

    private void refuse(final Session session, final SubscribeRequest request, final Resolution resolution) {
        final String message = resolution.refused().isEmpty() ? resolution.error() : reasons(resolution.refused());
        sessions.error(session, request.idJson(), refusal(request, request.symbols(), message, resolution));
        if (request.simple()) {
            sessions.end(session, CloseFrame.NORMAL, "no symbol accepted");
        }
    }

    private void accept(final Session session, final SubscribeRequest request, final Resolution resolution) {
        final List<String> symbols = new ArrayList<>();
        for (final Series series : resolution.accepted()) {
            if (table.add(series.id(), session, request.closedOnly())) {
                replays.onFirstSubscriber(series.id());
            }
            symbols.add(series.symbol());
        }
        if (request.simple()) {
            session.isSimple = true;
            session.quotesLeft = request.limit();
            session.lastHeardNs = sessions.nowNs();
            sessions.deadlineChanged(session);
        }
        sessions.reply(session, subscribed(request, symbols));
        statuses.onSubscribed(session, resolution.accepted());
        beginReplays(session, request, resolution.accepted());
        if (!resolution.refused().isEmpty()) {
            final List<String> refused = resolution.refused().stream()
                    .map(Resolution.Refusal::symbol)
                    .toList();
            sessions.error(
                    session, request.idJson(), refusal(request, refused, reasons(resolution.refused()), resolution));
        }
    }

    private void beginReplays(final Session session, final SubscribeRequest request, final List<Series> accepted) {
        final Resume resume = request.resume();
        for (final Series series : accepted) {
            final Since since = resume.since(series.symbol());
            if ((since != null || resume.snapshot() > 0) && session.series().contains(series.id())) {
                replays.begin(session, series, request.idJson(), resume.snapshot(), since);
            }
        }
    }

    private static byte[] subscribed(final SubscribeRequest request, final List<String> symbols) {
        final JsonOut out = JsonOut.message("subscribed").raw("id", request.idJson());
        venue(out, request.exchange(), request.contractType()).strings("symbols", symbols);
        return request.simple()
                ? out.number("limit", request.limit()).frame()
                : out.string("interval", request.interval().text())
                        .flag("closed_only", request.closedOnly())
                        .frame();
    }

    private static ErrorReply refusal(
            final SubscribeRequest request,
            final List<String> symbols,
            final String message,
            final Resolution resolution) {
        final String words = resolution.refused().stream()
                .map(Resolution.Refusal::exchangeMessage)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining("; "));
        return new ErrorReply(
                "refused",
                message,
                resolution.systemMessage() == null ? "refused" : resolution.systemMessage(),
                request.exchange().text(),
                resolvedType(request.exchange(), request.contractType()),
                symbols,
                words.isEmpty() ? null : words);
    }

    private static String reasons(final List<Resolution.Refusal> refused) {
        final String explained = refused.stream()
                .limit(MAX_REASONS)
                .map(r -> r.symbol() + ": " + r.reason())
                .collect(Collectors.joining("; "));
        final int others = refused.size() - MAX_REASONS;
        return others <= 0 ? explained : explained + "; and " + others + " more, see symbols";
    }

    private void unsubscribe(final Session session, final Request.Unsubscribe request) {
        final List<String> removed = new ArrayList<>();
        final List<String> unknown = new ArrayList<>();
        for (final String symbol : request.symbols()) {
            final Series series = subscribedSeries(session, request, symbol);
            if (series == null) {
                unknown.add(symbol);
            } else {
                table.remove(series.id(), session);
                removed.add(series.symbol());
            }
        }
        if (!removed.isEmpty()) {
            final JsonOut out = JsonOut.message("unsubscribed").raw("id", request.idJson());
            venue(out, request.exchange(), request.contractType())
                    .strings("symbols", removed)
                    .string("interval", request.interval().text());
            sessions.reply(session, out.frame());
        }
        if (!unknown.isEmpty()) {
            sessions.error(
                    session,
                    request.idJson(),
                    new ErrorReply(
                            "not_subscribed",
                            "not subscribed here with interval " + request.interval() + ": "
                                    + String.join(", ", unknown),
                            "not_subscribed",
                            request.exchange().text(),
                            resolvedType(request.exchange(), request.contractType()),
                            unknown,
                            null));
        }
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

    private static JsonOut venue(final JsonOut out, final Exchange exchange, final String contractType) {
        final String named = resolvedType(exchange, contractType);
        return out.string("exchange", exchange.text())
                .raw("contract_type", named == null ? "null" : JsonOut.quoted(named));
    }

    /** By its name, whatever alias was written; if none was, the exchange's default, and null where the symbols tell. */
    private static String resolvedType(final Exchange exchange, final String written) {
        if (written != null) {
            return exchange.venue(written)
                    .map(venue -> venue.contractType().name())
                    .orElse(written);
        }
        final boolean bySymbol = exchange.contractTypes().stream()
                .anyMatch(type -> !type.symbols().isEmpty());
        return bySymbol ? null : exchange.contractTypes().get(0).name();
    }
}
