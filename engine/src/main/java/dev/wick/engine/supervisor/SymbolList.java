package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.HistoryClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What trades at one venue, fetched by REST when it is first asked for, again when it is old or lacks a symbol, and now and
 * then while series are wanted.
 *
 * <p>The supervisor's thread owns it. When REST cannot be had, every symbol is let through: better an unchecked series
 * than none, and the log says so.
 */
final class SymbolList {
    private static final Logger LOG = LoggerFactory.getLogger(SymbolList.class);
    /** A symbol that is not listed may be new; but nobody makes us fetch the list more often than this. */
    private static final long SHORTEST_AGE_MS = 10_000;
    /** How soon a list is fetched again that makes one doubt, or that could not be had again and again. */
    private static final long SOON_MS = 60_000;
    /** The first pause after one that could not be had while there is none; doubles up to {@link #SOON_MS}. */
    private static final long FIRST_RETRY_MS = 2_000;

    private final VenueRest rest;
    private final UnaryOperator<String> canonical;
    private final long maxAgeMs;
    private final Jitter jitter;
    private Consumer<Set<String>> onFresh = fresh -> {};

    private Set<String> listed = Set.of();
    private boolean known;
    private boolean fetched;
    private long fetchedAtMs;
    private long againAtMs;
    private boolean inFlight;
    private int failures;
    /** The last list had lost most of its symbols, which may have been a mistake of the exchange's. */
    private boolean isShrinking;

    private List<Runnable> waiting = new ArrayList<>();

    /**
     * Not fetched yet.
     *
     * @param canonical makes a venue's name of a subscriber's; by the list that was fetched last, where it needs one
     */
    SymbolList(final VenueRest rest, final UnaryOperator<String> canonical, final long maxAgeMs, final Jitter jitter) {
        this.rest = rest;
        this.canonical = canonical;
        this.maxAgeMs = maxAgeMs;
        this.jitter = jitter;
    }

    /** Who hears of every list that is fetched. */
    void whenFresh(final Consumer<Set<String>> action) {
        onFresh = action;
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
        fetch(nowMs);
    }

    /** Fetches it again if it is old; called while series are wanted. */
    void tick(final long nowMs) {
        if (fetched && nowMs >= againAtMs) {
            fetch(nowMs);
        }
    }

    /** Has it fetched again in a moment. */
    void doubt(final long nowMs) {
        againAtMs = Math.min(againAtMs, nowMs + SOON_MS);
    }

    /** Whether the venue lists the symbol, by the venue's name; true if that is not known. */
    boolean has(final String symbol) {
        return !known || listed.contains(symbol);
    }

    /** All that trades; empty if that is not known. */
    Set<String> all() {
        return listed;
    }

    private boolean hasAll(final Collection<String> symbols) {
        return symbols.stream().allMatch(symbol -> has(canonical.apply(symbol)));
    }

    private void fetch(final long nowMs) {
        if (inFlight) {
            return;
        }
        againAtMs = nowMs + SOON_MS;
        inFlight = true;
        final boolean isAsked =
                rest.ask(HistoryClient::symbols, list -> onFetched(list, nowMs), failure -> onFailed(failure, nowMs));
        if (!isAsked) {
            inFlight = false;
            againAtMs = nowMs + retryMs();
            if (!waiting.isEmpty()) {
                onFailed(new IllegalStateException("REST requests to the venue wait at present"), nowMs);
            }
        }
    }

    private void onFetched(final List<String> list, final long nowMs) {
        if (list.isEmpty()) {
            onFailed(new IllegalStateException("it is empty, which no exchange's is"), nowMs);
            return;
        }
        if (known && !isShrinking && 2 * list.size() < listed.size()) {
            isShrinking = true;
            final String what =
                    "it has " + list.size() + " symbols, and had " + listed.size() + "; believed if it stays so";
            onFailed(new IllegalStateException(what), nowMs);
            return;
        }
        isShrinking = false;
        listed = new LinkedHashSet<>(list);
        known = true;
        failures = 0;
        againAtMs = nowMs + maxAgeMs;
        answer(nowMs);
        onFresh.accept(listed);
    }

    private void onFailed(final Exception e, final long nowMs) {
        LogFields.of(LOG.atWarn(), rest.venue())
                .log(
                        "The list of symbols could not be fetched; {}: {}",
                        known ? "the old one is used" : "symbols are let through unchecked",
                        e.getMessage());
        againAtMs = nowMs + retryMs();
        failures++;
        answer(nowMs);
    }

    /** Without any list nobody knows the names of some venues: it is asked for soon, and then less and less often. */
    private long retryMs() {
        return known ? SOON_MS : jitter.growing(FIRST_RETRY_MS, SOON_MS, failures);
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
