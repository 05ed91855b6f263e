package dev.wick.adapters.ws;

/**
 * What the leg's thread heard and the supervisor's thread is to act upon.
 *
 * @param kind what it was
 * @param requestId whose answer it is, or {@link Replies#NO_ID}
 * @param topic which topic it is about, by {@link WireDialect#topic}; empty if it is about a whole request or connection
 * @param message in the exchange's words; empty if it sent none
 */
public record Reply(Kind kind, long requestId, String topic, String message) {
    /** What can be heard. */
    public enum Kind {
        ACCEPTED,
        REJECTED,
        TOPIC_ACCEPTED,
        TOPIC_DROPPED,
        TOPIC_REJECTED,
        NOTICE
    }
}
