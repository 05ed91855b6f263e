package dev.wick.adapters.binance;

/**
 * What the leg's thread heard and the supervisor's thread is to act upon.
 *
 * @param kind what it was
 * @param requestId whose answer it is, or {@link BinanceReplies#NO_ID}
 * @param message in the exchange's words; empty if it sent none
 */
record BinanceReply(Kind kind, long requestId, String message) {
    /** What can be heard. */
    enum Kind {
        ACCEPTED,
        REJECTED,
        SERVER_SHUTDOWN
    }
}
