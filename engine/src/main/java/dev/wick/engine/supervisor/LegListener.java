package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.FeedListener;
import dev.wick.adapters.feed.Series;
import java.util.List;
import java.util.function.Consumer;

/** Turns what a venue's connections report, on any thread, into commands for the supervisor's. */
final class LegListener implements FeedListener {
    private final Consumer<Runnable> commands;
    private final Runnable legStart;
    private VenueLegs legs;

    /**
     * Reports to a queue of commands.
     *
     * @param legStart called on the thread of each connection as it opens, before anything is read from it
     */
    LegListener(final Consumer<Runnable> commands, final Runnable legStart) {
        this.commands = commands;
        this.legStart = legStart;
    }

    /** Whose connections these are; before the first of them is made. */
    void attach(final VenueLegs venueLegs) {
        legs = venueLegs;
    }

    @Override
    public void onOpened(final FeedConnection connection) {
        legStart.run();
        commands.accept(() -> legs.onOpened(connection));
    }

    @Override
    public void onAcknowledged(final FeedConnection connection, final List<Series> series) {
        commands.accept(() -> legs.onAcknowledged(connection, series));
    }

    @Override
    public void onRefused(final FeedConnection connection, final List<Series> series, final String exchangeMessage) {
        commands.accept(() -> legs.onRefused(connection, series, exchangeMessage));
    }

    @Override
    public void onUnanswered(final FeedConnection connection, final List<Series> series) {
        commands.accept(() -> legs.onUnanswered(connection, series));
    }

    @Override
    public void onNotice(final FeedConnection connection, final String notice) {
        commands.accept(() -> legs.onNotice(connection, notice));
    }

    @Override
    public void onGarbled(final FeedConnection connection, final String excerpt) {
        commands.accept(() -> legs.onGarbled(connection, excerpt));
    }

    @Override
    public void onClosed(final FeedConnection connection, final CloseCause cause, final String detail) {
        commands.accept(() -> legs.onClosed(connection, cause, detail));
    }
}
