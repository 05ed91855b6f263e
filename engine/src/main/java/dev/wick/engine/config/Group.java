package dev.wick.engine.config;

/** The chapters of the settings file, in its order. */
enum Group {
    FEED("The feed", "The WebSocket server that subscribers connect to."),
    DOOR("Who may connect", "Tokens, TLS, and which web pages; of the feed, and of health and metrics."),
    LIMITS("Limits for subscribers", "What one of them may take, so that nobody else is delayed."),
    OPS("Health and metrics", "The HTTP server behind /health, /ready and /metrics."),
    LOG("Log", "Lines go to standard error."),
    PIPELINE("Pipeline", "What happens to a candle between the exchange's socket and the feed."),
    LEGS("Connections to the exchanges", "Dialling, subscribing, and noticing that something is wrong."),
    REST("REST", "Requests to the exchanges for history and symbol lists."),
    CIRCUIT_BREAKER("Circuit breaker", "Leaves a venue alone for a while after it has failed again and again."),
    HISTORY("Redundancy and memory", "More than one connection per series, and candles kept for later."),
    CPU("Cores", "Threads pinned to cores: lists and ranges, as 2 or 2,4-6; empty leaves it to the system."),
    PROCESS("Process", "The life of the whole."),
    VENUES(
            "Venues",
            "Of single venues. Addresses: scheme, host and port, to which the exchange's own paths are added; empty takes"
                    + " the exchange's own.");

    private final String title;
    private final String introduction;

    Group(final String title, final String introduction) {
        this.title = title;
        this.introduction = introduction;
    }

    /** The chapter's heading. */
    String title() {
        return title;
    }

    /** What the chapter is about, in a sentence. */
    String introduction() {
        return introduction;
    }
}
