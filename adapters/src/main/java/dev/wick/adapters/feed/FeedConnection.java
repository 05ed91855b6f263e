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
     * Asks for more series, in as many messages as the venue's limits demand, each when the limits let it go. Each series is
     * answered by {@link FeedListener#onAcknowledged}, {@link FeedListener#onRefused} or
     * {@link FeedListener#onUnanswered}. To ask for a series again that is acknowledged and yet silent, unsubscribe it
     * first: exchanges do not answer, or do not obey, a repeated subscription.
     */
    void subscribe(List<Series> series);

    /** Asks for no more of these series; what is under way may still arrive. */
    void unsubscribe(List<Series> series);

    /**
     * Lets time pass: sends what the message rate held back and what keeps the connection alive, tells of acknowledgements
     * that are overdue and of a lifetime that is nearly over, and ends the connection when the handshake or a pong is
     * overdue, or when nothing came after the first acknowledgement.
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
