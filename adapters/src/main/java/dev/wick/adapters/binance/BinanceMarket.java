package dev.wick.adapters.binance;

import dev.wick.adapters.feed.ContractType;
import dev.wick.adapters.feed.Interval;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Binance's three markets: where each one lives and what it allows. Immutable; any thread.
 *
 * <p>Sources: binance-spot-api-docs (web-socket-streams, rest-api), the derivatives documentation and its change log of
 * 2025-07-02 (1024 streams) and 2026-03-05 (usdm stream paths split into {@code /public}, {@code /market},
 * {@code /private}).
 */
@SuppressWarnings("ImmutableEnumChecker") // every field is unmodifiable, which their types cannot say
public enum BinanceMarket {
    SPOT(
            "wss://stream.binance.com:9443",
            List.of("/stream"),
            "https://api.binance.com",
            "/api/v3/",
            new Limits(5, 1024, 1000, 6000, 20),
            spotIntervals()),
    /** Klines come on {@code /market} alone: the path without it accepts a subscription, and then sends nothing. */
    USDM(
            "wss://fstream.binance.com",
            List.of("/market/stream"),
            "https://fapi.binance.com",
            "/fapi/v1/",
            new Limits(10, 1024, 1500, 2400, 1),
            futuresIntervals()),
    /** Reports disagree on the path, hence two; and on the number of streams, hence the smaller. */
    COINM(
            "wss://dstream.binance.com",
            List.of("/stream", "/market/stream"),
            "https://dapi.binance.com",
            "/dapi/v1/",
            new Limits(10, 200, 1500, 2400, 1),
            futuresIntervals());

    /** Figures of one market; see the accessors of the same names. */
    private record Limits(
            int messagesPerSecond,
            int streamsPerConnection,
            int klinesPerRequest,
            int weightPerMinute,
            int exchangeInfoWeight) {}

    /** The futures answer error -4088 beyond this. */
    private static final long FUTURES_RANGE_MS = 200L * 86_400_000L;

    private final String wsUrl;
    private final List<String> streamPaths;

    private final String restUrl;
    private final String restPath;
    private final Limits limits;
    private final Set<Interval> intervals;

    BinanceMarket(
            final String wsUrl,
            final List<String> streamPaths,
            final String restUrl,
            final String restPath,
            final Limits limits,
            final Set<Interval> intervals) {
        this.wsUrl = wsUrl;
        this.streamPaths = streamPaths;
        this.restUrl = restUrl;
        this.restPath = restPath;
        this.limits = limits;
        this.intervals = Set.copyOf(intervals);
    }

    private static Set<Interval> spotIntervals() {
        final Set<Interval> intervals = futuresIntervals();
        intervals.add(Interval.S1);
        return intervals;
    }

    /** {@code 1m} to {@code 1M}; the futures have no bars of one second. */
    private static Set<Interval> futuresIntervals() {
        return EnumSet.complementOf(
                EnumSet.of(Interval.S1, Interval.S10, Interval.D2, Interval.D5, Interval.D7, Interval.MONTH3));
    }

    /** The market of one of {@link dev.wick.adapters.feed.Exchange#BINANCE}'s contract types. */
    public static BinanceMarket of(final ContractType contractType) {
        return switch (contractType.name()) {
            case "spot" -> SPOT;
            case "usdm" -> USDM;
            case "coinm" -> COINM;
            default -> throw new IllegalArgumentException("binance has no contract type " + contractType);
        };
    }

    /** Scheme, host and port of the streams. */
    public String wsUrl() {
        return wsUrl;
    }

    /** Paths of combined streams, the usual one first; a later one is for when the earlier turns out silent. */
    public List<String> streamPaths() {
        return streamPaths;
    }

    /** Scheme and host of REST. */
    public String restUrl() {
        return restUrl;
    }

    /** REST: candles. */
    public String klinesPath() {
        return restPath + "klines";
    }

    /** REST: symbols and rate limits. */
    public String exchangeInfoPath() {
        return restPath + "exchangeInfo";
    }

    /** REST: the exchange's clock. */
    public String timePath() {
        return restPath + "time";
    }

    /** The most rows that one request for candles brings. */
    public int klinesPerRequest() {
        return limits.klinesPerRequest;
    }

    /** The longest time, ms, that one request for candles may span. */
    public long klinesRangeMs() {
        return this == SPOT ? Long.MAX_VALUE : FUTURES_RANGE_MS;
    }

    /** What a request for this many candles costs. */
    public int klinesWeight(final int rows) {
        if (this == SPOT) {
            return 2;
        }
        if (rows < 100) {
            return 1;
        }
        if (rows < 500) {
            return 2;
        }
        return rows <= 1000 ? 5 : 10;
    }

    /** What a request for the symbols costs. */
    public int exchangeInfoWeight() {
        return limits.exchangeInfoWeight;
    }

    /** REST weight per minute and address. usdm and coinm share one budget since 2026-06-30. */
    public int weightPerMinute() {
        return limits.weightPerMinute;
    }

    /** What a connection may send per second, pings and pongs included. */
    public int messagesPerSecond() {
        return limits.messagesPerSecond;
    }

    /** Streams on one connection. */
    public int streamsPerConnection() {
        return limits.streamsPerConnection;
    }

    /** What it streams candles of. */
    public Set<Interval> intervals() {
        return intervals;
    }

    /** Whether {@code v} counts contracts, and {@code q} is then the base volume; otherwise they are base and quote. */
    public boolean countsContracts() {
        return this == COINM;
    }
}
