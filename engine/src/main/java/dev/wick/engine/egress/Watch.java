package dev.wick.engine.egress;

import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Venue;
import org.agrona.collections.IntHashSet;

/** One subscriber's {@code ["*"]}: all series of a venue and interval that the engine carries. Egress thread. */
final class Watch {
    private static final int NONE = -1;

    private final Session session;
    private final SubscribeRequest request;
    private final Venue venue;
    /** Those that were there once: what was received before is said of the first time only. */
    private final IntHashSet seen = new IntHashSet(NONE);
    /** Those that the subscriber has ended by name. */
    private final IntHashSet leftOut = new IntHashSet(NONE);

    Watch(final Session session, final SubscribeRequest request) {
        this.session = session;
        this.request = request;
        venue = request.exchange().venue(request.contractType()).orElseThrow();
    }

    Session session() {
        return session;
    }

    /** What was asked for. */
    SubscribeRequest request() {
        return request;
    }

    Venue venue() {
        return venue;
    }

    /** Whether a series is of this venue and interval. */
    boolean isOf(final Series series) {
        return series.interval() == request.interval() && series.venue().equals(venue);
    }

    /** Whether it is of the same venue and interval as another. */
    boolean isLike(final Watch other) {
        return request.interval() == other.request.interval() && venue.equals(other.venue);
    }

    /** Whether a series that the engine carries is to join. */
    boolean wants(final Series series) {
        return isOf(series) && !leftOut.contains(series.id());
    }

    /** A series has joined; true the first time. */
    boolean see(final Series series) {
        return seen.add(series.id());
    }

    /** This one never again. */
    void leaveOut(final Series series) {
        leftOut.add(series.id());
    }
}
