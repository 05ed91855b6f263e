package dev.wick.engine.egress;

import java.util.Arrays;
import org.agrona.collections.IntHashSet;

/**
 * Who gets what: series id to sessions. Tells the supervisor when a series gets its first subscriber and loses its last.
 * Egress thread; looking up and iterating allocates nothing.
 */
final class SubscriptionTable {
    /** The subscribers of one series. Iterate from the last to the first: then the one at hand may be removed. */
    static final class Subscribers {
        private Session[] sessions = new Session[4];
        private boolean[] closedOnly = new boolean[4];
        private int count;

        int count() {
            return count;
        }

        Session session(final int index) {
            return sessions[index];
        }

        boolean isClosedOnly(final int index) {
            return closedOnly[index];
        }

        private int indexOf(final Session session) {
            for (int i = 0; i < count; i++) {
                if (sessions[i] == session) {
                    return i;
                }
            }
            return -1;
        }

        private void put(final Session session, final boolean onlyClosed) {
            int index = indexOf(session);
            if (index < 0) {
                if (count == sessions.length) {
                    sessions = Arrays.copyOf(sessions, 2 * count);
                    closedOnly = Arrays.copyOf(closedOnly, 2 * count);
                }
                index = count++;
            }
            sessions[index] = session;
            closedOnly[index] = onlyClosed;
        }

        private void removeAt(final int index) {
            count--;
            sessions[index] = sessions[count];
            closedOnly[index] = closedOnly[count];
            sessions[count] = null;
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

    /** Adds a subscription, or changes whether it wants closed candles only. */
    void add(final int seriesId, final Session session, final boolean closedOnly) {
        if (seriesId >= bySeries.length) {
            bySeries = Arrays.copyOf(bySeries, Math.max(seriesId + 1, 2 * bySeries.length));
        }
        if (bySeries[seriesId] == null) {
            bySeries[seriesId] = new Subscribers();
        }
        final Subscribers subscribers = bySeries[seriesId];
        final boolean isFirst = subscribers.count == 0;
        session.series().add(seriesId);
        subscribers.put(session, closedOnly);
        if (isFirst) {
            demand.want(seriesId);
        }
    }

    /** Removes a subscription. False if there was none. */
    boolean remove(final int seriesId, final Session session) {
        if (!session.removeSeries(seriesId)) {
            return false;
        }
        final Subscribers subscribers = bySeries[seriesId];
        subscribers.removeAt(subscribers.indexOf(session));
        if (subscribers.count == 0) {
            demand.release(seriesId);
        }
        return true;
    }

    /** Whether a session wants closed candles only; it is subscribed. */
    boolean isClosedOnly(final int seriesId, final Session session) {
        final Subscribers subscribers = bySeries[seriesId];
        return subscribers.closedOnly[subscribers.indexOf(session)];
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
