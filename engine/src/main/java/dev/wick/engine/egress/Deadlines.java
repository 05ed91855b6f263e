package dev.wick.engine.egress;

import java.util.ArrayList;
import java.util.Collection;
import java.util.function.Consumer;

/** Knows when something is due with any of the sessions. Egress thread. */
final class Deadlines {
    /** All sessions are looked at no more often than this, however many deadlines lie close together. */
    private static final long LOOK_NS = 50_000_000;

    private final ArrayList<Session> due = new ArrayList<>();
    private long nextNs = Session.NEVER;
    private long notBeforeNs = Long.MIN_VALUE;

    /** A session has a deadline that is not known yet. */
    void watch(final Session session) {
        nextNs = Math.min(nextNs, Math.max(notBeforeNs, session.deadlineNs()));
    }

    /** When to look next, monotonic ns; {@link Session#NEVER} if nothing is due ever. */
    long nextNs() {
        return nextNs;
    }

    /** Looks for those whose time has come, if it is time to look; returns how many. */
    int look(final Collection<Session> sessions, final long nowNs, final Consumer<Session> whenDue) {
        if (nowNs < nextNs) {
            return 0;
        }
        nextNs = Session.NEVER;
        notBeforeNs = nowNs + LOOK_NS;
        for (final Session session : sessions) {
            if (session.deadlineNs() <= nowNs) {
                due.add(session);
            } else {
                watch(session);
            }
        }
        final int count = due.size();
        for (final Session session : due) {
            whenDue.accept(session);
            watch(session);
        }
        due.clear();
        return count;
    }
}
