package dev.wick.engine.egress;

import dev.wick.engine.door.Access;
import dev.wick.engine.door.Door;
import dev.wick.engine.door.Refusal;

/** Carries out what happens at the server: hands each event to the parts of the egress that it concerns. Egress thread. */
final class ServerEvents implements SessionEvents {
    private final Door door;
    private final Sessions sessions;
    private final Requests requests;
    private final Watching watching;
    private final Shutdown shutdown;

    ServerEvents(
            final Door door,
            final Sessions sessions,
            final Requests requests,
            final Watching watching,
            final Shutdown shutdown) {
        this.door = door;
        this.sessions = sessions;
        this.requests = requests;
        this.watching = watching;
        this.shutdown = shutdown;
    }

    @Override
    public void onAccepted(final Session session) {
        sessions.accept(session);
    }

    @Override
    public void onOpened(final Session session, final Access access) {
        session.access = access;
        sessions.opened(session);
        sendAwayIfWithdrawn(session);
        shutdown.onOpened(session);
    }

    @Override
    public void onRefused(final Session session, final Refusal refusal) {
        sessions.refused(session, refusal);
    }

    @Override
    public void onTokensChanged() {
        sessions.forEach(this::sendAwayIfWithdrawn);
    }

    /** Its token may have gone between its handshake and now: then nobody has told us of this one. */
    private void sendAwayIfWithdrawn(final Session session) {
        if (session.isOpen() && !door.grants(session.access)) {
            sessions.cuts().withdrawn(session);
        }
    }

    @Override
    public void onRequest(final Session session, final Request request) {
        session.connection().messageTaken();
        try {
            requests.onRequest(session, request);
        } catch (final RuntimeException e) {
            sessions.fail(session, e);
        }
    }

    @Override
    public void onBadFrame(final boolean tooLarge) {
        sessions.countError(tooLarge ? "message_too_large" : "protocol");
    }

    @Override
    public void onTooManyMessages(final Session session) {
        sessions.cuts().tooManyMessages(session);
    }

    @Override
    public void onGone(final Session session) {
        sessions.gone(session);
        watching.onGone(session);
    }

    @Override
    public void onTurnedAway(final String reason) {
        sessions.countError(reason);
        sessions.countCut(reason);
    }
}
