package dev.wick.engine.egress;

/**
 * How the feed is served.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for a free one
 * @param limits what clients may take
 * @param backlog how much may wait for one subscriber
 * @param sendBufferBytes size of the sockets' send buffers; 0 leaves it to the operating system
 */
public record EgressSettings(String host, int port, FeedLimits limits, Backlog backlog, int sendBufferBytes) {
    /**
     * How much may wait for one subscriber.
     *
     * @param conflateBytes beyond which its open candles are conflated
     * @param maxBytes beyond which it is cut; more than {@code conflateBytes}
     * @param maxMessages beyond which it is cut
     */
    public record Backlog(int conflateBytes, int maxBytes, int maxMessages) {
        /** The most bytes: an outbox reserves up to twice as much, and counts in ints. */
        public static final int LARGEST_BYTES = 256 * 1024 * 1024;

        public Backlog {
            if (conflateBytes < 0 || maxBytes <= conflateBytes || maxBytes > LARGEST_BYTES) {
                throw new IllegalArgumentException("a subscriber's backlog (" + maxBytes
                        + " bytes) must be larger than where conflation begins (" + conflateBytes + "), and at most "
                        + LARGEST_BYTES);
            }
            if (maxMessages < 1) {
                throw new IllegalArgumentException("a subscriber's backlog must be at least one message");
            }
        }

        /** Beyond so many messages open candles are conflated as well: they must never be why a closed one has no room. */
        int conflateMessages() {
            return maxMessages / 2;
        }

        /** Whether so much waits that the subscriber is to be warned. */
        boolean isNearlyFull(final int bytes, final int messages) {
            return bytes >= maxBytes - maxBytes / 4 || messages >= maxMessages - maxMessages / 4;
        }

        /** Whether so little waits that a warning is over. */
        boolean isHalfEmpty(final int bytes, final int messages) {
            return 2L * bytes < maxBytes && 2L * messages < maxMessages;
        }

        /** The defaults: conflation beyond 64 KiB, cut beyond 4 MiB or 16,384 messages. */
        public static Backlog defaults() {
            return new Backlog(64 * 1024, 4 * 1024 * 1024, 16_384);
        }
    }

    /** The defaults: loopback, port 8765. */
    public static EgressSettings defaults() {
        return new EgressSettings("127.0.0.1", 8_765, FeedLimits.defaults(), Backlog.defaults(), 0);
    }
}
