package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.engine.config.Nearest;
import dev.wick.engine.egress.Resolution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Finds the series that somebody's words mean at one venue, and says of the others why not. The supervisor's thread. */
final class Resolver {
    private static final int NAMES_OFFERED = 3;
    /** Looking for near names among thousands costs time, which one request shall not take from all others. */
    private static final int MAX_SYMBOLS_HELPED = 10;

    private final VenueSupervisor venue;
    private final SeriesRegistry registry;

    Resolver(final VenueSupervisor venue, final SeriesRegistry registry) {
        this.venue = venue;
        this.registry = registry;
    }

    /** What is to be said to who asks for whatever is carried: it has no error if the venue has the interval. */
    Resolution all(final Interval interval) {
        final ExchangeAdapter adapter = venue.adapter();
        if (adapter.intervals().contains(interval)) {
            return new Resolution(List.of(), List.of(), null, null);
        }
        final String message = adapter.venue() + " has no interval " + interval + "; it has " + adapter.intervals();
        return new Resolution(List.of(), List.of(), message, "unsupported interval");
    }

    /** Answers now, or when the venue's list of symbols has come. */
    void find(
            final Collection<String> symbols,
            final Interval interval,
            final boolean takesUp,
            final long nowMs,
            final Consumer<Resolution> answer) {
        final Resolution all = all(interval);
        if (all.error() != null) {
            answer.accept(all);
            return;
        }
        venue.symbols().whenReady(symbols, nowMs, () -> answer.accept(judge(symbols, interval, takesUp)));
    }

    /** After the list has come: some venues' names are looked up in it. */
    private Resolution judge(final Collection<String> symbols, final Interval interval, final boolean takesUp) {
        final Set<String> canonical = new LinkedHashSet<>();
        for (final String symbol : symbols) {
            canonical.add(venue.adapter().canonicalSymbol(symbol));
        }
        final List<Series> accepted = new ArrayList<>();
        final List<Resolution.Refusal> refused = new ArrayList<>();
        int added = 0;
        for (final String symbol : canonical) {
            if (!venue.symbols().has(symbol)) {
                refuse(refused, symbol, unlisted(symbol, refused.size()));
                continue;
            }
            final Series series = registry.register(venue.adapter().venue(), symbol, interval);
            if (!takesUp || venue.isWanted(series.id()) || venue.seating().hasRoom(added + 1)) {
                added += venue.isWanted(series.id()) ? 0 : 1;
                accepted.add(series);
            } else {
                refuse(refused, symbol, venue.seating().fullMessage());
            }
        }
        final String error = accepted.isEmpty() ? refused.get(0).reason() : null;
        return new Resolution(accepted, refused, error, error == null ? null : "unknown symbol");
    }

    private void refuse(final List<Resolution.Refusal> refused, final String symbol, final String reason) {
        venue.countRefused();
        refused.add(new Resolution.Refusal(symbol, reason, null));
    }

    private String unlisted(final String symbol, final int refusedBefore) {
        final List<String> near = refusedBefore < MAX_SYMBOLS_HELPED
                ? Nearest.of(symbol, venue.symbols().all(), NAMES_OFFERED)
                : List.of();
        return venue.adapter().venue() + " does not list " + symbol
                + (near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?");
    }
}
