package dev.wick.adapters.binance;

import dev.wick.adapters.feed.Series;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** The requests of one connection: those that wait for their turn, and those that wait for an answer. Supervisor's thread. */
final class BinanceRequests {
    private record Sent(BinanceRequest request, long sentMs) {}

    private final Queue<BinanceRequest> waiting = new ArrayDeque<>();
    private final Map<Long, Sent> sent = new LinkedHashMap<>();
    private final long spacingMs;
    private final long ackTimeoutMs;
    private long nextId = 1;
    private long lastSentMs = Long.MIN_VALUE / 2;

    /**
     * Starts empty.
     *
     * @param messagesPerSecond what the exchange allows; two of them are left for pongs
     * @param ackTimeoutMs within which each request is to be answered, ms
     */
    BinanceRequests(final int messagesPerSecond, final long ackTimeoutMs) {
        spacingMs = 1_000 / (messagesPerSecond - 2) + 1L;
        this.ackTimeoutMs = ackTimeoutMs;
    }

    void add(final boolean subscribes, final List<Series> series) {
        final List<BinanceRequest> requests = BinanceRequest.of(subscribes, series, nextId);
        nextId += requests.size();
        waiting.addAll(requests);
    }

    /** The request that may be sent now, and from now on counts as sent; null if there is none, or it is too soon. */
    BinanceRequest nextDue(final long nowMs) {
        // A clock that was set back must not stop us.
        final boolean tooSoon = nowMs >= lastSentMs && nowMs < lastSentMs + spacingMs;
        if (waiting.isEmpty() || tooSoon) {
            return null;
        }
        final BinanceRequest request = waiting.remove();
        lastSentMs = nowMs;
        sent.put(request.id(), new Sent(request, nowMs));
        return request;
    }

    /**
     * The request that an answer is for, now done with. An answer without an id is for the one request under way; null if
     * there is not exactly one, or the id is not ours.
     */
    BinanceRequest answered(final long id) {
        final long known = id == BinanceReplies.NO_ID && sent.size() == 1
                ? sent.keySet().iterator().next()
                : id;
        final Sent done = sent.remove(known);
        return done == null ? null : done.request;
    }

    /** A request whose answer is overdue, or null. */
    BinanceRequest overdue(final long nowMs) {
        for (final Sent oldest : sent.values()) {
            return nowMs - oldest.sentMs >= ackTimeoutMs ? oldest.request : null;
        }
        return null;
    }
}
