package dev.wick.engine.egress;

/**
 * What one client, and all of them together, may take of the feed. Immutable; {@code CONNECTOR_WSS_…} names each.
 *
 * @param maxMessageBytes the largest message that a client may send
 * @param maxSymbols how many symbols one request may name
 * @param maxConnections how many connections are open at most; further ones are turned away
 * @param maxConnectionsPerAddress the same from one address; 0 for no limit of its own
 * @param maxSubscriptions how many series one connection may be subscribed to
 * @param messagesPerSecond how many messages a client may send, {@link #BURST_SECONDS} as many after a pause; 0 for any
 * @param historyPerSecond how many pages of history a client may ask for, likewise; 0 for any
 * @param handshakeTimeoutMs within which a connection must have done its handshake, ms; 0 for ever
 * @param subscribeTimeoutMs within which a client must have sent its first message, ms; 0 for ever
 * @param streamIdleTimeoutMs after which a client of the simple form that got no quote is closed, ms; 0 for never
 * @param idleTimeoutMs after which one of the full form without a subscription that asked for nothing is closed, ms; 0 for never
 * @param pingIntervalMs after which a client of which nothing was heard is pinged, ms; 0 for never
 * @param pingTimeoutMs within which it has to answer, ms; 0 for ever
 */
public record FeedLimits(
        int maxMessageBytes,
        int maxSymbols,
        int maxConnections,
        int maxConnectionsPerAddress,
        int maxSubscriptions,
        int messagesPerSecond,
        int historyPerSecond,
        long handshakeTimeoutMs,
        long subscribeTimeoutMs,
        long streamIdleTimeoutMs,
        long idleTimeoutMs,
        long pingIntervalMs,
        long pingTimeoutMs) {
    /** So many seconds' worth may come at once after a pause. */
    public static final int BURST_SECONDS = 10;

    public FeedLimits {
        if (maxMessageBytes < 1 || maxSymbols < 1 || maxConnections < 1 || maxSubscriptions < 1) {
            throw new IllegalArgumentException(
                    "message size, symbols, connections and subscriptions must be at least 1");
        }
    }

    /** The defaults of the settings. */
    public static FeedLimits defaults() {
        return new FeedLimits(
                256 * 1024, 2_000, 10_000, 0, 10_000, 100, 5, 5_000, 10_000, 10_000, 60_000, 20_000, 20_000);
    }
}
