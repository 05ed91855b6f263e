package dev.wick.engine.ops;

import java.util.List;

/** Every metric that the engine exports: name, help and labels, in one list. */
public enum Metric {
    QUOTES_PROCESSED(
            Kind.COUNTER,
            "connector_quotes_processed",
            "Candles accepted and routed",
            "exchange",
            "contract_type",
            "is_closed"),
    CLOSED_CANDLES(
            Kind.COUNTER,
            "connector_closed_candles",
            "Closed candles and their revisions routed, by how it is known that they are closed, and by source",
            "exchange",
            "contract_type",
            "finality",
            "source"),
    QUOTE_LATENCY(
            Kind.HISTOGRAM,
            "connector_quote_latency_seconds",
            "From the exchange's event time, corrected by its clock's skew, to our handling",
            "exchange",
            "contract_type"),
    ACTIVE_CONNECTIONS(
            Kind.GAUGE, "connector_active_connections", "Open connections to a venue", "exchange", "contract_type"),
    LEG_CONNECTIONS(
            Kind.GAUGE,
            "connector_leg_connections",
            "Open connections to a venue, by leg: a or b",
            "exchange",
            "contract_type",
            "leg"),
    LEG_WINS(
            Kind.COUNTER,
            "connector_leg_wins",
            "Candles of the stream that a leg, a or b, was the first to bring",
            "exchange",
            "contract_type",
            "leg"),
    LEG_LEAD(
            Kind.HISTOGRAM,
            "connector_leg_lead_seconds",
            "By how much a leg, a or b, was earlier, where the other brought the same update later",
            "exchange",
            "contract_type",
            "leg"),
    CONNECTION_ERRORS(
            Kind.COUNTER,
            "connector_connection_errors",
            "Connections that failed or ended unasked, by cause",
            "exchange",
            "contract_type",
            "error_type"),
    RECONNECTIONS(Kind.COUNTER, "connector_reconnections", "Connections dialled again", "exchange", "contract_type"),
    REST_BACKFILLS(
            Kind.COUNTER,
            "connector_rest_backfills",
            "Requests for closed candles, missing or asked for by a subscriber, by status: success or error",
            "exchange",
            "contract_type",
            "status"),
    REST_CONNECTIONS(
            Kind.COUNTER,
            "connector_rest_connections",
            "REST requests, by whether they found an open connection",
            "exchange",
            "reused"),
    QUEUE_DEPTH_CLOSED(Kind.GAUGE, "connector_queue_depth_closed", "Closed candles waiting for the egress"),
    QUEUE_DEPTH_OPEN(Kind.GAUGE, "connector_queue_depth_open", "Open candles waiting for the egress"),
    QUEUE_BLOCKING_EVENTS(
            Kind.COUNTER, "connector_queue_blocking_events", "Times that a full closed queue stopped the intake"),
    QUEUE_OVERFLOW_EVENTS(
            Kind.COUNTER, "connector_queue_overflow_events", "Open candles dropped by a full open stack, oldest first"),
    QUEUE_SUPERSEDED(
            Kind.COUNTER,
            "connector_queue_superseded",
            "Open candles dropped because a newer one of their series was taken before"),
    RING_FULL_EVENTS(
            Kind.COUNTER, "connector_ring_full_events", "Times that a leg had to wait for a free slot of the ring"),
    CIRCUIT_BREAKER_STATE(
            Kind.GAUGE,
            "connector_circuit_breaker_state",
            "0 closed, 1 open, 2 half-open",
            "exchange",
            "contract_type"),
    CIRCUIT_BREAKER_FAILURES(
            Kind.COUNTER,
            "connector_circuit_breaker_failures",
            "Failures that the circuit breaker heard of, by kind: connect, subscribe or rest",
            "exchange",
            "contract_type",
            "kind"),
    DUPLICATES_FILTERED(
            Kind.COUNTER,
            "connector_duplicates_filtered",
            "Candles that were known already",
            "exchange",
            "contract_type"),
    REVISIONS(
            Kind.COUNTER,
            "connector_revisions",
            "Closed candles that came again with other values",
            "exchange",
            "contract_type"),
    CANDLES_REJECTED(
            Kind.COUNTER,
            "connector_candles_rejected",
            "Broken candles, by reason",
            "exchange",
            "contract_type",
            "reason"),
    FRAMES(Kind.COUNTER, "connector_frames", "Frames read, by outcome", "exchange", "contract_type", "outcome"),
    DECIMALS_ROUNDED(
            Kind.COUNTER,
            "connector_decimals_rounded",
            "Decimals with more than 18 digits, rounded half-even",
            "exchange",
            "contract_type"),
    GAPS_OPENED(Kind.COUNTER, "connector_gaps_opened", "Gaps seen", "exchange", "contract_type"),
    GAP_CANDLES_MISSING(
            Kind.GAUGE,
            "connector_gap_candles_missing",
            "Closed candles known to be missing now",
            "exchange",
            "contract_type"),
    GAP_OLDEST_AGE(
            Kind.GAUGE,
            "connector_gap_oldest_missing_seconds",
            "How long ago, by the exchange's clock, the oldest closed candle ended that is missing now; 0 if none is",
            "exchange",
            "contract_type"),
    TRADE_ID_CONTRADICTIONS(
            Kind.COUNTER,
            "connector_trade_id_contradictions",
            "Successive closed candles whose trade ids do not join, by kind: hole or overlap",
            "exchange",
            "contract_type",
            "kind",
            "strictness"),
    CLOCK_SKEW(
            Kind.GAUGE,
            "connector_clock_skew_seconds",
            "How far the exchange's clock is ahead of ours, by its REST times and its stamps on the stream; NaN before any",
            "exchange",
            "contract_type"),
    CLOCK_SKEW_UNCERTAINTY(
            Kind.GAUGE,
            "connector_clock_skew_uncertainty_seconds",
            "By how much that may be wrong, either way; NaN while REST has told no time",
            "exchange",
            "contract_type"),
    GAP_CANDLES_REPAIRED(
            Kind.COUNTER,
            "connector_gap_candles_repaired",
            "Missing candles delivered later",
            "exchange",
            "contract_type"),
    GAP_CANDLES_EMPTY(
            Kind.COUNTER,
            "connector_gap_candles_empty",
            "Missing candles that REST shows not to exist",
            "exchange",
            "contract_type"),
    HANDLER_ERRORS(Kind.COUNTER, "connector_handler_errors", "Exceptions caught in a stage", "stage"),
    SUBSCRIBERS(Kind.GAUGE, "connector_subscribers", "Subscribers connected now"),
    CONNECTIONS_REFUSED(
            Kind.COUNTER,
            "connector_connections_refused",
            "Connections that were not let in, by server, feed or ops, and by reason",
            "server",
            "reason"),
    TOKENS(Kind.GAUGE, "connector_tokens", "Tokens that let clients in; NaN if none is asked for"),
    DOOR_FILES_STALE(
            Kind.GAUGE,
            "connector_door_files_stale",
            "1 while changed files, tokens or tls, cannot be used and the old ones stay in force",
            "files"),
    TLS_CERTIFICATE_EXPIRY(
            Kind.GAUGE,
            "connector_tls_certificate_expiry_seconds",
            "In how many seconds our certificate expires; NaN without TLS"),
    SUBSCRIBER_ERRORS(
            Kind.COUNTER, "connector_subscriber_errors", "Refused or failed requests of subscribers", "error_type"),
    SUBSCRIBERS_CUT(Kind.COUNTER, "connector_subscribers_cut", "Subscribers disconnected by us, by reason", "reason"),
    QUOTES_SENT(Kind.COUNTER, "connector_quotes_sent", "Quotes handed to subscribers' sockets", "is_closed"),
    QUOTES_CONFLATED(
            Kind.COUNTER, "connector_quotes_conflated", "Open candles left out for a subscriber that is behind"),
    QUOTES_REPLAYED(
            Kind.COUNTER,
            "connector_quotes_replayed",
            "Closed candles of the past sent to subscribers that resume or ask for a snapshot"),
    REPLAYS_ACTIVE(
            Kind.GAUGE,
            "connector_replays_active",
            "Subscriptions that are being served from the past, and not live yet"),
    SERIES_ACTIVE(Kind.GAUGE, "connector_series_active", "Series subscribed now", "exchange", "contract_type"),
    SERIES_SETS(
            Kind.GAUGE,
            "connector_series",
            "Series on connections now, by set: wanted, acknowledged, or delivering since they were last asked for",
            "exchange",
            "contract_type",
            "set"),
    SERIES_STATE(
            Kind.GAUGE,
            "connector_series_state",
            "Series by state: LIVE, STALE, RECOVERING, DELISTED",
            "exchange",
            "contract_type",
            "state"),
    CLOSED_UNCONFIRMED(
            Kind.GAUGE,
            "connector_closed_unconfirmed",
            "Candles closed by successor or timer that REST has not confirmed yet",
            "exchange",
            "contract_type"),
    SERIES_REFUSED(
            Kind.COUNTER,
            "connector_series_refused",
            "Series that the venue does not list or refused",
            "exchange",
            "contract_type"),
    HOP_LATENCY(
            Kind.SUMMARY,
            "connector_hop_latency_seconds",
            "Where a candle's time goes, hop by hop, since the start",
            "hop"),
    JOURNAL_ON(Kind.GAUGE, "connector_journal_on", "1 while closed candles are kept in the journal, 0 once it failed"),
    JOURNAL_BYTES(Kind.GAUGE, "connector_journal_bytes", "What the journal's segments take on the disk"),
    JOURNAL_SEGMENTS(Kind.GAUGE, "connector_journal_segments", "The journal's segments, the prepared one included"),
    JOURNAL_CANDLES(Kind.COUNTER, "connector_journal_candles", "Closed candles kept in the journal"),
    JOURNAL_READS(
            Kind.COUNTER,
            "connector_journal_reads",
            "Passes through the journal for subscribers who were away for longer than memory reaches"),
    JOURNAL_UNPREPARED_SEGMENTS(
            Kind.COUNTER,
            "connector_journal_unprepared_segments",
            "Segments that the pipeline had to make itself because none was prepared"),
    JOURNAL_DAMAGED_FILES(
            Kind.COUNTER, "connector_journal_damaged_files", "Files of the journal found damaged and set aside"),
    CONFIG_UNKNOWN_KEYS(Kind.GAUGE, "connector_config_unknown_keys", "Settings that nobody knows, ignored");

    /** How a metric is exported. Counters get the suffix {@code _total}. */
    public enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM,
        SUMMARY
    }

    private final Kind kind;
    private final String base;
    private final String help;

    /** Made by List.of, hence immutable, which the type cannot say. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> labels;

    Metric(final Kind kind, final String base, final String help, final String... labels) {
        this.kind = kind;
        this.base = base;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** How it is exported. */
    public Kind kind() {
        return kind;
    }

    /** The family's name, without the suffix of a counter. */
    public String base() {
        return base;
    }

    /** One sentence for people. */
    public String help() {
        return help;
    }

    /** The names of its labels. */
    public List<String> labels() {
        return labels;
    }
}
