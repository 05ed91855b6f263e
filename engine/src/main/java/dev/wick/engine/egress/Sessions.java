package dev.wick.engine.egress;

import dev.wick.engine.door.Refusal;
import dev.wick.engine.egress.Session.State;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.collections.Long2ObjectHashMap;
import org.java_websocket.framing.CloseFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All connections: takes them in, says goodbye to them, flushes them, and ends them when their time is over. Whatever goes
 * wrong with one of them ends that one. Egress thread.
 */
final class Sessions {
    /** RFC 6455 has no such code, the registry of IANA does: try again later. */
    private static final int TRY_AGAIN_LATER = 1013;

    private static final long NS_PER_MS = 1_000_000;
    /** How long a connection that is being closed may take to read what was sent to it. */
    private static final long CLOSE_NS = 10_000 * NS_PER_MS;
    /** The same for one that is cut because it does not read. */
    private static final long CUT_NS = 2_000 * NS_PER_MS;
    /** How long we wait for the peer's end of a connection after ours. */
    private static final long LINGER_NS = 1_000 * NS_PER_MS;

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final Long2ObjectHashMap<Session> byId = new Long2ObjectHashMap<>();
    private final FlushList toFlush = new FlushList();
    private final ArrayList<Session> due = new ArrayList<>();
    private final SubscriptionTable table;
    private final Metrics metrics;
    private final Counter open = new Counter();
    private final Counter failures;
    private long nowNs;
    private long nextDeadlineNs = Session.NEVER;

    Sessions(final SubscriptionTable table, final Metrics metrics) {
        this.table = table;
        this.metrics = metrics;
        metrics.gauge(Metric.SUBSCRIBERS, open::get);
        failures = metrics.counter(Metric.HANDLER_ERRORS, "egress");
    }

    /** What time it is in this duty cycle, monotonic ns. */
    void now(final long timeNs) {
        nowNs = timeNs;
    }

    /** What time it is in this duty cycle, monotonic ns. */
    long nowNs() {
        return nowNs;
    }

    /** Takes a new connection. */
    void accept(final Session session) {
        session.lastHeardNs = nowNs;
        byId.put(session.id(), session);
        watch(session);
    }

    /** Its handshake is done. */
    void opened(final Session session) {
        if (session.state == State.OPENING) {
            session.state = State.OPEN;
            open.add(1);
            LOG.atDebug().addKeyValue("subscriber", session.id()).log("subscriber connected");
        }
    }

    /** The door did not let it in; the connection ends when it was told so. */
    void refused(final Session session, final Refusal refusal) {
        metrics.counter(Metric.CONNECTIONS_REFUSED, "feed", refusal.reason()).increment();
        LOG.atDebug()
                .addKeyValue("subscriber", session.id())
                .addKeyValue("reason", refusal.reason())
                .log("connection refused");
    }

    /** Ends a connection whose token is no more, or for other venues now. */
    void withdrawn(final Session session) {
        countCut("token_withdrawn");
        LOG.atInfo()
                .addKeyValue("subscriber", session.id())
                .addKeyValue("token", session.access.name())
                .log("subscriber sent away: its token was withdrawn or changed");
        end(session, CloseFrame.POLICY_VALIDATION, "token withdrawn");
    }

    /** The session of an id, null if it has gone. */
    Session byId(final long id) {
        return byId.get(id);
    }

    /** Whether nobody is connected. */
    boolean isEmpty() {
        return byId.isEmpty();
    }

    /** How many are connected. */
    int size() {
        return byId.size();
    }

    /** Sends a frame that is no quote. */
    void reply(final Session session, final byte[] frame) {
        if (session.state == State.GONE) {
            return;
        }
        if (session.reply(frame)) {
            queueFlush(session);
        } else {
            cut(session);
        }
    }

    /** Sends an error, and counts it. */
    void error(final Session session, final String idJson, final ErrorReply error) {
        countError(error.errorType());
        LOG.atDebug()
                .addKeyValue("subscriber", session.id())
                .addKeyValue("error_type", error.errorType())
                .log(error.message());
        reply(session, error.frame(idJson));
    }

    /** Counts what a subscriber did wrong. */
    void countError(final String errorType) {
        metrics.counter(Metric.SUBSCRIBER_ERRORS, errorType).increment();
    }

    /** Says goodbye; what is queued goes out first. */
    void end(final Session session, final int code, final String reason) {
        if (session.state == State.OPEN) {
            leaveOpen(session, CLOSE_NS);
            session.connection().close(code, reason);
            takeOwnFrames(session);
        } else if (session.state == State.OPENING) {
            abort(session, reason);
        }
    }

    /** Ends a connection whose backlog is full: drops what waits, says why, and gives it little time. */
    void cut(final Session session) {
        if (session.state != State.OPEN) {
            abort(session, "backlog full");
            return;
        }
        leaveOpen(session, CUT_NS);
        final int dropped = session.outbox().dropUnsent();
        final long lastMs = session.outbox().lastClosedSentMs();
        final String last = lastMs == Outbox.NO_TIME ? "none" : Long.toString(lastMs);
        final String reason = "too slow: " + dropped + " messages dropped; last closed open_time sent: " + last;
        countCut("backlog");
        LOG.atWarn()
                .addKeyValue("subscriber", session.id())
                .addKeyValue("dropped", dropped)
                .addKeyValue("last_closed_open_time", last)
                .log("subscriber cut: it reads too slowly");
        error(session, null, ErrorReply.of("backlog", reason + ". Connect again, and subscribe with \"since\""));
        session.connection().close(TRY_AGAIN_LATER, reason);
        takeOwnFrames(session);
    }

    /** Ends a connection that can be given the past no further: what is queued goes out, and it may resume after that. */
    void overtaken(final Session session, final ErrorReply error, final String reason) {
        countCut("overtaken");
        LOG.atWarn()
                .addKeyValue("subscriber", session.id())
                .addKeyValue("reason", reason)
                .log("subscriber cut: memory was overwritten before it had read it, and REST cannot be had");
        error(session, null, error);
        end(session, TRY_AGAIN_LATER, reason);
    }

    /** Ends a connection at once because something of ours failed. */
    void fail(final Session session, final Exception cause) {
        failures.increment();
        LOG.atError()
                .addKeyValue("subscriber", session.id())
                .setCause(cause)
                .log("subscriber cut: an unexpected error; all others go on");
        countCut("internal");
        abort(session, "internal error");
    }

    /** Ends a connection at once. */
    void abort(final Session session, final String reason) {
        if (session.state != State.GONE) {
            forget(session);
            session.connection().abort(reason);
        }
    }

    /** The connection is gone, whoever ended it. */
    void gone(final Session session) {
        if (session.state != State.GONE) {
            LOG.atDebug().addKeyValue("subscriber", session.id()).log("subscriber gone");
            forget(session);
        }
    }

    /** Counts a connection that was ended by us. */
    void countCut(final String reason) {
        metrics.counter(Metric.SUBSCRIBERS_CUT, reason).increment();
    }

    /** Calls for each session, which may end it. */
    void forEach(final Consumer<Session> action) {
        final List<Session> all = new ArrayList<>(byId.values());
        all.forEach(action);
    }

    private void leaveOpen(final Session session, final long withinNs) {
        open.add(-1);
        table.removeAll(session);
        session.state = State.CLOSING;
        session.endNs = nowNs + withinNs;
        watch(session);
    }

    private void forget(final Session session) {
        if (session.state == State.OPEN) {
            open.add(-1);
        }
        session.state = State.GONE;
        table.removeAll(session);
        byId.remove(session.id());
    }

    /** Has a session flushed in this duty cycle. */
    void queueFlush(final Session session) {
        toFlush.add(session);
    }

    /** Moves what the library wants to send into the outbox. */
    void takeOwnFrames(final Session session) {
        if (session.state == State.GONE) {
            return;
        }
        if (!session.takeOwnFrames()) {
            cut(session);
            return;
        }
        if (session.isOpen() && session.connection().isClosing()) {
            leaveOpen(session, CLOSE_NS);
        }
        queueFlush(session);
    }

    /**
     * Writes as much as the sockets take now.
     *
     * @param catchUp sends open candles to a session that has been behind
     */
    void flush(final Consumer<Session> catchUp) {
        toFlush.flush(this, catchUp);
    }

    /** Whether there are bytes that a socket did not take. */
    boolean hasUnsent() {
        return !toFlush.isEmpty();
    }

    /**
     * All is sent. If that was the goodbye, closes our half only: closing the socket while the peer's bytes are unread
     * would reset the connection, and the peer would lose what it has not read yet.
     *
     * <p>A thread of the library's may be closing this very moment: it queues the goodbye, and then says that it closes. So
     * whoever sees it closing has to look into the queue again; the demand for what is there is on its way.
     */
    void allSent(final Session session) throws IOException {
        if (!session.connection().isClosing() || session.connection().hasOwnFrames()) {
            return;
        }
        if (session.state == State.OPENING) {
            session.state = State.CLOSING;
        }
        if (session.state == State.CLOSING) {
            session.state = State.LINGERING;
            session.endNs = nowNs + LINGER_NS;
            watch(session);
            session.connection().shutdownOutput();
        }
    }

    private void watch(final Session session) {
        nextDeadlineNs = Math.min(nextDeadlineNs, session.deadlineNs());
    }

    /** Looks at a session's deadline again, since its form or its subscriptions have changed. */
    void deadlineChanged(final Session session) {
        watch(session);
    }

    /** When to call {@link #endOverdue} next, monotonic ns. */
    long nextDeadlineNs() {
        return nextDeadlineNs;
    }

    /** Ends those whose time is over. */
    int endOverdue() {
        if (nowNs < nextDeadlineNs) {
            return 0;
        }
        nextDeadlineNs = Session.NEVER;
        for (final Session session : byId.values()) {
            if (session.deadlineNs() <= nowNs) {
                due.add(session);
            } else {
                watch(session);
            }
        }
        final int count = due.size();
        due.forEach(this::overdue);
        due.clear();
        return count;
    }

    private void overdue(final Session session) {
        if (session.state == State.OPEN) {
            final boolean silent = !session.hasSpoken;
            final ErrorReply error = silent
                    ? ErrorReply.of("subscribe_timeout", "no subscription came in time; connect again and send one")
                    : ErrorReply.of("idle_timeout", "no quote came for too long; the source may be down, try again");
            error(session, null, error);
            end(session, CloseFrame.NORMAL, silent ? "no subscription" : "no quotes");
        } else {
            if (session.state == State.CLOSING) {
                countCut("close_timeout");
            }
            abort(session, "not closed in time");
        }
    }
}
