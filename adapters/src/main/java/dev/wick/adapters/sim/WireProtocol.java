package dev.wick.adapters.sim;

import dev.wick.adapters.feed.Closing;
import dev.wick.adapters.sim.market.Bar;
import dev.wick.adapters.sim.market.LiveMarket;
import dev.wick.adapters.sim.market.LiveSeries;

/** What one exchange says on its WebSocket. All but {@link #accepts} on the simulator's thread. */
public interface WireProtocol {
    /** Whether this path and query may be connected to; else the handshake is answered with 404. Any thread; no state. */
    boolean accepts(String resource);

    /** A client has connected. */
    void onOpen(SimConnection connection);

    /** A client sent a text. */
    void onText(SimConnection connection, String text);

    /**
     * Writes one frame.
     *
     * @param series which one
     * @param bar its values, which need not be the series' own
     * @param eventTimeMs the exchange's stamp, UTC ms
     * @param into where to, empty
     */
    void encode(LiveSeries series, Bar bar, long eventTimeMs, boolean closed, KlineText into);

    /** What becomes live from now on; once, before anything else. */
    void live(LiveMarket market);

    /** How it tells that a bar is final. */
    default Closing closing() {
        return Closing.FLAGGED;
    }

    /** The announcement of a shutdown for this connection, or null if the exchange has none. */
    String shutdownNotice(SimConnection connection, long nowMs);

    /** What the exchange enforces; options may override it. */
    Limits limits();

    /**
     * What an exchange enforces by itself.
     *
     * @param pingEveryMs between two pings of the server; {@link #NEVER} for none
     * @param pongWithinMs after which a connection without a pong is closed
     * @param lifeMs of a connection
     * @param messagesPerSecond of a client on one connection
     * @param idle when a connection on which nothing is sent is closed
     */
    record Limits(long pingEveryMs, long pongWithinMs, long lifeMs, int messagesPerSecond, Idle idle) {
        /** Longer than any simulator runs, ms. */
        public static final long NEVER = 1L << 40;

        /** The same, but for what the options set. */
        public Limits with(final WireOptions wire) {
            return new Limits(
                    wire.pingEveryMs() > 0 ? wire.pingEveryMs() : pingEveryMs,
                    wire.pongWithinMs() > 0 ? wire.pongWithinMs() : pongWithinMs,
                    wire.lifeMs() > 0 ? wire.lifeMs() : lifeMs,
                    wire.messagesPerSecond() > 0 ? wire.messagesPerSecond() : messagesPerSecond,
                    wire.idleMs() > 0 ? new Idle(wire.idleMs(), idle.code, idle.reason) : idle);
        }
    }

    /**
     * When a connection that has been sent nothing is closed.
     *
     * @param afterMs real ms without a frame, answers to pings included
     * @param code of the close frame
     * @param reason in it
     */
    record Idle(long afterMs, int code, String reason) {
        /** It never is. */
        public static final Idle NEVER = new Idle(Limits.NEVER, 1000, "");
    }
}
