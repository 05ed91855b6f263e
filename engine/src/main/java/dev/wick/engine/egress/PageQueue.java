package dev.wick.engine.egress;

import java.util.ArrayDeque;

/** The pages of history that one subscriber waits for, one at a time and in the order in which it asked. Egress thread. */
final class PageQueue {
    /** So many requests of one subscriber wait at most. */
    static final int MAX_WAITING = 16;

    /** How often it may ask. */
    final RateLimit limit;

    private final ArrayDeque<HistoryRequest> requests = new ArrayDeque<>();

    PageQueue(final int pagesPerSecond) {
        limit = new RateLimit(pagesPerSecond, FeedLimits.BURST_SECONDS);
    }

    /** Adds a request; false if too many wait. */
    boolean add(final HistoryRequest request) {
        if (requests.size() > MAX_WAITING) {
            return false;
        }
        requests.add(request);
        return true;
    }

    /** Whether the last one that was added is the only one. */
    boolean isFirst() {
        return requests.size() == 1;
    }

    /** The oldest is answered; the one after it, null if there is none. */
    HistoryRequest next() {
        requests.poll();
        return requests.peek();
    }
}
