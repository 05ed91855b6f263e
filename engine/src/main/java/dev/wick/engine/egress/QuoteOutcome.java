package dev.wick.engine.egress;

/** What became of a quote that a session was given. */
enum QuoteOutcome {
    /** It waits to be sent. */
    SENT,
    /** It waits to be sent, and was the last that the subscriber asked for. */
    SENT_LAST,
    /** The subscriber is behind: it will get a newer one. */
    CONFLATED,
    /** The connection takes no more quotes. */
    IGNORED,
    /** There is no room for it. */
    FULL
}
