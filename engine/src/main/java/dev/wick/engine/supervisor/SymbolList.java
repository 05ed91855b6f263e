package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Venue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What trades at one venue, fetched by REST when it is first asked for and again when it is old or lacks a symbol.
 *
 * <p>The supervisor's thread owns it. When REST cannot be had, every symbol is let through: better an unchecked series
 * than none, and the log says so.
 */
final class SymbolList {
    private static final Logger LOG = LoggerFactory.getLogger(SymbolList.class);
    /** A symbol that is not listed may be new; but nobody makes us fetch the list more often than this. */
    private static final long SHORTEST_AGE_MS = 10_000;

    private final Venue venue;
    private final HistoryClient history;
    private final long maxAgeMs;
    private final Executor executor;
    private final Consumer<Runnable> commands;

    private Set<String> listed = Set.of();
    private boolean known;
    private boolean fetched;
    private long fetchedAtMs;
    private boolean inFlight;
    private List<Runnable> waiting = new ArrayList<>();

    SymbolList(
            final Venue venue,
            final HistoryClient history,
            final long maxAgeMs,
            final Executor executor,
            final Consumer<Runnable> commands) {
        this.venue = venue;
        this.history = history;
        this.maxAgeMs = maxAgeMs;
        this.executor = executor;
        this.commands = commands;
    }

    /** Runs the action, on this thread, once the list is fresh enough to judge these symbols, or cannot be had. */
    void whenReady(final Collection<String> symbols, final long nowMs, final Runnable action) {
        final long ageMs = nowMs - fetchedAtMs;
        final boolean enough = fetched && ageMs < maxAgeMs && (ageMs < SHORTEST_AGE_MS || hasAll(symbols));
        if (enough) {
            action.run();
            return;
        }
        waiting.add(action);
        if (!inFlight) {
            inFlight = true;
            executor.execute(() -> fetch(nowMs));
        }
    }

    /** Whether the venue lists the symbol; true if that is not known. */
    boolean has(final String symbol) {
        return !known || listed.contains(symbol);
    }

    /** All that trades; empty if that is not known. */
    Set<String> all() {
        return listed;
    }

    private boolean hasAll(final Collection<String> symbols) {
        return !known || listed.containsAll(symbols);
    }

    private void fetch(final long nowMs) {
        try {
            final Set<String> fresh = new LinkedHashSet<>(history.symbols());
            commands.accept(() -> onFetched(fresh, nowMs));
        } catch (final HistoryException | RuntimeException e) {
            commands.accept(() -> onFailed(e, nowMs));
        }
    }

    private void onFetched(final Set<String> fresh, final long nowMs) {
        listed = fresh;
        known = true;
        answer(nowMs);
    }

    private void onFailed(final Exception e, final long nowMs) {
        LogFields.of(LOG.atWarn(), venue)
                .log(
                        "The list of symbols could not be fetched; {}: {}",
                        known ? "the old one is used" : "symbols are let through unchecked",
                        e.getMessage());
        answer(nowMs);
    }

    private void answer(final long nowMs) {
        fetched = true;
        fetchedAtMs = nowMs;
        inFlight = false;
        final List<Runnable> ready = waiting;
        waiting = new ArrayList<>();
        ready.forEach(Runnable::run);
    }
}
