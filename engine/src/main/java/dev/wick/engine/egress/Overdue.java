package dev.wick.engine.egress;

import java.util.function.Consumer;
import org.java_websocket.framing.CloseFrame;

/** Ends a connection whose deadline has passed, or pings it if that is what was due. Egress thread. */
final class Overdue implements Consumer<Session> {
    /** Without a payload (RFC 6455, 5.5.2). */
    private static final byte[] PING = {(byte) 0x89, 0};

    private final Sessions sessions;

    Overdue(final Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void accept(final Session session) {
        switch (session.state) {
            case OPENING -> {
                sessions.countCut("handshake_timeout");
                sessions.abort(session, "no handshake in time");
            }
            case OPEN -> whileOpen(session);
            case CLOSING -> {
                sessions.countCut("close_timeout");
                sessions.abort(session, "not closed in time");
            }
            case LINGERING -> sessions.abort(session, "not closed in time");
            default -> {
                // Nothing is due any more of one that is gone.
            }
        }
    }

    private void whileOpen(final Session session) {
        final long nowNs = sessions.nowNs();
        if (session.silenceNs() <= nowNs) {
            silent(session);
        } else if (session.liveness().isOver(nowNs)) {
            sessions.countError("no_pong");
            sessions.countCut("no_pong");
            sessions.abort(session, "no answer to a ping");
        } else if (session.liveness().isPingDue(nowNs)) {
            sessions.reply(session, PING);
            session.liveness().pinged(nowNs);
        }
    }

    private void silent(final Session session) {
        if (!session.hasSpoken) {
            endSilent(session, "subscribe_timeout", "no subscription came in time; connect again and send one");
        } else if (session.isSimple) {
            endSilent(session, "idle_timeout", "no quote came for too long; the source may be down, try again");
        } else {
            endSilent(session, "idle", "no subscription and no request for too long; connect again when there is one");
        }
    }

    private void endSilent(final Session session, final String errorType, final String message) {
        sessions.error(session, null, ErrorReply.of(errorType, message));
        sessions.countCut(errorType);
        sessions.end(session, CloseFrame.NORMAL, errorType.replace('_', ' '));
    }
}
