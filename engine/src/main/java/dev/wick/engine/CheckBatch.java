package dev.wick.engine;

import dev.wick.adapters.feed.Source;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What the feed has said of one batch so far. Guarded by itself: messages come on the client's thread, the market's waits.
 */
final class CheckBatch {
    private final int limit;
    private final Set<String> open;
    private final Map<String, Integer> quotes = new HashMap<>();
    private final Set<String> subscribed = new LinkedHashSet<>();
    private final Map<String, String> rejected = new LinkedHashMap<>();
    private String failure;

    /**
     * Waits for all of them.
     *
     * @param limit quotes of each that are enough
     */
    CheckBatch(final List<String> symbols, final int limit) {
        this.limit = limit;
        open = new LinkedHashSet<>(symbols);
    }

    /** Takes a message of the feed. */
    synchronized void onMessage(final Map<String, Object> message) {
        switch (String.valueOf(message.get("type"))) {
            case "quote" -> onQuote(message);
            case "subscribed" -> symbols(message).forEach(symbol -> subscribed.add((String) symbol));
            case "error" -> onError(message);
            default -> {
                return;
            }
        }
        notifyAll();
    }

    private void onQuote(final Map<String, Object> quote) {
        final String symbol = (String) quote.get("symbol");
        // What REST has proves nothing of the stream: a mute one gets its closes so, too.
        final boolean isStreamed = !Source.BACKFILL.text().equals(quote.get("source"));
        if (isStreamed && quotes.merge(symbol, 1, Integer::sum) >= limit) {
            open.remove(symbol);
        }
    }

    private void onError(final Map<String, Object> message) {
        final Object exchangeWords = message.get("exchange_message");
        final String words = String.valueOf(exchangeWords == null ? message.get("message") : exchangeWords);
        final List<?> symbols = symbols(message);
        if (symbols.isEmpty()) {
            failure = words;
            open.clear();
        }
        for (final Object symbol : symbols) {
            rejected.put((String) symbol, words);
            open.remove(symbol);
        }
    }

    private static List<?> symbols(final Map<String, Object> message) {
        return message.get("symbols") instanceof List<?> list ? list : List.of();
    }

    /** Waits until every symbol has delivered or was rejected, or the time is over, ms. */
    synchronized void await(final long timeoutMs) throws InterruptedException {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (!open.isEmpty()) {
            final long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            if (leftMs <= 0) {
                return;
            }
            wait(leftMs);
        }
    }

    /** Symbols that have neither delivered enough nor were rejected. */
    synchronized Set<String> silent() {
        return new LinkedHashSet<>(open);
    }

    synchronized Set<String> subscribed() {
        return new LinkedHashSet<>(subscribed);
    }

    synchronized Map<String, String> rejected() {
        return new LinkedHashMap<>(rejected);
    }

    /** Why the whole batch failed; null if it did not. */
    synchronized String failure() {
        return failure;
    }
}
