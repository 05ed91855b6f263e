package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.engine.config.Nearest;
import dev.wick.engine.egress.Resolution;
import dev.wick.engine.egress.SubscribeRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the series that a subscriber's words mean, and says of the others why not. The supervisor's thread. */
final class Resolver {
    private static final int NAMES_OFFERED = 3;
    /** Looking for near names among thousands costs time, which one request shall not take from all others. */
    private static final int MAX_SYMBOLS_HELPED = 10;

    private final SubscribeRequest request;
    private final VenueSupervisor venue;
    private final SeriesRegistry registry;
    private final SubscriberDesk subscribers;

    Resolver(
            final SubscribeRequest request,
            final VenueSupervisor venue,
            final SeriesRegistry registry,
            final SubscriberDesk subscribers) {
        this.request = request;
        this.venue = venue;
        this.registry = registry;
        this.subscribers = subscribers;
    }

    /** Answers now, or when the venue's list of symbols has come. */
    void resolve(final long nowMs) {
        final ExchangeAdapter adapter = venue.adapter();
        if (!adapter.intervals().contains(request.interval())) {
            final String message =
                    adapter.venue() + " has no interval " + request.interval() + "; it has " + adapter.intervals();
            subscribers.resolved(request, new Resolution(List.of(), List.of(), message, "unsupported interval"));
            return;
        }
        final Set<String> canonical = new LinkedHashSet<>();
        for (final String symbol : request.symbols()) {
            canonical.add(adapter.canonicalSymbol(symbol));
        }
        venue.symbols().whenReady(canonical, nowMs, () -> answer(canonical));
    }

    private void answer(final Set<String> symbols) {
        final List<Series> accepted = new ArrayList<>();
        final List<Resolution.Refusal> refused = new ArrayList<>();
        for (final String symbol : symbols) {
            if (venue.symbols().has(symbol)) {
                accepted.add(registry.register(request.venue(), symbol, request.interval()));
            } else {
                venue.countRefused();
                refused.add(new Resolution.Refusal(symbol, reason(symbol, refused.size()), null));
            }
        }
        final String error = accepted.isEmpty() ? request.venue() + " lists none of these symbols" : null;
        subscribers.resolved(
                request, new Resolution(accepted, refused, error, error == null ? null : "unknown symbol"));
    }

    private String reason(final String symbol, final int refusedBefore) {
        final List<String> near = refusedBefore < MAX_SYMBOLS_HELPED
                ? Nearest.of(symbol, venue.symbols().all(), NAMES_OFFERED)
                : List.of();
        return request.venue() + " does not list " + symbol
                + (near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?");
    }
}
