package dev.wick.adapters.feed;

import java.util.List;

/**
 * One connection to a venue: a leg's socket, from the dial to its end. Never reopened.
 *
 * <p>All methods but {@link #stats} are for the supervisor's thread; none blocks.
 */
public interface FeedConnection extends AutoCloseable {
    /** Which leg this is; the number that its candles carry. */
    int legId();

    /**
     * Asks for more series, in as many messages as the venue's limits demand. Each series is answered once, by
     * {@link FeedListener#onAcknowledged} or {@link FeedListener#onRefused}.
     */
    void subscribe(List<Series> series);

    /** Asks for no more of these series; what is under way may still arrive. */
    void unsubscribe(List<Series> series);

    /**
     * Lets time pass: sends what the message rate held back, and ends the connection when a handshake or an
     * acknowledgement is overdue, when nothing came after an acknowledgement, or shortly before its lifetime is over.
     *
     * @param nowMs the supervisor's clock, UTC ms
     */
    void tick(long nowMs);

    /** Ends it at once, without waiting for the peer. {@link FeedListener#onClosed} follows if it has not come yet. */
    @Override
    void close();

    /** What has come through, readable by any thread. */
    LegStats stats();
}
