package dev.wick.engine.egress;

/**
 * The settings of a feed under test, by name: loopback, a free port, and no time limits but those that the test names.
 * One thread.
 */
final class FeedOptions {
    private static final FeedLimits USUAL = FeedLimits.defaults();

    private int port;
    private int maxMessageBytes = USUAL.maxMessageBytes();
    private int maxConnections = USUAL.maxConnections();
    private int maxConnectionsPerAddress;
    private int maxSubscriptions = USUAL.maxSubscriptions();
    private int messagesPerSecond;
    private int historyPerSecond;
    private long handshakeTimeoutMs;
    private long subscribeTimeoutMs;
    private long streamIdleTimeoutMs;
    private long idleTimeoutMs;
    private long pingIntervalMs;
    private long pingTimeoutMs;
    private EgressSettings.Backlog backlog = EgressSettings.Backlog.defaults();
    private int sendBufferBytes;

    FeedOptions port(final int value) {
        port = value;
        return this;
    }

    FeedOptions maxMessageBytes(final int value) {
        maxMessageBytes = value;
        return this;
    }

    FeedOptions maxConnections(final int value) {
        maxConnections = value;
        return this;
    }

    FeedOptions maxConnectionsPerAddress(final int value) {
        maxConnectionsPerAddress = value;
        return this;
    }

    FeedOptions maxSubscriptions(final int value) {
        maxSubscriptions = value;
        return this;
    }

    FeedOptions messagesPerSecond(final int value) {
        messagesPerSecond = value;
        return this;
    }

    FeedOptions historyPerSecond(final int value) {
        historyPerSecond = value;
        return this;
    }

    FeedOptions handshakeTimeoutMs(final long value) {
        handshakeTimeoutMs = value;
        return this;
    }

    FeedOptions subscribeTimeoutMs(final long value) {
        subscribeTimeoutMs = value;
        return this;
    }

    FeedOptions streamIdleTimeoutMs(final long value) {
        streamIdleTimeoutMs = value;
        return this;
    }

    FeedOptions idleTimeoutMs(final long value) {
        idleTimeoutMs = value;
        return this;
    }

    FeedOptions pings(final long intervalMs, final long timeoutMs) {
        pingIntervalMs = intervalMs;
        pingTimeoutMs = timeoutMs;
        return this;
    }

    FeedOptions backlog(final int conflateBytes, final int maxBytes, final int maxMessages) {
        backlog = new EgressSettings.Backlog(conflateBytes, maxBytes, maxMessages);
        return this;
    }

    FeedOptions sendBufferBytes(final int value) {
        sendBufferBytes = value;
        return this;
    }

    EgressSettings build() {
        final FeedLimits limits = new FeedLimits(
                maxMessageBytes,
                USUAL.maxSymbols(),
                maxConnections,
                maxConnectionsPerAddress,
                maxSubscriptions,
                messagesPerSecond,
                historyPerSecond,
                handshakeTimeoutMs,
                subscribeTimeoutMs,
                streamIdleTimeoutMs,
                idleTimeoutMs,
                pingIntervalMs,
                pingTimeoutMs);
        return new EgressSettings("127.0.0.1", port, limits, backlog, sendBufferBytes);
    }
}
