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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All connections: takes them in, says goodbye to them and flushes them, and knows which of them are overdue. Whatever goes
 * wrong with one of them ends that one. Egress thread.
 */
final class Sessions {
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
    private final Deadlines deadlines = new Deadlines();
    private final SubscriptionTable table;
    private final Metrics metrics;
    private final Counter open = new Counter();
    private final Counter failures;
    private final Cuts cuts;
    private final Warnings warnings;
    private final Overdue overdue = new Overdue(this);
    private long nowNs;

    Sessions(
            final SubscriptionTable table,
            final ResumePoints resumePoints,
            final Warnings warnings,
            final Metrics metrics) {
        this.table = table;
        this.warnings = warnings;
        this.metrics = metrics;
        cuts = new Cuts(this, resumePoints);
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
        session.lastQuoteNs = nowNs;
        byId.put(session.id(), session);
        deadlines.watch(session);
    }

    /** Its handshake is done. */
    void opened(final Session session) {
        if (session.state == State.OPENING) {
            session.state = State.OPEN;
            session.lastQuoteNs = nowNs;
            session.liveness().opened(nowNs);
            deadlines.watch(session);
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
            cuts.backlogFull(session);
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

    /** Sends the error with which a connection ends, and counts it; whatever waits, there is room for it. */
    void lastError(final Session session, final ErrorReply error, final String resumeJson) {
        countError(error.errorType());
        if (session.lastWord(error.frame(null, resumeJson))) {
            queueFlush(session);
        } else {
            abort(session, error.errorType());
        }
    }

    /** Counts what a subscriber did wrong. */
    void countError(final String errorType) {
        metrics.counter(Metric.SUBSCRIBER_ERRORS, errorType).increment();
    }

    /** Says goodbye; what is queued goes out first. */
    void end(final Session session, final int code, final String reason) {
        if (session.state == State.OPEN) {
            leaveOpen(session, CLOSE_NS);
            close(session, code, reason);
        } else if (session.state == State.OPENING) {
            abort(session, reason);
        }
    }

    /** The goodbye itself, once it has left its subscriptions. */
    void close(final Session session, final int code, final String reason) {
        if (session.state != State.GONE) {
            session.connection().close(code, reason);
            takeOwnFrames(session);
        }
    }

    /** Ends connections with a reason that the subscriber is told. */
    Cuts cuts() {
        return cuts;
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

    /** It gets nothing more but the goodbye, and little time to read that. */
    void leaveForCut(final Session session) {
        leaveOpen(session, CUT_NS);
    }

    private void leaveOpen(final Session session, final long withinNs) {
        open.add(-1);
        session.state = State.CLOSING;
        table.removeAll(session);
        session.endNs = nowNs + withinNs;
        deadlines.watch(session);
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

    /** A quote was added to what waits for a session. */
    void added(final Session session) throws IOException {
        queueFlush(session);
        if (session.isToBeWarned()) {
            session.flush(nowNs);
            if (session.isToBeWarned()) {
                warnings.behind(session);
            }
        }
    }

    /** Some of what waited for a session may be sent. */
    void sent(final Session session) {
        if (session.isToBeCleared()) {
            warnings.clear(session);
        }
        if (session.liveness().sent(nowNs)) {
            deadlines.watch(session);
        }
    }

    /** Moves what the library wants to send into the outbox. */
    void takeOwnFrames(final Session session) {
        if (session.state == State.GONE) {
            return;
        }
        if (!session.takeOwnFrames()) {
            cuts.backlogFull(session);
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
            deadlines.watch(session);
            session.connection().shutdownOutput();
        }
    }

    /** Looks at a session's deadline again, since its form or its subscriptions have changed. */
    void deadlineChanged(final Session session) {
        deadlines.watch(session);
    }

    /** When to call {@link #endOverdue} next, monotonic ns. */
    long nextDeadlineNs() {
        return deadlines.nextNs();
    }

    /** Ends those whose time is over, and pings those that were silent; returns how many were due. */
    int endOverdue() {
        return deadlines.look(byId.values(), nowNs, overdue);
    }
}
