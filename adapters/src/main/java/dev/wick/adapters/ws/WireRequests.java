package dev.wick.adapters.ws;

import dev.wick.adapters.feed.Series;
import dev.wick.adapters.limit.Pace;
import dev.wick.adapters.limit.RateLimiter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * The requests of one connection: those that wait for their turn, and those that wait for an answer. The supervisor's thread.
 */
final class WireRequests {
    /** More than that without an answer will not be answered any more. */
    private static final int MAX_SENT = 2_048;

    private final WireDialect dialect;
    private final WireRules rules;
    private final RateLimiter limiter;
    private final Pace pace;
    private final NanoClock nanoClock;
    private final long originNs;
    private final long ackTimeoutMs;
    private final Deque<WireRequest> waiting = new ArrayDeque<>();
    private final Map<Long, WireRequest> sent = new LinkedHashMap<>();
    private long nextId = 1;

    /**
     * Starts empty.
     *
     * @param ackTimeoutMs within which each request is to be answered, ms
     */
    WireRequests(
            final WireDialect dialect, final RateLimiter limiter, final NanoClock nanoClock, final long ackTimeoutMs) {
        this.dialect = dialect;
        rules = dialect.rules();
        this.limiter = limiter;
        this.nanoClock = nanoClock;
        this.ackTimeoutMs = ackTimeoutMs;
        originNs = nanoClock.nanoTime();
        pace = new Pace(rules.pace());
    }

    /** Splits a wish into as many messages as it takes. */
    void add(final boolean subscribes, final Map<String, Series> topics) {
        Map<String, Series> part = new LinkedHashMap<>();
        int bytes = 0;
        for (final Map.Entry<String, Series> entry : topics.entrySet()) {
            final int size = entry.getKey().getBytes(StandardCharsets.UTF_8).length + 3;
            final boolean full = part.size() == rules.topicsPerMessage() || bytes + size > rules.bytesPerMessage();
            if (full && !part.isEmpty()) {
                waiting.add(new WireRequest(subscribes, part));
                part = new LinkedHashMap<>();
                bytes = 0;
            }
            part.put(entry.getKey(), entry.getValue());
            bytes += size;
        }
        if (!part.isEmpty()) {
            waiting.add(new WireRequest(subscribes, part));
        }
    }

    /** Puts what is left of a request in front of all that wait. */
    void again(final WireRequest request) {
        if (!request.isAnswered()) {
            waiting.addFirst(request);
        }
    }

    /** The text that may be sent now, and from now on counts as sent; null if there is none, or it is too soon. */
    String nextDue(final long nowMs) {
        if (waiting.isEmpty() || !maySend()) {
            return null;
        }
        final WireRequest request = waiting.remove();
        request.sent(nextId++, nowMs);
        sent.put(request.id(), request);
        if (sent.size() > MAX_SENT) {
            sent.remove(sent.keySet().iterator().next());
        }
        return dialect.request(request.subscribes(), request.topics(), request.id(), nowMs);
    }

    /** Takes leave for one message; false if it would be too soon. */
    boolean maySend() {
        final long elapsedMs = TimeUnit.NANOSECONDS.toMillis(nanoClock.nanoTime() - originNs);
        return pace.delayMs(elapsedMs) == 0 && limiter.messageDelayMs() == 0;
    }

    /** The request that an answer by id is for, now done with; null if that cannot be told. */
    WireRequest answered(final long id) {
        if (id != Replies.NO_ID) {
            return sent.remove(id);
        }
        WireRequest only = null;
        for (final WireRequest request : sent.values()) {
            if (!request.isTold()) {
                if (only != null) {
                    return null;
                }
                only = request;
                if (rules.answersInOrder()) {
                    break;
                }
            }
        }
        return only == null ? null : sent.remove(only.id());
    }

    /** The oldest request under way that asks for a topic; null if there is none. */
    WireRequest asking(final String topic) {
        for (final WireRequest request : sent.values()) {
            if (request.subscribes() && request.topics().contains(topic)) {
                return request;
            }
        }
        return null;
    }

    /** The series that a topic's answer is for, now answered; null if it was not asked for. */
    Series answered(final boolean subscribes, final String topic) {
        for (final Iterator<WireRequest> all = sent.values().iterator(); all.hasNext(); ) {
            final WireRequest request = all.next();
            if (request.subscribes() == subscribes) {
                final Series series = request.answered(topic);
                if (request.isAnswered()) {
                    all.remove();
                }
                if (series != null) {
                    return series;
                }
            }
        }
        return null;
    }

    /** A request whose answer has just become overdue, or null. */
    WireRequest overdue(final long nowMs) {
        for (final WireRequest request : sent.values()) {
            if (request.isOverdue(nowMs, ackTimeoutMs)) {
                request.tell();
                return request;
            }
        }
        return null;
    }
}
