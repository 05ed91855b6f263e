package dev.wick.engine.supervisor;

/** How a series is doing, as subscribers and metrics are told. */
enum Liveness {
    /** It delivers as expected, if only by being as quiet as it always was. */
    LIVE,
    /** It is silent beyond expectation, or its connection is down. */
    STALE,
    /** Its connection is back, it was subscribed again, or what it has missed is being fetched. */
    RECOVERING,
    /** The venue has it no more. */
    DELISTED
}
