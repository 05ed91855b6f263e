package dev.wick.engine.egress;

import dev.wick.engine.egress.Session.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.function.Consumer;

/** The sessions that have something to send, each once. Egress thread; allocates only to grow. */
final class FlushList {
    /** So often in one duty cycle a session is given what it was left without, each time as much as the outbox takes. */
    private static final int MOST_CATCH_UPS = 8;

    private final ArrayList<Session> sessions = new ArrayList<>();

    /** Adds a session, if it is not there. */
    void add(final Session session) {
        if (!session.isQueuedForFlush) {
            session.isQueuedForFlush = true;
            sessions.add(session);
        }
    }

    /** Whether nobody has anything to send. */
    boolean isEmpty() {
        return sessions.isEmpty();
    }

    /** Writes as much as the sockets take now, and keeps those that did not take all. */
    void flush(final Sessions owner, final Consumer<Session> catchUp) {
        int kept = 0;
        // No iterator: the list may grow under way, when a session that catches up brings another one in.
        for (int i = 0; i < sessions.size(); i++) {
            final Session session = sessions.get(i);
            if (hasUnsent(session, owner, catchUp)) {
                sessions.set(kept++, session);
            } else {
                session.isQueuedForFlush = false;
            }
        }
        for (int i = sessions.size() - 1; i >= kept; i--) {
            sessions.remove(i);
        }
    }

    private static boolean hasUnsent(final Session session, final Sessions owner, final Consumer<Session> catchUp) {
        if (session.state == State.GONE) {
            return false;
        }
        try {
            if (!session.connection().sendHeld()) {
                return true;
            }
            session.flush(owner.nowNs());
            for (int i = 0; i < MOST_CATCH_UPS && session.canCatchUp(); i++) {
                catchUp.accept(session);
                session.flush(owner.nowNs());
            }
            owner.sent(session);
            // Who could catch up further has nothing to send, and yet is not done.
            if (session.outbox().pending() > 0
                    || session.canCatchUp()
                    || !session.connection().sendHeld()) {
                return true;
            }
            owner.allSent(session);
            return session.state != State.GONE && !session.connection().sendHeld();
        } catch (final IOException e) {
            owner.abort(session, "write failed: " + e.getMessage());
        } catch (final RuntimeException e) {
            owner.fail(session, e);
        }
        return false;
    }
}
