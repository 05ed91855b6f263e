package dev.wick.adapters.sim;

/** Ways in which a simulated exchange misbehaves. The first six strike by chance, frame by frame; all are counted. */
public enum Fault {
    /** The same frame comes twice. */
    REPEAT,
    /** A frame comes after the next one of its connection. */
    REORDER,
    /** A frame comes late, and newer ones overtake it. */
    DELAY,
    /** A frame is cut, or part of it is noise; never does it stay a readable candle with wrong numbers. */
    GARBLE,
    /** A closed bar is not sent. */
    WITHHOLD_CLOSED,
    /**
     * A closed bar is sent with wrong values first, and at once again with the right ones. The two are never
     * lost, spoilt or out of order by chance: nobody could tell from such a stream which of them is right.
     */
    REVISE_CLOSED,
    /** A stream is acknowledged, and never sends anything; drawn when it is subscribed to. */
    HALF_ACCEPT,
    /** A subscription is answered with an error. */
    REFUSE,
    /** A request is obeyed, and not answered. */
    WITHHOLD_ACK,
    /** A connection is cut without a goodbye. */
    DISCONNECT,
    /** Nothing is sent for a while; counted once for each frame that is lost by it. */
    SILENCE,
    /** A REST request is answered with an error, or late. */
    REST
}
