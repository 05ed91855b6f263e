package dev.wick.engine.egress;

/**
 * Whether one subscriber still lives: it is pinged after some silence, and then has to be heard of. Egress thread.
 *
 * <pre>
 *   heard of ─► silent for the interval: a ping waits ─► the ping has gone out ─► not heard of in time: over
 *      ▲                                │                          │
 *      └────────────────────────────────┴──────────────────────────┴── any frame of its own
 * </pre>
 *
 * <p>An answer is owed from when the ping has gone out, and whenever a socket that was full takes bytes again, from then on:
 * who reads slowly has the ping behind all that the operating system holds for it.
 */
final class Liveness {
    private final Session session;
    private final FeedLimits limits;
    private long openedNs;
    private boolean isPinged;
    private boolean isOut;
    /** How many frames were added with the ping. */
    private long pingFrame;

    private long pingedNs;
    private long owedFromNs;

    Liveness(final Session session, final FeedLimits limits) {
        this.session = session;
        this.limits = limits;
    }

    /** The handshake is done. */
    void opened(final long nowNs) {
        openedNs = nowNs;
    }

    /** A ping was just added to what waits for it. */
    void pinged(final long nowNs) {
        isPinged = true;
        isOut = false;
        pingedNs = nowNs;
        pingFrame = session.outbox().framesAdded();
    }

    /** The socket was full, and takes bytes again. */
    void progress(final long nowNs) {
        owedFromNs = nowNs;
    }

    /** Something was sent. True if that was the ping: now there is a deadline. */
    boolean sent(final long nowNs) {
        if (!isPinged || isOut || session.outbox().framesSent() < pingFrame) {
            return false;
        }
        isOut = true;
        owedFromNs = nowNs;
        return true;
    }

    /** When it has to be pinged, or to have been heard of, monotonic ns; {@link Session#NEVER} for neither. */
    long deadlineNs() {
        if (limits.pingIntervalMs() == 0) {
            return Session.NEVER;
        }
        if (!isAwaited()) {
            return Session.after(heardNs(), limits.pingIntervalMs());
        }
        return isOut ? Session.after(owedFromNs, limits.pingTimeoutMs()) : Session.NEVER;
    }

    /** Whether it has to answer a ping. */
    private boolean isAwaited() {
        return isPinged && heardNs() <= pingedNs;
    }

    private long heardNs() {
        return Math.max(openedNs, session.connection().heardNs());
    }

    /** Whether it is time for a ping. */
    boolean isPingDue(final long nowNs) {
        return deadlineNs() <= nowNs && !isAwaited();
    }

    /** Whether it was not heard of in time. */
    boolean isOver(final long nowNs) {
        return deadlineNs() <= nowNs && isAwaited();
    }
}
