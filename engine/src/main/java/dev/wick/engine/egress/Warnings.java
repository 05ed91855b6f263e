package dev.wick.engine.egress;

import org.agrona.concurrent.EpochNanoClock;

/**
 * Tells a subscriber that it is about to be cut because it reads too slowly, and that it is not any more. Egress thread;
 * allocates only when it tells.
 *
 * <pre>
 *   {"type":"warning", "event":"behind" or "clear", "backlog_messages":n, "backlog_bytes":n, "max_messages":n, "max_bytes":n,
 *    "conflated":n, "time":UTC ms}
 * </pre>
 *
 * <p>{@code behind} comes when three quarters of either bound wait, {@code clear} once less than half of both does; {@code
 * conflated} is how many open candles were left out since the last of these, or since it was up to date.
 */
final class Warnings {
    private static final long NS_PER_MS = 1_000_000;

    private final EpochNanoClock clock;

    Warnings(final EpochNanoClock clock) {
        this.clock = clock;
    }

    /** It is behind; told only if it wants to be told. */
    void behind(final Session session) {
        if (tell(session, "behind")) {
            session.isWarned = true;
        }
    }

    /** It is not behind any more. */
    void clear(final Session session) {
        if (tell(session, "clear")) {
            session.isWarned = false;
        }
    }

    private boolean tell(final Session session, final String event) {
        if (!session.wantsEvents) {
            return false;
        }
        final EgressSettings.Backlog bounds = session.settings().backlog();
        final JsonOut out = JsonOut.message("warning")
                .string("event", event)
                .number("backlog_messages", session.outbox().messages())
                .number("backlog_bytes", session.outbox().bytes())
                .number("max_messages", bounds.maxMessages())
                .number("max_bytes", bounds.maxBytes())
                .number("conflated", session.conflated)
                .number("time", clock.nanoTime() / NS_PER_MS);
        if (!session.notice(out.frame())) {
            return false;
        }
        session.conflated = 0;
        return true;
    }
}
