package dev.wick.engine.supervisor;

/** What is fetched first, in this order. */
enum Urgency {
    /** Candles that are known to be missing, or may be. */
    REPAIR,
    /** Bars that are over by the clock, and whose close has not come. */
    CLOSE,
    /** What may have been closed, although nothing is known to be over. */
    LOOK
}
