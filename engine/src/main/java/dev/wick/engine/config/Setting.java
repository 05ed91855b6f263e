package dev.wick.engine.config;

import static dev.wick.engine.config.Group.CIRCUIT_BREAKER;
import static dev.wick.engine.config.Group.CPU;
import static dev.wick.engine.config.Group.DOOR;
import static dev.wick.engine.config.Group.FEED;
import static dev.wick.engine.config.Group.HISTORY;
import static dev.wick.engine.config.Group.LEGS;
import static dev.wick.engine.config.Group.LIMITS;
import static dev.wick.engine.config.Group.LOG;
import static dev.wick.engine.config.Group.OPS;
import static dev.wick.engine.config.Group.PIPELINE;
import static dev.wick.engine.config.Group.PROCESS;
import static dev.wick.engine.config.Group.REST;

/**
 * Every setting but the venues' endpoints, in the order of the settings file. A constant's name, behind
 * {@code CONNECTOR_}, is its environment name.
 */
public enum Setting {
    WSS_HOST(FEED, new Kind.Text(), "127.0.0.1", "Interface that the feed listens on."),
    WSS_PORT(FEED, port(), "8765", "Port of the feed; 0 takes a free one and logs it."),
    UNSUBSCRIBE_LINGER(
            FEED,
            seconds(0, 86_400),
            "30.0",
            "How long a series stays subscribed at its exchange after its last subscriber has gone."),
    ALWAYS_ON(
            FEED, new Kind.SeriesList(), "", "Series that are subscribed from the start, with subscribers or without."),

    WSS_TOKENS_FILE(
            DOOR,
            file(),
            "",
            "File with the hashes of the tokens that let clients in, read again when it changes; empty asks for none."),
    WSS_ALLOW_ANONYMOUS(
            DOOR, new Kind.Flag(), "false", "Lets clients without a token in on other interfaces than loopback."),
    WSS_ALLOWED_ORIGINS(
            DOOR,
            new OriginList(),
            "",
            "Web pages that may connect, by their origin; * for all; empty for none but those of this address."),
    WSS_TLS_CERT_FILE(
            DOOR,
            file(),
            "",
            "Certificate chain in PEM, read again when it changes; with it the feed and the ops server speak TLS only."),
    WSS_TLS_KEY_FILE(DOOR, file(), "", "The certificate's private key in PEM, unencrypted."),
    WSS_TLS_CLIENT_CA_FILE(
            DOOR,
            file(),
            "",
            "Certificates in PEM of whom a client's certificate must come from; empty asks for no client certificate."),

    WSS_HANDSHAKE_TIMEOUT(
            LIMITS,
            seconds(0, 3_600),
            "5.0",
            "A connection whose handshake is not done so long after it was accepted is ended; 0 waits for ever."),
    WSS_SUBSCRIBE_TIMEOUT(
            LIMITS,
            seconds(0, 3_600),
            "10.0",
            "A client that sends no message for so long after it connected is told so and closed; 0 waits for ever."),
    STREAM_IDLE_TIMEOUT(
            LIMITS,
            seconds(0, 86_400),
            "10.0",
            "A subscriber of the simple form that gets no quote for so long is told so and closed; 0 turns it off."),
    WSS_IDLE_TIMEOUT(
            LIMITS,
            seconds(0, 86_400),
            "60.0",
            "A client of the full form that has no subscription and asks for nothing for so long is closed; 0 never."),
    WSS_PING_INTERVAL(
            LIMITS,
            seconds(0, 3_600),
            "20.0",
            "A client of which nothing was heard for so long is pinged; 0 never pings."),
    WSS_PING_TIMEOUT(
            LIMITS,
            seconds(0, 3_600),
            "20.0",
            "A client that does not answer a ping within this is gone, and its connection ended; 0 waits for ever."),
    WSS_MAX_CONNECTIONS(LIMITS, count(1, 100_000), "10000", "Connections at once; further ones are turned away."),
    WSS_MAX_CONNECTIONS_PER_ADDRESS(
            LIMITS, count(0, 100_000), "0", "The same from one address; 0 for no limit of its own."),
    WSS_MAX_SUBSCRIPTIONS(LIMITS, count(1, 1_000_000), "10000", "Series that one connection may be subscribed to."),
    WSS_MAX_SYMBOLS(LIMITS, count(1, 100_000), "2000", "The most symbols that one subscription message may name."),
    WSS_MAX_MESSAGE_BYTES(LIMITS, bytes(1 << 10, 16 << 20), "262144", "The longest message that a client may send."),
    WSS_MAX_MESSAGES_PER_SECOND(
            LIMITS,
            count(0, 1_000_000),
            "100",
            "Messages that a client may send per second, ten times as many after a pause; beyond it is closed; 0 no limit."),
    WSS_MAX_HISTORY_PER_SECOND(
            LIMITS,
            count(0, 1_000),
            "5",
            "Pages of history that a client may ask for per second, ten times as many after a pause; 0 for no limit."),
    WSS_BACKLOG_BYTES(
            LIMITS,
            bytes(1 << 16, 1 << 30),
            "4194304",
            "How much may wait for one subscriber: beyond it open candles are conflated, closed ones end the connection."),
    WSS_BACKLOG_MESSAGES(LIMITS, count(16, 10_000_000), "16384", "The same in messages; whichever is reached first."),

    WSS_HEALTH_CHECK_ENABLED(OPS, new Kind.Flag(), "true", "Whether the HTTP server runs."),
    WSS_HEALTH_CHECK_HOST(OPS, new Kind.Text(), "127.0.0.1", "Interface that it listens on."),
    WSS_HEALTH_CHECK_ALLOW_ANONYMOUS(
            OPS, new Kind.Flag(), "false", "Lets it listen on other interfaces than loopback without a token."),
    WSS_HEALTH_CHECK_PORT(OPS, port(), "8766", "Its port; 0 takes a free one and logs it."),

    LOG_LEVEL(LOG, new Kind.Level(), "INFO", "From which level on lines are logged."),
    WSS_LOG_LEVEL(LOG, new Kind.Level(), "INFO", "The same for the feed alone."),
    LOG_FORMAT(LOG, new Kind.Choice(LogFormat.class), "text", "Lines for a terminal, or one JSON object per line."),
    METRICS_LOG_INTERVAL(
            LOG, seconds(0, 86_400), "60.0", "How often one line with the main metrics is logged; 0 never."),

    THREADING(
            PIPELINE,
            new Kind.Choice(Threading.class),
            "auto",
            "Pipeline and egress on one thread (shared) or two (dedicated); auto is shared below 4 cores."),
    WAIT_PIPELINE(
            PIPELINE,
            new Kind.Choice(Waiting.class),
            "block",
            "How the pipeline thread waits, and the one thread of shared: block costs microseconds, spin a whole core."),
    WAIT_EGRESS(PIPELINE, new Kind.Choice(Waiting.class), "block", "How the egress thread waits."),
    RING_SIZE(
            PIPELINE,
            new Quantity(Quantity.Unit.POWER_OF_TWO, 1 << 10, 1 << 20),
            "16384",
            "Slots between the connections and the pipeline; when all are full, the connections wait."),
    CLOSED_QUEUE_MAXSIZE(
            PIPELINE,
            count(1, 1 << 20),
            "1000",
            "Closed candles that may wait for the egress; a full queue stops the intake, and nothing is lost."),
    OPEN_QUEUE_MAXSIZE(
            PIPELINE,
            count(0, 1 << 20),
            "0",
            "Open candles that may wait for the egress, beyond which the oldest is dropped; 0 is unbounded."),
    DEDUPLICATION_WINDOW_SECONDS(
            PIPELINE, seconds(1, 86_400), "120.0", "How long a candle is remembered to know it again."),
    DEDUPLICATION_MAX_ENTRIES(
            PIPELINE, count(1, 1 << 24), "10000", "How many candles are remembered at most, the oldest forgotten."),
    FUTURE_LIMIT(
            PIPELINE,
            seconds(60, 31_622_400),
            "86400.0",
            "A candle that opens further ahead of our clock than this is broken."),

    MAX_SYMBOL_PER_WS(LEGS, count(1, 10_000), "50", "Series on one connection; the venue's own limit holds as well."),
    CONNECT_TIMEOUT(LEGS, seconds(0.1, 300), "10.0", "For the dial and the handshake together."),
    ACK_TIMEOUT(LEGS, seconds(0.1, 300), "10.0", "Within which an exchange is to acknowledge a subscription."),
    NO_DATA_TIMEOUT(
            LEGS,
            seconds(1, 86_400),
            "90.0",
            "Within which the first data is to follow an acknowledgement; else the connection is dialled again."),
    RECONNECT_DELAY(
            LEGS,
            seconds(0.01, 3_600),
            "1.0",
            "The longest pause before a lost connection is dialled again; each failure doubles it. The pause is random."),
    RECONNECT_DELAY_MAX(
            LEGS,
            seconds(0.01, 3_600),
            "30.0",
            "What that pause grows to at most, until a connection delivers again; tries are never given up."),
    WS_PING_INTERVAL(LEGS, seconds(0, 3_600), "20.0", "How often an exchange is pinged; 0 never pings."),
    WS_PING_TIMEOUT(LEGS, seconds(0, 3_600), "20.0", "How long an exchange has to answer a ping; 0 waits for ever."),
    MAX_FRAME_BYTES(
            LEGS,
            bytes(1 << 12, 64 << 20),
            "1048576",
            "The largest message that is read from an exchange; a larger one ends that connection."),
    INACTIVITY_TIMEOUT(
            LEGS, seconds(0.1, 3_600), "3.0", "Silence on a connection after which its series are asked for by REST."),
    CLOSE_GRACE(
            LEGS,
            seconds(0.1, 3_600),
            "5.0",
            "How long after its end a bar may stay without its close before that is asked for by REST."),
    TIMER_CLOSE_AFTER(
            LEGS,
            seconds(1, 86_400),
            "30.0",
            "Where an exchange flags no close and REST cannot be had: how long after its end a bar is closed as last seen."),

    REST_TIMEOUT(REST, seconds(0.1, 300), "5.0", "For one request."),
    REST_POOL_MAXSIZE(REST, count(1, 1_000), "20", "Connections at once, and so requests under way, per exchange."),
    REST_POOL_CONNECTIONS(REST, count(1, 1_000), "10", "Idle connections kept per exchange."),

    CIRCUIT_BREAKER_FAILURE_THRESHOLD(
            CIRCUIT_BREAKER, count(1, 1_000), "5", "Failures in a row after which a venue is left alone."),
    CIRCUIT_BREAKER_RECOVERY_TIMEOUT(
            CIRCUIT_BREAKER,
            seconds(0.1, 3_600),
            "30.0",
            "How long at first; each failed trial doubles it, up to five minutes."),
    CIRCUIT_BREAKER_HALF_OPEN_CALLS(
            CIRCUIT_BREAKER, count(1, 100), "1", "Trials that are let through after that time."),

    REDUNDANT_LEGS(
            HISTORY,
            count(1, 2),
            "1",
            "Connections that carry each series: with 2, losing one loses nothing; each counts against the venue's limits."),
    HISTORY_CANDLES(
            HISTORY,
            count(1, 100_000),
            "1440",
            "Closed candles kept in memory per series, for snapshots and resume; 128 bytes each, taken at once."),
    HISTORY_BOOTSTRAP(
            HISTORY,
            count(0, 1_440),
            "60",
            "Older closed candles fetched per series when it is first subscribed, at most as many as are kept; 0 for none."),
    JOURNAL_DIR(
            HISTORY,
            new Kind.PathOrEmpty("folder"),
            "",
            "Where closed candles are kept across restarts, a folder of this engine's own; empty keeps none."),
    JOURNAL_MAX_BYTES(
            HISTORY,
            bytes(1 << 20, 16L << 30),
            "67108864",
            "How large all files of that folder may become together; the oldest candles go first."),

    CPU_PIPELINE(CPU, new Kind.CoreList(), "", "Core of the pipeline thread, and of the one thread of shared."),
    CPU_EGRESS(CPU, new Kind.CoreList(), "", "Core of the egress thread, where it is one of its own."),
    CPU_LEGS(CPU, new Kind.CoreList(), "", "Cores of the threads that read from exchanges, each on any of these."),

    SHUTDOWN_TIMEOUT(
            PROCESS,
            seconds(0.1, 300),
            "10.0",
            "Within which a shutdown drains the queues, tells the subscribers and ends.");

    /** Deeply immutable, which the type cannot say. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Key key;

    Setting(final Group group, final Kind kind, final String defaultText, final String description) {
        this.key = new Key(group, Key.ENVIRONMENT_PREFIX + name(), Key.pathOf(name()), kind, defaultText, description);
    }

    /** The name of its environment variable. */
    public String environmentName() {
        return key.environmentName();
    }

    /** Its path in the settings file. */
    public String path() {
        return key.path();
    }

    Key key() {
        return key;
    }

    private static Kind file() {
        return new Kind.PathOrEmpty("file");
    }

    private static Kind port() {
        return count(0, Quantity.MAX_PORT);
    }

    private static Kind count(final long min, final long max) {
        return new Quantity(Quantity.Unit.COUNT, min, max);
    }

    private static Kind bytes(final long min, final long max) {
        return new Quantity(Quantity.Unit.BYTES, min, max);
    }

    private static Kind seconds(final double min, final double max) {
        return new Quantity(Quantity.Unit.SECONDS, Math.round(min * 1_000), Math.round(max * 1_000));
    }
}
