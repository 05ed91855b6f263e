package dev.wick.test.frames;

import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.FeedListener;
import dev.wick.adapters.feed.Series;
import java.util.List;

/** Hears that a connection is open, and nothing else. */
final class Ears implements FeedListener {
    volatile boolean opened;

    @Override
    public void onOpened(final FeedConnection connection) {
        opened = true;
    }

    @Override
    public void onAcknowledged(final FeedConnection connection, final List<Series> series) {}

    @Override
    public void onRefused(final FeedConnection connection, final List<Series> series, final String exchangeMessage) {}

    @Override
    public void onUnanswered(final FeedConnection connection, final List<Series> series) {}

    @Override
    public void onNotice(final FeedConnection connection, final String notice) {}

    @Override
    public void onGarbled(final FeedConnection connection, final String excerpt) {}

    @Override
    public void onClosed(final FeedConnection connection, final CloseCause cause, final String detail) {}
}
