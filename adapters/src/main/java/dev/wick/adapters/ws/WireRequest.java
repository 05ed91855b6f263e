package dev.wick.adapters.ws;

import dev.wick.adapters.feed.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One message that asks for topics, or asks for no more of them, until it is answered. The supervisor's thread. */
final class WireRequest {
    private final boolean subscribes;
    private final Map<String, Series> pending;
    private long id;
    private long sentMs;
    private boolean told;

    WireRequest(final boolean subscribes, final Map<String, Series> topics) {
        this.subscribes = subscribes;
        pending = new LinkedHashMap<>(topics);
    }

    boolean subscribes() {
        return subscribes;
    }

    long id() {
        return id;
    }

    /** It goes out now. */
    void sent(final long newId, final long nowMs) {
        id = newId;
        sentMs = nowMs;
    }

    /** The topics that are not answered yet. */
    List<String> topics() {
        return new ArrayList<>(pending.keySet());
    }

    /** The series that are not answered yet. */
    List<Series> series() {
        return new ArrayList<>(pending.values());
    }

    /** Takes out the topic that was answered; null if it was not asked for here. */
    Series answered(final String topic) {
        return pending.remove(topic);
    }

    boolean isAnswered() {
        return pending.isEmpty();
    }

    /** Whether its answer is overdue and nobody was told. */
    boolean isOverdue(final long nowMs, final long ackTimeoutMs) {
        return !told && nowMs - sentMs >= ackTimeoutMs;
    }

    /** Somebody was told that there is no answer; one that comes late still counts. */
    void tell() {
        told = true;
    }

    boolean isTold() {
        return told;
    }

    /** What is left of it, in two halves; the second is empty if only one topic is left. */
    List<WireRequest> halves() {
        final Map<String, Series> first = new LinkedHashMap<>();
        final Map<String, Series> second = new LinkedHashMap<>();
        final int half = (pending.size() + 1) / 2;
        pending.forEach((topic, series) -> (first.size() < half ? first : second).put(topic, series));
        return List.of(new WireRequest(subscribes, first), new WireRequest(subscribes, second));
    }

    /** What is left of it, to be asked for again. */
    WireRequest rest() {
        return new WireRequest(subscribes, pending);
    }
}
