package dev.wick.adapters.sim;

/**
 * How strictly and how fast the simulated wire behaves. Set before the start, by one thread; 0 stands for the exchange's own
 * value, unless said otherwise.
 */
public final class WireOptions {
    private static final long DEFAULT_BACKLOG_BYTES = 64L << 20;

    private long pushEveryMs;
    private long pingEveryMs;
    private long pongWithinMs;
    private long lifeMs;
    private long idleMs;
    private int messagesPerSecond;
    private int restWeightPerMinute;
    private long maxBacklogBytes = DEFAULT_BACKLOG_BYTES;

    /**
     * The least time between two pushes of a forming bar, in the market's time.
     *
     * @param ms 0 pushes on every trade (the default), -1 is the exchange's own cadence
     */
    public WireOptions pushEveryMs(final long ms) {
        pushEveryMs = ms;
        return this;
    }

    /** Between two pings of the server, and until a pong is overdue and the connection is closed; real ms. */
    public WireOptions pings(final long everyMs, final long withinMs) {
        pingEveryMs = everyMs;
        pongWithinMs = withinMs;
        return this;
    }

    /** How long a connection may live, real ms. */
    public WireOptions lifeMs(final long ms) {
        lifeMs = ms;
        return this;
    }

    /** How long a connection may be sent nothing before it is closed, real ms. */
    public WireOptions idleMs(final long ms) {
        idleMs = ms;
        return this;
    }

    /** Messages that a client may send on one connection in a second, pings and pongs included. */
    public WireOptions messagesPerSecond(final int messages) {
        messagesPerSecond = messages;
        return this;
    }

    /** REST weight that a client may use in a minute; 0 stands for practically no limit. */
    public WireOptions restWeightPerMinute(final int weight) {
        restWeightPerMinute = weight;
        return this;
    }

    /** Bytes that may wait for a client that does not read; beyond it is cut off. 64 MiB unless set. */
    public WireOptions maxBacklogBytes(final long bytes) {
        maxBacklogBytes = bytes;
        return this;
    }

    /** See {@link #pushEveryMs(long)}. */
    public long pushEveryMs() {
        return pushEveryMs;
    }

    /** See {@link #pings}. */
    public long pingEveryMs() {
        return pingEveryMs;
    }

    /** See {@link #pings}. */
    public long pongWithinMs() {
        return pongWithinMs;
    }

    /** See {@link #lifeMs(long)}. */
    public long lifeMs() {
        return lifeMs;
    }

    /** See {@link #idleMs(long)}. */
    public long idleMs() {
        return idleMs;
    }

    /** See {@link #messagesPerSecond(int)}. */
    public int messagesPerSecond() {
        return messagesPerSecond;
    }

    /** See {@link #restWeightPerMinute(int)}. */
    public int restWeightPerMinute() {
        return restWeightPerMinute;
    }

    /** See {@link #maxBacklogBytes(long)}. */
    public long maxBacklogBytes() {
        return maxBacklogBytes;
    }
}
