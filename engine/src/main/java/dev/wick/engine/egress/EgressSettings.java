package dev.wick.engine.egress;

/**
 * How the feed is served.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for a free one
 * @param maxMessageBytes the largest message that a subscriber may send
 * @param maxSymbols how many symbols one request may name
 * @param maxSubscribers how many connections are open at most; further ones are closed at once
 * @param subscribeTimeoutMs within which a new connection must have sent its first message, ms; 0 for ever
 * @param idleTimeoutMs after which a connection in the simple form that got no quote is ended, ms; 0 for never
 * @param conflateBytes how much may wait for a subscriber before its open candles are conflated
 * @param backlogBytes how much may wait for a subscriber before it is cut; more than {@code conflateBytes}
 * @param sendBufferBytes size of the sockets' send buffers; 0 leaves it to the operating system
 */
public record EgressSettings(
        String host,
        int port,
        int maxMessageBytes,
        int maxSymbols,
        int maxSubscribers,
        long subscribeTimeoutMs,
        long idleTimeoutMs,
        int conflateBytes,
        int backlogBytes,
        int sendBufferBytes) {
    /** The largest backlog: an outbox reserves up to twice as much, and counts in ints. */
    public static final int MAX_BACKLOG_BYTES = 256 * 1024 * 1024;

    public EgressSettings {
        if (conflateBytes < 0 || backlogBytes <= conflateBytes || backlogBytes > MAX_BACKLOG_BYTES) {
            throw new IllegalArgumentException("a subscriber's backlog (" + backlogBytes
                    + " bytes) must be larger than where conflation begins (" + conflateBytes + "), and at most "
                    + MAX_BACKLOG_BYTES);
        }
        if (maxMessageBytes < 1 || maxSymbols < 1 || maxSubscribers < 1) {
            throw new IllegalArgumentException("message size, symbols and subscribers must be at least 1");
        }
    }

    /** The defaults: loopback, port 8765, conflation beyond 64 KiB, cut beyond 4 MiB. */
    public static EgressSettings defaults() {
        return new EgressSettings(
                "127.0.0.1", 8_765, 256 * 1024, 1_000, 10_000, 10_000, 10_000, 64 * 1024, 4 * 1024 * 1024, 0);
    }
}
