package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.egress.ResumePoints.Points;
import org.java_websocket.framing.CloseFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections for what a subscriber did, may do no more, or can be given no further: tells it why, and where to go on if
 * it would miss something. Egress thread.
 */
final class Cuts {
    /** RFC 6455 has no such code, the registry of IANA does: try again later. */
    private static final int TRY_AGAIN_LATER = 1013;

    private static final String ADVICE =
            ". Connect again and send each element of \"resume\" as a subscribe: nothing is missed, and nothing comes twice";

    private static final Logger LOG = LoggerFactory.getLogger(Cuts.class);

    private final Sessions sessions;
    private final ResumePoints resumePoints;

    Cuts(final Sessions sessions, final ResumePoints resumePoints) {
        this.sessions = sessions;
        this.resumePoints = resumePoints;
    }

    /** Its backlog is full: drops what waits, says where to go on, and gives it little time. */
    void backlogFull(final Session session) {
        slow(session, "backlog");
    }

    /** The same of one that wanted to be cut instead of being left out open candles. */
    void slowAsAsked(final Session session) {
        slow(session, "on_slow");
    }

    private void slow(final Session session, final String cause) {
        if (session.isOpen()) {
            cutSlow(session, cause);
        } else {
            sessions.abort(session, "backlog full");
        }
    }

    /** The cause is the counter's label. */
    private void cutSlow(final Session session, final String cause) {
        final Points points = resumePoints.drop(session);
        sessions.leaveForCut(session);
        final String dropped = "too slow: " + points.dropped() + " messages dropped";
        sessions.countCut(cause);
        LOG.atWarn()
                .addKeyValue("subscriber", session.id())
                .addKeyValue("cause", cause)
                .addKeyValue("dropped", points.dropped())
                .addKeyValue("safe_since", points.safeMs())
                .log("subscriber cut: it reads too slowly");
        sessions.lastError(session, ErrorReply.of("backlog", dropped + ADVICE), points.json());
        sessions.close(session, TRY_AGAIN_LATER, dropped + since(points));
    }

    /** It can be given the past no further: what is queued goes out, and it may resume after that. */
    void overtaken(final Session session, final ErrorReply error, final String reason) {
        final Points points = resumePoints.keep(session);
        sessions.countCut("overtaken");
        LOG.atWarn()
                .addKeyValue("subscriber", session.id())
                .addKeyValue("reason", reason)
                .log("subscriber cut: memory was overwritten before it had read it, and REST cannot be had");
        sessions.lastError(session, error, points.json());
        sessions.end(session, TRY_AGAIN_LATER, reason);
    }

    /** It has sent more messages than it may. */
    void tooManyMessages(final Session session) {
        if (session.isOpen()) {
            final int most = session.settings().limits().messagesPerSecond();
            sessions.error(
                    session,
                    null,
                    ErrorReply.of(
                            "too_many_messages",
                            "more than " + most + " messages a second, or " + FeedLimits.BURST_SECONDS
                                    + " times as many after a pause, pings included; connect again and send fewer"));
            sessions.countCut("too_many_messages");
            sessions.end(session, CloseFrame.POLICY_VALIDATION, "too many messages");
        }
    }

    /** Its token is no more, or for other venues now. */
    void withdrawn(final Session session) {
        sessions.countCut("token_withdrawn");
        LOG.atInfo()
                .addKeyValue("subscriber", session.id())
                .addKeyValue("token_name", session.access.name())
                .log("subscriber sent away: its token was withdrawn or changed");
        sessions.end(session, CloseFrame.POLICY_VALIDATION, "token withdrawn");
    }

    /** In a close frame, whose reason has room for 123 bytes. */
    private static String since(final Points points) {
        return points.safeMs() == Candle.NONE
                ? "; the error says where to resume"
                : "; misses nothing as since of all series: " + points.safeMs();
    }
}
