package dev.wick.adapters.binance;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.FeedListener;
import dev.wick.adapters.feed.FeedListener.CloseCause;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.LegStats.Stat;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.ws.ListenerGate;
import dev.wick.adapters.ws.WsConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Binance's combined streams.
 *
 * <p>All that is decided here is decided by the supervisor's thread: answers that the leg's thread reads are queued, and
 * {@link #tick} acts on them. So acknowledgements reach the listener out of {@code tick}, and it should be called often.
 * {@code onOpened}, {@code onGarbled} and, once open, {@code onClosed} come from the leg's thread.
 */
final class BinanceConnection implements FeedConnection {
    /** Binance disconnects after 24 h; this leaves ten minutes to replace the connection. */
    static final long LIFETIME_MS = (24 * 60 - 10) * 60_000L;

    private static final Logger LOG = LoggerFactory.getLogger(BinanceConnection.class);
    /** More unread answers than requests under way would be none that we asked for. */
    private static final int REPLIES = 1_024;

    /** Why we ended it. */
    private record End(CloseCause cause, String detail) {}

    private final int legId;
    private final Venue venue;
    private final BinanceMarket market;
    private final String path;
    private final Consumer<String> onSilentPath;
    private final long noDataTimeoutMs;
    private final LegStats stats = new LegStats();
    private final BinanceRequests requests;
    private final OneToOneConcurrentArrayQueue<BinanceReply> replies = new OneToOneConcurrentArrayQueue<>(REPLIES);
    private final List<Series> unknown = new ArrayList<>();
    private final ListenerGate gate;
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
     * @param wsUrl scheme, host and port
     * @param path of the streams
     * @param onSilentPath is told the path if it accepts subscriptions and then sends nothing
     */
    BinanceConnection(
            final Venue venue,
            final String wsUrl,
            final String path,
            final Consumer<String> onSilentPath,
            final int legId,
            final String threadName,
            final CandleSink sink,
            final FeedListener listener,
            final AdapterContext context) {
        this.legId = legId;
        this.venue = venue;
        this.path = path;
        this.onSilentPath = onSilentPath;
        market = BinanceMarket.of(venue.contractType());
        noDataTimeoutMs = context.noDataTimeoutMs();
        requests = new BinanceRequests(market.messagesPerSecond(), context.ackTimeoutMs());
        gate = new ListenerGate(this, listener);
        final BinanceLeg leg =
                new BinanceLeg(market, venue, legId, sink, stats, replies, gate, this::onClosed, context);
        ws = new WsConnection(
                URI.create(wsUrl + path), threadName, context.maxFrameBytes(), context.connectTimeoutMs(), leg);
    }

    /** Starts to dial. */
    void dial(final long nowMs) {
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
        final List<Series> known = new ArrayList<>();
        for (final Series one : series) {
            (market.intervals().contains(one.interval()) ? known : unknown).add(one);
        }
        requests.add(true, known);
    }

    @Override
    public void unsubscribe(final List<Series> series) {
        requests.add(false, series);
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
        }
        refuseUnknown();
        drainReplies(nowMs);
        sendDue(nowMs);
        watchAnswers(nowMs);
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
            final String offered =
                    market.intervals().stream().sorted().map(Object::toString).collect(Collectors.joining(", "));
            gate.refused(List.copyOf(unknown), venue + " streams only " + offered);
            unknown.clear();
        }
    }

    private void drainReplies(final long nowMs) {
        BinanceReply reply = replies.poll();
        while (reply != null) {
            final BinanceReply.Kind kind = reply.kind();
            if (kind == BinanceReply.Kind.SERVER_SHUTDOWN) {
                gate.notice("the exchange is about to restart this server");
            } else if (kind == BinanceReply.Kind.ACCEPTED) {
                onAccepted(requests.answered(reply.requestId()), nowMs);
            } else {
                onRejected(requests.answered(reply.requestId()), reply.message());
            }
            reply = replies.poll();
        }
    }

    private void onAccepted(final BinanceRequest request, final long nowMs) {
        if (request == null) {
            return;
        }
        if (request.subscribes()) {
            acknowledgedMs = acknowledged == 0 ? nowMs : acknowledgedMs;
            acknowledged += request.series().size();
            gate.acknowledged(request.series());
        } else {
            acknowledged = Math.max(0, acknowledged - request.series().size());
        }
    }

    private void onRejected(final BinanceRequest request, final String message) {
        if (request != null && request.subscribes()) {
            gate.refused(request.series(), message);
            return;
        }
        // Without an id it may be about any request: the one that it was about will run out of time.
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
        final BinanceRequest request = requests.nextDue(nowMs);
        if (request != null) {
            ws.send(request.text());
        }
    }

    private void watchAnswers(final long nowMs) {
        final BinanceRequest overdue = requests.overdue(nowMs);
        if (overdue != null) {
            end(
                    CloseCause.ACK_TIMEOUT,
                    String.format(
                            Locale.ROOT,
                            "request %d for %d series, the first %s, was not answered in time",
                            overdue.id(),
                            overdue.series().size(),
                            overdue.series().get(0)));
        }
    }

    private void watchData(final long nowMs) {
        if (end == null
                && acknowledged > 0
                && nowMs - acknowledgedMs >= noDataTimeoutMs
                && stats.get(Stat.CANDLES) == 0) {
            onSilentPath.accept(path);
            end(
                    CloseCause.NO_DATA,
                    path + " accepted " + acknowledged + " series and sent no candle within " + noDataTimeoutMs
                            + " ms");
        }
    }

    private void watchAge(final long nowMs) {
        if (!agedNoticeGiven && nowMs - openedMs >= LIFETIME_MS) {
            agedNoticeGiven = true;
            gate.notice("open for 23 h 50 min: the exchange ends connections after 24 h");
        }
    }
}
