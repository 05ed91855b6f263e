package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.egress.ResumePoints.Points;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the connections of those who read too slowly, and tells them where to go on. Egress thread. */
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

    /** Drops what waits, says why, and gives it little time; the cause is the counter's label. */
    void slow(final Session session, final String cause) {
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

    /** In a close frame, whose reason has room for 123 bytes. */
    private static String since(final Points points) {
        return points.safeMs() == Candle.NONE
                ? "; the error says where to resume"
                : "; misses nothing as since of all series: " + points.safeMs();
    }
}
