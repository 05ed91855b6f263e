package dev.wick.adapters.ws;

import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.LegStats.Stat;

/**
 * Keeps one connection alive: the exchange's own messages, and WebSocket pings, which also tell whether anybody is there. The
 * supervisor's thread.
 *
 * <p>An overdue pong ends nothing while anything else is heard: a peer that sends data lives, and some never answer pings.
 */
final class KeepAlive {
    private final WsConnection ws;
    private final WireDialect dialect;
    private final long keepAliveMs;
    private final LegStats stats;
    private final long pingIntervalMs;
    private final long pingTimeoutMs;
    private long keptAliveMs;
    private long pingedMs;
    private long readsAtPing;
    private boolean awaitsPong;

    KeepAlive(
            final WsConnection ws,
            final WireDialect dialect,
            final LegStats stats,
            final long pingIntervalMs,
            final long pingTimeoutMs) {
        this.ws = ws;
        this.dialect = dialect;
        this.stats = stats;
        keepAliveMs = dialect.rules().keepAliveMs();
        this.pingIntervalMs = pingIntervalMs;
        this.pingTimeoutMs = pingTimeoutMs;
    }

    void opened(final long nowMs) {
        keptAliveMs = nowMs;
        pingedMs = nowMs;
    }

    /** Sends what is due; says what is wrong if the peer is gone, else null. */
    String tick(final long nowMs) {
        if (keepAliveMs > 0 && nowMs - keptAliveMs >= keepAliveMs) {
            keptAliveMs = nowMs;
            ws.send(dialect.keepAlive(nowMs));
        }
        if (awaitsPong && stats.get(Stat.READS) != readsAtPing) {
            awaitsPong = false;
        }
        if (awaitsPong && pingTimeoutMs > 0 && nowMs - pingedMs >= pingTimeoutMs) {
            return "nothing was heard for " + (nowMs - pingedMs) + " ms after a ping";
        }
        if (!awaitsPong && pingIntervalMs > 0 && nowMs - pingedMs >= pingIntervalMs) {
            pingedMs = nowMs;
            readsAtPing = stats.get(Stat.READS);
            awaitsPong = ws.ping();
        }
        return null;
    }
}
