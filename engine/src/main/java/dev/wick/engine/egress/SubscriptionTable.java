package dev.wick.engine.egress;

import java.util.Arrays;
import org.agrona.collections.IntHashSet;

/**
 * Who gets what: series id to sessions. Tells the supervisor when a series gets its first subscriber that does not only watch, and loses its last.
 * Egress thread; looking up and iterating allocates nothing.
 */
final class SubscriptionTable {
    /** Open candles are left out. */
    static final int CLOSED_ONLY = 1;
    /** Each quote says when it was sent. */
    static final int TIMESTAMPS = 2;
    /** It came by {@code ["*"]}, and is delivered only as long as somebody else wants it. */
    static final int WATCHED = 4;

    /**
     * The subscribers of one series, first those that are sent live candles, then those that are still being served from
     * the past. Iterate from the last to the first: then the one at hand may be removed.
     */
    static final class Subscribers {
        private Session[] sessions = new Session[4];
        private int[] flags = new int[4];
        /** Null where live. */
        private Replay[] replays = new Replay[4];

        private int count;
        private int live;
        /** Those that do not only watch. */
        private int wanting;

        /** All. */
        int count() {
            return count;
        }

        /** Those that get live candles: the indices below this. */
        int liveCount() {
            return live;
        }

        Session session(final int index) {
            return sessions[index];
        }

        boolean isClosedOnly(final int index) {
            return (flags[index] & CLOSED_ONLY) != 0;
        }

        boolean wantsTimestamps(final int index) {
            return (flags[index] & TIMESTAMPS) != 0;
        }

        private int indexOf(final Session session) {
            // Those that are served from the past, of whom this is asked most, are the last.
            for (int i = count - 1; i >= 0; i--) {
                if (sessions[i] == session) {
                    return i;
                }
            }
            return -1;
        }

        private boolean isWatched(final int index) {
            return (flags[index] & WATCHED) != 0;
        }

        private void put(final Session session, final int wanted) {
            final int index = indexOf(session);
            if (index >= 0) {
                final boolean isNamed = !isWatched(index);
                flags[index] = isNamed ? wanted & ~WATCHED : wanted;
                wanting += isNamed || isWatched(index) ? 0 : 1;
                return;
            }
            wanting += (wanted & WATCHED) == 0 ? 1 : 0;
            if (count == sessions.length) {
                sessions = Arrays.copyOf(sessions, 2 * count);
                flags = Arrays.copyOf(flags, 2 * count);
                replays = Arrays.copyOf(replays, 2 * count);
            }
            move(live, count++);
            set(live++, session, wanted, null);
        }

        /** Takes a subscriber out of the live ones, or gives it another replay instead of the one that it has. */
        private void hold(final int index, final Replay replay) {
            int at = index;
            if (index < live) {
                at = --live;
                swap(index, at);
            } else {
                replays[at].cancel();
            }
            replays[at] = replay;
        }

        private void join(final int index) {
            replays[index] = null;
            swap(index, live++);
        }

        private void removeAt(final int index) {
            if (replays[index] != null) {
                replays[index].cancel();
            }
            wanting -= isWatched(index) ? 0 : 1;
            int free = index;
            if (index < live) {
                free = --live;
                move(free, index);
            }
            move(--count, free);
            set(count, null, 0, null);
        }

        private void swap(final int a, final int b) {
            final Session session = sessions[a];
            final int wanted = flags[a];
            final Replay replay = replays[a];
            move(b, a);
            set(b, session, wanted, replay);
        }

        private void move(final int from, final int to) {
            set(to, sessions[from], flags[from], replays[from]);
        }

        private void set(final int index, final Session session, final int wanted, final Replay replay) {
            sessions[index] = session;
            flags[index] = wanted;
            replays[index] = replay;
        }
    }

    private final Demand demand;
    private Subscribers[] bySeries = new Subscribers[64];

    SubscriptionTable(final Demand demand) {
        this.demand = demand;
    }

    /** The subscribers of a series, null if it never had one. */
    Subscribers of(final int seriesId) {
        return seriesId < bySeries.length ? bySeries[seriesId] : null;
    }

    /**
     * Adds a subscription, or changes how it is served. True if the series had none.
     *
     * @param flags {@link #CLOSED_ONLY}, {@link #TIMESTAMPS}, {@link #WATCHED}; what is subscribed by name stays so
     */
    boolean add(final int seriesId, final Session session, final int flags) {
        if (seriesId >= bySeries.length) {
            bySeries = Arrays.copyOf(bySeries, Math.max(seriesId + 1, 2 * bySeries.length));
        }
        if (bySeries[seriesId] == null) {
            bySeries[seriesId] = new Subscribers();
        }
        final Subscribers subscribers = bySeries[seriesId];
        final boolean isFirst = subscribers.count == 0;
        final int wantingBefore = subscribers.wanting;
        session.series().add(seriesId);
        subscribers.put(session, flags);
        session.hasTimestamps |= (flags & TIMESTAMPS) != 0;
        if (wantingBefore == 0 && subscribers.wanting > 0) {
            demand.want(seriesId);
        }
        return isFirst;
    }

    /** A subscriber is served from the past, until {@link #join}; what was under way for it before is over. */
    void hold(final int seriesId, final Session session, final Replay replay) {
        final Subscribers subscribers = bySeries[seriesId];
        subscribers.hold(subscribers.indexOf(session), replay);
    }

    /** A subscriber that was held has all of the past, and gets live candles from now on. */
    void join(final int seriesId, final Session session) {
        final Subscribers subscribers = bySeries[seriesId];
        subscribers.join(subscribers.indexOf(session));
    }

    /** Removes a subscription. False if there was none. */
    boolean remove(final int seriesId, final Session session) {
        if (!session.removeSeries(seriesId)) {
            return false;
        }
        final Subscribers subscribers = bySeries[seriesId];
        final int wantingBefore = subscribers.wanting;
        subscribers.removeAt(subscribers.indexOf(session));
        if (wantingBefore > 0 && subscribers.wanting == 0) {
            demand.release(seriesId);
        }
        return true;
    }

    /** Whether a session, which is subscribed, is still served from the past. */
    boolean isReplaying(final int seriesId, final Session session) {
        final Subscribers subscribers = bySeries[seriesId];
        return subscribers.replays[subscribers.indexOf(session)] != null;
    }

    /** Whether a session wants closed candles only; it is subscribed. */
    boolean isClosedOnly(final int seriesId, final Session session) {
        final Subscribers subscribers = bySeries[seriesId];
        return subscribers.isClosedOnly(subscribers.indexOf(session));
    }

    /** Whether a session is subscribed to a series, but only by {@code ["*"]}. */
    boolean isWatched(final int seriesId, final Session session) {
        final Subscribers subscribers = of(seriesId);
        final int index = subscribers == null ? -1 : subscribers.indexOf(session);
        return index >= 0 && subscribers.isWatched(index);
    }

    /** Whether a session wants the quotes of a series with the time at which they were sent. */
    boolean wantsTimestamps(final int seriesId, final Session session) {
        if (!session.hasTimestamps) {
            return false;
        }
        final Subscribers subscribers = of(seriesId);
        final int index = subscribers == null ? -1 : subscribers.indexOf(session);
        return index >= 0 && subscribers.wantsTimestamps(index);
    }

    /** Removes all subscriptions of a session. */
    void removeAll(final Session session) {
        final int[] ids = new int[session.series().size()];
        int count = 0;
        final IntHashSet.IntIterator iterator = session.series().iterator();
        while (iterator.hasNext()) {
            ids[count++] = iterator.nextValue();
        }
        for (final int id : ids) {
            remove(id, session);
        }
    }
}
