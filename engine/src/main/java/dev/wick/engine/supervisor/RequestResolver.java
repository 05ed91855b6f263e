package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.egress.Resolution;
import dev.wick.engine.egress.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Finds the series of one request, whose symbols may belong to several venues of an exchange, and answers once. The
 * supervisor's thread.
 */
final class RequestResolver {
    private final Selector request;
    private final boolean takesUp;
    private final Consumer<Resolution> answer;
    private final Map<Venue, List<String>> symbols = new LinkedHashMap<>();
    private final Map<Venue, Resolution> found = new LinkedHashMap<>();
    private final List<Resolution.Refusal> homeless = new ArrayList<>();

    /**
     * For one request.
     *
     * @param takesUp whether what is found will be subscribed to, if there is room for it
     * @param answer called once
     */
    RequestResolver(final Selector request, final boolean takesUp, final Consumer<Resolution> answer) {
        this.request = request;
        this.takesUp = takesUp;
        this.answer = answer;
        for (final String symbol : request.symbols()) {
            final Optional<Venue> venue = request.exchange().venueOf(request.contractType(), symbol);
            if (venue.isPresent()) {
                symbols.computeIfAbsent(venue.get(), v -> new ArrayList<>()).add(symbol);
            } else {
                homeless.add(new Resolution.Refusal(symbol, shapeless(symbol), null));
            }
        }
    }

    private String shapeless(final String symbol) {
        return "nothing that " + request.exchange() + " trades is written like " + symbol + "; its contract types are "
                + request.exchange().contractTypes();
    }

    /** Asks each venue; answers now, or when the last list of symbols has come. */
    void find(final Function<Venue, VenueSupervisor> venues, final SeriesRegistry registry, final long nowMs) {
        if (symbols.isEmpty()) {
            answer.accept(new Resolution(List.of(), homeless, homeless.get(0).reason(), "unknown symbol"));
            return;
        }
        symbols.forEach((venue, some) -> new Resolver(venues.apply(venue), registry)
                .find(some, request.interval(), takesUp, nowMs, one -> onFound(venue, one)));
    }

    private void onFound(final Venue venue, final Resolution one) {
        found.put(venue, one);
        if (found.size() == symbols.size()) {
            answer.accept(merged());
        }
    }

    private Resolution merged() {
        final List<Series> accepted = new ArrayList<>();
        final List<Resolution.Refusal> refused = new ArrayList<>(homeless);
        String error = null;
        String systemMessage = null;
        for (final Map.Entry<Venue, Resolution> entry : found.entrySet()) {
            final Resolution one = entry.getValue();
            accepted.addAll(one.accepted());
            refused.addAll(one.refused());
            if (one.error() != null) {
                error = error == null ? one.error() : error;
                systemMessage = systemMessage == null ? one.systemMessage() : systemMessage;
                if (one.refused().isEmpty() && found.size() > 1) {
                    symbols.get(entry.getKey())
                            .forEach(symbol -> refused.add(new Resolution.Refusal(symbol, one.error(), null)));
                }
            }
        }
        return accepted.isEmpty()
                ? new Resolution(accepted, refused, error, systemMessage)
                : new Resolution(accepted, refused, null, null);
    }
}
