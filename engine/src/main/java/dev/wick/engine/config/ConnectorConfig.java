package dev.wick.engine.config;

import dev.wick.adapters.feed.Venue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings that are in effect, checked. Immutable, any thread.
 *
 * @param feed the WebSocket server for subscribers
 * @param door who may connect
 * @param ops the HTTP server for health and metrics
 * @param log the log
 * @param pipeline from the ring to the egress
 * @param legs the connections to exchanges
 * @param breaker when an exchange is left alone
 * @param rest requests to exchanges
 * @param history closed candles in memory
 * @param journal what is kept across restarts
 * @param cpu threads that are pinned to cores
 * @param endpoints other addresses, by venue; every venue has an entry
 * @param shutdownTimeoutMs within which a shutdown is to end
 */
public record ConnectorConfig(
        Feed feed,
        Door door,
        Ops ops,
        Log log,
        Pipeline pipeline,
        Legs legs,
        Breaker breaker,
        Rest rest,
        History history,
        Journal journal,
        Cpu cpu,
        Map<Venue, Endpoint> endpoints,
        long shutdownTimeoutMs) {

    /**
     * The WebSocket server for subscribers.
     *
     * @param host the interface to listen on
     * @param port 0 for a free one
     * @param limits what one subscriber may take
     * @param unsubscribeLingerMs before a series without subscribers is dropped
     * @param alwaysOn series that are subscribed from the start
     */
    public record Feed(String host, int port, Limits limits, long unsubscribeLingerMs, List<SeriesName> alwaysOn) {}

    /**
     * Who may connect, to the feed and to health and metrics.
     *
     * @param tokensFile empty for none
     * @param allowAnonymous lets clients without a token in on other interfaces than loopback
     * @param allowedOrigins of web pages, in lower case; * for all
     * @param tlsCertFile empty for no TLS
     * @param tlsKeyFile the certificate's key
     * @param tlsClientCaFile empty to ask clients for no certificate
     */
    public record Door(
            String tokensFile,
            boolean allowAnonymous,
            List<String> allowedOrigins,
            String tlsCertFile,
            String tlsKeyFile,
            String tlsClientCaFile) {}

    /**
     * What one subscriber may take; times of 0 are for ever, limits of 0 for none where the settings say so.
     *
     * @param handshakeTimeoutMs for the handshake
     * @param subscribeTimeoutMs for a client's first message
     * @param streamIdleTimeoutMs without a quote, for the simple form
     * @param idleTimeoutMs without a subscription and a request, for the full form
     * @param pingIntervalMs of silence before a client is pinged
     * @param pingTimeoutMs for its answer
     * @param maxConnections in all
     * @param maxConnectionsPerAddress from one address
     * @param maxSubscriptions series of one connection
     * @param maxSymbols in one subscription message
     * @param maxMessageBytes the longest message from a client
     * @param messagesPerSecond from one client
     * @param historyPerSecond pages for one client
     * @param backlogBytes that may wait for one subscriber
     * @param backlogMessages that may wait for one subscriber
     */
    public record Limits(
            long handshakeTimeoutMs,
            long subscribeTimeoutMs,
            long streamIdleTimeoutMs,
            long idleTimeoutMs,
            long pingIntervalMs,
            long pingTimeoutMs,
            int maxConnections,
            int maxConnectionsPerAddress,
            int maxSubscriptions,
            int maxSymbols,
            int maxMessageBytes,
            int messagesPerSecond,
            int historyPerSecond,
            long backlogBytes,
            int backlogMessages) {}

    /**
     * The HTTP server for health and metrics.
     *
     * @param enabled whether it runs
     * @param host the interface to listen on
     * @param port 0 for a free one
     * @param allowAnonymous lets it listen on other interfaces than loopback without a token
     */
    public record Ops(boolean enabled, String host, int port, boolean allowAnonymous) {}

    /**
     * The log.
     *
     * @param level for all but the feed
     * @param wssLevel for the feed
     * @param format text or JSON
     * @param metricsIntervalMs between two lines with the main metrics; 0 for none
     */
    public record Log(LogLevel level, LogLevel wssLevel, LogFormat format, long metricsIntervalMs) {}

    /**
     * From the ring to the egress.
     *
     * @param threading on one thread or two; ask {@link Threading#on}
     * @param pipelineWait how the pipeline thread waits
     * @param egressWait how the egress thread waits, where it is one of its own
     * @param ringSize slots, a power of two
     * @param closedQueueCapacity closed candles that may wait for the egress
     * @param openQueueCapacity open candles that may wait for the egress; 0 for no bound
     * @param dedupWindowMs how long a candle is remembered
     * @param dedupMaxEntries how many are remembered
     * @param futureLimitMs how far ahead of the clock a candle may open
     */
    public record Pipeline(
            Threading threading,
            Waiting pipelineWait,
            Waiting egressWait,
            int ringSize,
            int closedQueueCapacity,
            int openQueueCapacity,
            long dedupWindowMs,
            int dedupMaxEntries,
            long futureLimitMs) {}

    /**
     * The connections to exchanges.
     *
     * @param redundant how many carry each series, 1 or 2
     * @param redundantByVenue the same of the venues that have a number of their own
     * @param maxSeriesPerConnection ours; the venue's own limit holds as well
     * @param connectTimeoutMs for the dial and the handshake
     * @param ackTimeoutMs for the acknowledgement of a subscription
     * @param noDataTimeoutMs from there to the first data
     * @param pingIntervalMs between two pings of ours; 0 for none
     * @param pingTimeoutMs within which a ping is to be answered; 0 for ever
     * @param reconnectDelayMs before a lost connection is dialled again, at most, after its first failure
     * @param reconnectDelayMaxMs the same after many
     * @param maxFrameBytes the largest message that is read
     * @param inactivityTimeoutMs silence after which REST is asked
     * @param closeGraceMs for a close after its bar's end
     * @param timerCloseAfterMs after which the clock closes a bar, where nothing else can
     */
    public record Legs(
            int redundant,
            Map<Venue, Integer> redundantByVenue,
            int maxSeriesPerConnection,
            long connectTimeoutMs,
            long ackTimeoutMs,
            long noDataTimeoutMs,
            long pingIntervalMs,
            long pingTimeoutMs,
            long reconnectDelayMs,
            long reconnectDelayMaxMs,
            int maxFrameBytes,
            long inactivityTimeoutMs,
            long closeGraceMs,
            long timerCloseAfterMs) {}

    /**
     * When an exchange is left alone.
     *
     * @param failureThreshold failures in a row
     * @param recoveryTimeoutMs how long at first
     * @param halfOpenCalls trials after that
     */
    public record Breaker(int failureThreshold, long recoveryTimeoutMs, int halfOpenCalls) {}

    /**
     * Requests to exchanges.
     *
     * @param timeoutMs for one request
     * @param poolIdle idle connections kept, per exchange
     * @param poolTotal connections at once, and so requests under way, per exchange
     */
    public record Rest(long timeoutMs, int poolIdle, int poolTotal) {}

    /**
     * Closed candles in memory.
     *
     * @param candles kept of each series
     * @param bootstrap fetched when a series is first subscribed; 0 for none
     */
    public record History(int candles, int bootstrap) {}

    /**
     * What is kept across restarts.
     *
     * @param folder where; empty for nowhere
     * @param maxBytes of all its files together
     */
    public record Journal(String folder, long maxBytes) {
        /** Whether anything is kept. */
        public boolean isOn() {
            return !folder.isEmpty();
        }
    }

    /**
     * Threads that are pinned to cores, each a list as {@code 2,4-6}; empty for any core.
     *
     * @param pipeline the pipeline thread, or the one thread of shared
     * @param egress the egress thread
     * @param legs the threads that read from exchanges
     */
    public record Cpu(String pipeline, String egress, String legs) {}

    /**
     * Where a venue is reached: scheme, host and port.
     *
     * @param wsUrl two, with a comma between, for leg A and leg B; null for the exchange's own address
     * @param restUrl null for the exchange's own address
     */
    public record Endpoint(String wsUrl, String restUrl) {}

    /** Where a venue is reached. */
    public Endpoint endpoint(final Venue venue) {
        return endpoints.get(venue);
    }

    /** The one place where settings become fields. */
    static ConnectorConfig of(final Values v) {
        final Map<Venue, Endpoint> endpoints = new LinkedHashMap<>();
        for (final Venue venue : Keys.venues()) {
            endpoints.put(venue, new Endpoint(v.address(Keys.wsUrl(venue)), v.address(Keys.restUrl(venue))));
        }
        return new ConnectorConfig(
                feed(v),
                new Door(
                        v.text(Setting.WSS_TOKENS_FILE),
                        v.flag(Setting.WSS_ALLOW_ANONYMOUS),
                        v.texts(Setting.WSS_ALLOWED_ORIGINS),
                        v.text(Setting.WSS_TLS_CERT_FILE),
                        v.text(Setting.WSS_TLS_KEY_FILE),
                        v.text(Setting.WSS_TLS_CLIENT_CA_FILE)),
                new Ops(
                        v.flag(Setting.WSS_HEALTH_CHECK_ENABLED),
                        v.text(Setting.WSS_HEALTH_CHECK_HOST),
                        v.count(Setting.WSS_HEALTH_CHECK_PORT),
                        v.flag(Setting.WSS_HEALTH_CHECK_ALLOW_ANONYMOUS)),
                new Log(
                        v.choice(Setting.LOG_LEVEL, LogLevel.class),
                        v.choice(Setting.WSS_LOG_LEVEL, LogLevel.class),
                        v.choice(Setting.LOG_FORMAT, LogFormat.class),
                        v.amount(Setting.METRICS_LOG_INTERVAL)),
                pipeline(v),
                new Legs(
                        v.count(Setting.REDUNDANT_LEGS),
                        redundantByVenue(v),
                        v.count(Setting.MAX_SYMBOL_PER_WS),
                        v.amount(Setting.CONNECT_TIMEOUT),
                        v.amount(Setting.ACK_TIMEOUT),
                        v.amount(Setting.NO_DATA_TIMEOUT),
                        v.amount(Setting.WS_PING_INTERVAL),
                        v.amount(Setting.WS_PING_TIMEOUT),
                        v.amount(Setting.RECONNECT_DELAY),
                        v.amount(Setting.RECONNECT_DELAY_MAX),
                        v.count(Setting.MAX_FRAME_BYTES),
                        v.amount(Setting.INACTIVITY_TIMEOUT),
                        v.amount(Setting.CLOSE_GRACE),
                        v.amount(Setting.TIMER_CLOSE_AFTER)),
                new Breaker(
                        v.count(Setting.CIRCUIT_BREAKER_FAILURE_THRESHOLD),
                        v.amount(Setting.CIRCUIT_BREAKER_RECOVERY_TIMEOUT),
                        v.count(Setting.CIRCUIT_BREAKER_HALF_OPEN_CALLS)),
                new Rest(
                        v.amount(Setting.REST_TIMEOUT),
                        v.count(Setting.REST_POOL_CONNECTIONS),
                        v.count(Setting.REST_POOL_MAXSIZE)),
                new History(v.count(Setting.HISTORY_CANDLES), v.count(Setting.HISTORY_BOOTSTRAP)),
                new Journal(v.text(Setting.JOURNAL_DIR), v.amount(Setting.JOURNAL_MAX_BYTES)),
                new Cpu(v.text(Setting.CPU_PIPELINE), v.text(Setting.CPU_EGRESS), v.text(Setting.CPU_LEGS)),
                Map.copyOf(endpoints),
                v.amount(Setting.SHUTDOWN_TIMEOUT));
    }

    private static Map<Venue, Integer> redundantByVenue(final Values v) {
        final Map<Venue, Integer> own = new LinkedHashMap<>();
        for (final Venue venue : Keys.venues()) {
            final int legs = v.count(Keys.redundantLegs(venue));
            if (legs > 0) {
                own.put(venue, legs);
            }
        }
        return Map.copyOf(own);
    }

    private static Feed feed(final Values v) {
        return new Feed(
                v.text(Setting.WSS_HOST),
                v.count(Setting.WSS_PORT),
                limits(v),
                v.amount(Setting.UNSUBSCRIBE_LINGER),
                v.series(Setting.ALWAYS_ON));
    }

    private static Limits limits(final Values v) {
        return new Limits(
                v.amount(Setting.WSS_HANDSHAKE_TIMEOUT),
                v.amount(Setting.WSS_SUBSCRIBE_TIMEOUT),
                v.amount(Setting.STREAM_IDLE_TIMEOUT),
                v.amount(Setting.WSS_IDLE_TIMEOUT),
                v.amount(Setting.WSS_PING_INTERVAL),
                v.amount(Setting.WSS_PING_TIMEOUT),
                v.count(Setting.WSS_MAX_CONNECTIONS),
                v.count(Setting.WSS_MAX_CONNECTIONS_PER_ADDRESS),
                v.count(Setting.WSS_MAX_SUBSCRIPTIONS),
                v.count(Setting.WSS_MAX_SYMBOLS),
                v.count(Setting.WSS_MAX_MESSAGE_BYTES),
                v.count(Setting.WSS_MAX_MESSAGES_PER_SECOND),
                v.count(Setting.WSS_MAX_HISTORY_PER_SECOND),
                v.amount(Setting.WSS_BACKLOG_BYTES),
                v.count(Setting.WSS_BACKLOG_MESSAGES));
    }

    private static Pipeline pipeline(final Values v) {
        return new Pipeline(
                v.choice(Setting.THREADING, Threading.class),
                v.choice(Setting.WAIT_PIPELINE, Waiting.class),
                v.choice(Setting.WAIT_EGRESS, Waiting.class),
                v.count(Setting.RING_SIZE),
                v.count(Setting.CLOSED_QUEUE_MAXSIZE),
                v.count(Setting.OPEN_QUEUE_MAXSIZE),
                v.amount(Setting.DEDUPLICATION_WINDOW_SECONDS),
                v.count(Setting.DEDUPLICATION_MAX_ENTRIES),
                v.amount(Setting.FUTURE_LIMIT));
    }
}
