package dev.wick.adapters.ws;

/**
 * Hears what a frame parser reads that is no market data: answers to requests, and notices. Called by the leg's thread; MUST
 * NOT block.
 *
 * <p>Exchanges answer in one of two ways: once for a request, by its id, or once for each topic in it.
 */
public interface Replies {
    /** The id of an answer that carries none. */
    long NO_ID = Long.MIN_VALUE;

    /** For when there is no connection to tell. */
    Replies UNHEARD = reply -> {};

    /** Takes one reply. */
    void on(Reply reply);

    /** A request was accepted as a whole. */
    default void onAccepted(final long requestId) {
        on(new Reply(Reply.Kind.ACCEPTED, requestId, "", ""));
    }

    /**
     * A request was rejected as a whole.
     *
     * @param requestId {@link #NO_ID} if the exchange does not say which
     * @param message in the exchange's words
     */
    default void onRejected(final long requestId, final String message) {
        on(new Reply(Reply.Kind.REJECTED, requestId, "", message));
    }

    /** One topic was subscribed, or was so already. */
    default void onTopicAccepted(final String topic) {
        on(new Reply(Reply.Kind.TOPIC_ACCEPTED, NO_ID, topic, ""));
    }

    /** One topic was unsubscribed, or was so already. */
    default void onTopicDropped(final String topic) {
        on(new Reply(Reply.Kind.TOPIC_DROPPED, NO_ID, topic, ""));
    }

    /** The subscription of one topic was rejected, in the exchange's words. */
    default void onTopicRejected(final String topic, final String message) {
        on(new Reply(Reply.Kind.TOPIC_REJECTED, NO_ID, topic, message));
    }

    /** The exchange announces the end of this connection, in words for people. */
    default void onNotice(final String message) {
        on(new Reply(Reply.Kind.NOTICE, NO_ID, "", message));
    }
}
