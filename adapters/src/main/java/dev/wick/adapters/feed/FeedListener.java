package dev.wick.adapters.feed;

import java.util.List;

/**
 * Hears what happens to a connection. Called by the leg's thread, or by the supervisor's out of {@code tick} and
 * {@code close}: hand over to a queue, and MUST NOT call the connection from here.
 */
public interface FeedListener {
    /** Why a connection ended; the label of the error counters. */
    enum CloseCause {
        /** We closed it. */
        REQUESTED("requested"),
        /** It never came up: refused, unreachable, TLS, or the handshake took too long. */
        CONNECT("connect"),
        /** The peer closed it, or the network did. */
        DISCONNECTED("disconnected"),
        /** Subscriptions stayed unanswered, however often they were repeated. */
        ACK_TIMEOUT("ack_timeout"),
        /** A ping was not answered in time. */
        PING_TIMEOUT("ping_timeout"),
        /** Acknowledged, and then no data. */
        NO_DATA("no_data");

        private final String text;

        CloseCause(final String text) {
            this.text = text;
        }

        /** The word in metrics and logs. */
        public String text() {
            return text;
        }
    }

    /** The handshake is done. */
    void onOpened(FeedConnection connection);

    /** The exchange said yes to these series. */
    void onAcknowledged(FeedConnection connection, List<Series> series);

    /** The exchange said no to these series, in its own words. */
    void onRefused(FeedConnection connection, List<Series> series, String exchangeMessage);

    /**
     * Neither yes nor no came for these series in time. The connection stays; an answer that comes later still counts. That a
     * series delivers is an answer, too, which whoever has its candles may see.
     */
    void onUnanswered(FeedConnection connection, List<Series> series);

    /** The exchange announced the end of this connection, or its lifetime is nearly over: replace it. */
    void onNotice(FeedConnection connection, String notice);

    /** A frame could not be read; {@code excerpt} is printable and short. Not called for each one of a storm. */
    void onGarbled(FeedConnection connection, String excerpt);

    /** It is over. Once, and last. */
    void onClosed(FeedConnection connection, CloseCause cause, String detail);
}
