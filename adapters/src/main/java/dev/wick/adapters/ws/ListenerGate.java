package dev.wick.adapters.ws;

import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.FeedListener;
import dev.wick.adapters.feed.FeedListener.CloseCause;
import dev.wick.adapters.feed.Series;
import java.util.List;

/**
 * Passes on what happens to a connection, and nothing after its end, whichever thread is faster.
 *
 * <p>Called by the leg's and the supervisor's thread. The lock is held only while the listener puts an event into its
 * queue; candles do not come this way.
 */
public final class ListenerGate {
    private final FeedConnection connection;
    private final FeedListener listener;
    private boolean closed;

    public ListenerGate(final FeedConnection connection, final FeedListener listener) {
        this.connection = connection;
        this.listener = listener;
    }

    /** See {@link FeedListener#onOpened}. */
    public synchronized void opened() {
        if (!closed) {
            listener.onOpened(connection);
        }
    }

    /** See {@link FeedListener#onAcknowledged}. */
    public synchronized void acknowledged(final List<Series> series) {
        if (!closed) {
            listener.onAcknowledged(connection, series);
        }
    }

    /** See {@link FeedListener#onRefused}. */
    public synchronized void refused(final List<Series> series, final String exchangeMessage) {
        if (!closed) {
            listener.onRefused(connection, series, exchangeMessage);
        }
    }

    /** See {@link FeedListener#onUnanswered}. */
    public synchronized void unanswered(final List<Series> series) {
        if (!closed) {
            listener.onUnanswered(connection, series);
        }
    }

    /** See {@link FeedListener#onNotice}. */
    public synchronized void notice(final String notice) {
        if (!closed) {
            listener.onNotice(connection, notice);
        }
    }

    /** See {@link FeedListener#onGarbled}. */
    public synchronized void garbled(final String excerpt) {
        if (!closed) {
            listener.onGarbled(connection, excerpt);
        }
    }

    /** See {@link FeedListener#onClosed}; only the first one counts. */
    public synchronized void closed(final CloseCause cause, final String detail) {
        if (!closed) {
            closed = true;
            listener.onClosed(connection, cause, detail);
        }
    }
}
