package dev.wick.adapters.ws;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.FeedListener;
import dev.wick.adapters.feed.FeedListener.CloseCause;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.LegStats.Stat;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.limit.RateLimiter;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to an exchange, whichever it is: what is particular to it is in its {@link WireDialect}.
 *
 * <p>All that is decided here is decided by the supervisor's thread: answers that the leg's thread reads are queued, and
 * {@link #tick} acts on them. So acknowledgements reach the listener out of {@code tick}, and it should be called often.
 * {@code onOpened}, {@code onGarbled} and, once open, {@code onClosed} come from the leg's thread.
 */
public final class ExchangeConnection implements FeedConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeConnection.class);
    /** More unread answers than topics under way would be none that we asked for. */
    private static final int REPLIES = 4_096;

    /** Why we ended it. */
    private record End(CloseCause cause, String detail) {}

    private final int legId;
    private final Venue venue;
    private final WireDialect dialect;
    private final WireRules rules;
    private final long noDataTimeoutMs;
    private final LegStats stats = new LegStats();
    private final WireRequests requests;
    private final OneToOneConcurrentArrayQueue<Reply> replies = new OneToOneConcurrentArrayQueue<>(REPLIES);
    private final Map<String, List<Series>> unknown = new LinkedHashMap<>();
    private final ListenerGate gate;
    private final KeepAlive keepAlive;
    private final WsConnection ws;
    /** Written by the supervisor's thread, read by the leg's when the socket is gone. */
    private volatile End end;

    private boolean wasOpen;
    private long openedMs;
    private boolean agedNoticeGiven;
    private int acknowledged;
    private long acknowledgedMs;

    /**
     * Prepares a connection; {@link #dial} starts it.
     *
     * @param uri with the path
     * @param limiter what the exchange lets our address do
     */
    public ExchangeConnection(
            final Venue venue,
            final URI uri,
            final WireDialect dialect,
            final RateLimiter limiter,
            final int legId,
            final String threadName,
            final CandleSink sink,
            final FeedListener listener,
            final AdapterContext context) {
        this.legId = legId;
        this.venue = venue;
        this.dialect = dialect;
        rules = dialect.rules();
        noDataTimeoutMs = context.noDataTimeoutMs();
        requests = new WireRequests(dialect, limiter, context.nanoClock(), context.ackTimeoutMs());
        gate = new ListenerGate(this, listener);
        final ExchangeLeg leg =
                new ExchangeLeg(dialect, venue, legId, sink, stats, replies, gate, this::onClosed, context);
        ws = new WsConnection(
                uri, rules.headers(), threadName, context.maxFrameBytes(), context.connectTimeoutMs(), leg);
        keepAlive = new KeepAlive(ws, dialect, stats, context.pingIntervalMs(), context.pingTimeoutMs());
    }

    /** Starts to dial. */
    public void dial(final long nowMs) {
        ws.dial(nowMs);
    }

    @Override
    public int legId() {
        return legId;
    }

    @Override
    public LegStats stats() {
        return stats;
    }

    @Override
    public void subscribe(final List<Series> series) {
        requests.add(true, topics(series, true));
    }

    @Override
    public void unsubscribe(final List<Series> series) {
        requests.add(false, topics(series, false));
    }

    private Map<String, Series> topics(final List<Series> series, final boolean refuse) {
        final Map<String, Series> topics = new LinkedHashMap<>();
        for (final Series one : series) {
            final String topic = dialect.topic(one).orElse(null);
            if (topic != null) {
                topics.put(topic, one);
            } else if (refuse) {
                unknown.computeIfAbsent(dialect.whyNoTopic(one), why -> new ArrayList<>())
                        .add(one);
            }
        }
        return topics;
    }

    @Override
    public void tick(final long nowMs) {
        ws.tick(nowMs);
        if (!ws.isOpen() || end != null) {
            return;
        }
        if (!wasOpen) {
            wasOpen = true;
            openedMs = nowMs;
            keepAlive.opened(nowMs);
        }
        refuseUnknown();
        drainReplies(nowMs);
        sendDue(nowMs);
        watchAnswers(nowMs);
        watchPeer(nowMs);
        watchData(nowMs);
        watchAge(nowMs);
    }

    @Override
    public void close() {
        end(CloseCause.REQUESTED, "closed by us");
    }

    private void end(final CloseCause cause, final String detail) {
        if (end == null) {
            end = new End(cause, detail);
        }
        ws.abort();
    }

    /** On the leg's thread; or, if it never was open, the supervisor's. */
    private void onClosed(final boolean opened, final String detail) {
        final End ours = end;
        if (ours != null) {
            gate.closed(ours.cause, ours.detail);
        } else {
            gate.closed(opened ? CloseCause.DISCONNECTED : CloseCause.CONNECT, detail);
        }
    }

    private void refuseUnknown() {
        if (!unknown.isEmpty()) {
            unknown.forEach((why, series) -> gate.refused(List.copyOf(series), why));
            unknown.clear();
        }
    }

    private void drainReplies(final long nowMs) {
        for (Reply reply = replies.poll(); reply != null; reply = replies.poll()) {
            switch (reply.kind()) {
                case ACCEPTED -> onAccepted(requests.answered(reply.requestId()), nowMs);
                case REJECTED -> onRejected(rejected(reply), reply.message(), nowMs);
                case TOPIC_ACCEPTED -> onAccepted(requests.answered(true, reply.topic()), nowMs);
                case TOPIC_DROPPED -> acknowledged -= requests.answered(false, reply.topic()) == null ? 0 : 1;
                case TOPIC_REJECTED -> onTopicRejected(reply);
                default -> gate.notice(reply.message());
            }
        }
    }

    private void onAccepted(final WireRequest request, final long nowMs) {
        if (request == null) {
            return;
        }
        if (request.subscribes()) {
            acknowledge(request.series(), nowMs);
        } else {
            acknowledged -= request.series().size();
        }
    }

    private void onAccepted(final Series series, final long nowMs) {
        if (series != null) {
            acknowledge(List.of(series), nowMs);
        }
    }

    private void acknowledge(final List<Series> series, final long nowMs) {
        acknowledgedMs = acknowledged == 0 ? nowMs : acknowledgedMs;
        acknowledged += series.size();
        gate.acknowledged(series);
    }

    private void onTopicRejected(final Reply reply) {
        final Series series = requests.answered(true, reply.topic());
        if (series != null) {
            gate.refused(List.of(series), reply.message());
        }
    }

    /** Without an id, a topic that is named tells more than the order: an answer before it may be missing. */
    private WireRequest rejected(final Reply reply) {
        final String message = reply.message();
        final WireRequest named = reply.requestId() == Replies.NO_ID
                ? dialect.culprit(message)
                        .or(() -> dialect.standing(message))
                        .map(requests::asking)
                        .orElse(null)
                : null;
        return named == null ? requests.answered(reply.requestId()) : requests.answered(named.id());
    }

    /**
     * One bad symbol must not take down those that it shared a message with: if the exchange names it, the others are asked
     * for again; if not, both halves are, until it is alone.
     */
    private void onRejected(final WireRequest request, final String message, final long nowMs) {
        if (request == null || !request.subscribes()) {
            warn(request, message);
            return;
        }
        final Series standing = dialect.standing(message).map(request::answered).orElse(null);
        final Series culprit = dialect.culprit(message).map(request::answered).orElse(null);
        if (standing != null) {
            acknowledge(List.of(standing), nowMs);
            requests.again(request.rest());
        } else if (culprit != null) {
            gate.refused(List.of(culprit), message);
            requests.again(request.rest());
        } else if (request.series().size() == 1 || dialect.isTooMuch(message)) {
            gate.refused(request.series(), message);
        } else {
            final List<WireRequest> halves = request.halves();
            requests.again(halves.get(1));
            requests.again(halves.get(0));
        }
    }

    /** Without an id it may be about any request: the one that it was about will run out of time. */
    private void warn(final WireRequest request, final String message) {
        LOG.atWarn()
                .addKeyValue("exchange", venue.exchange())
                .addKeyValue("contract_type", venue.contractType())
                .addKeyValue("leg", legId)
                .addKeyValue("exchange_message", message)
                .log(
                        request == null
                                ? "The exchange rejected a request without naming it"
                                : "Unsubscribing was rejected");
    }

    private void sendDue(final long nowMs) {
        for (String text = requests.nextDue(nowMs); text != null; text = requests.nextDue(nowMs)) {
            ws.send(text);
        }
    }

    private void watchAnswers(final long nowMs) {
        for (WireRequest request = requests.overdue(nowMs); request != null; request = requests.overdue(nowMs)) {
            if (request.subscribes()) {
                gate.unanswered(request.series());
            }
        }
    }

    private void watchPeer(final long nowMs) {
        final String problem = keepAlive.tick(nowMs);
        if (problem != null) {
            end(CloseCause.PING_TIMEOUT, problem);
        }
    }

    private void watchData(final long nowMs) {
        if (rules.expectsData()
                && end == null
                && acknowledged > 0
                && nowMs - acknowledgedMs >= noDataTimeoutMs
                && stats.get(Stat.CANDLES) == 0) {
            dialect.onNoData();
            end(
                    CloseCause.NO_DATA,
                    acknowledged + " series were accepted, and no candle came within " + noDataTimeoutMs + " ms");
        }
    }

    private void watchAge(final long nowMs) {
        if (!agedNoticeGiven && rules.lifetimeMs() > 0 && nowMs - openedMs >= rules.lifetimeMs()) {
            agedNoticeGiven = true;
            gate.notice(
                    "open for " + rules.lifetimeMs() / 60_000 + " minutes: the exchange will soon end it, for its age");
        }
    }
}
