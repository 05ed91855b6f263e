package dev.wick.adapters.gateio;

import dev.wick.adapters.feed.ContractType;
import dev.wick.adapters.feed.Interval;
import java.util.EnumSet;
import java.util.Set;

/**
 * Gate's three markets: where each one lives and how it counts. Immutable; any thread.
 *
 * <p>Sources: Gate's documents of API v4 (spot and futures WebSocket, REST), as of 2026.
 */
public enum GateMarket {
    /** Counts in the base currency. */
    SPOT("wss://api.gateio.ws", "/ws/v4/", "spot", "/api/v4/spot/", 1_000),
    /** Counts in contracts, each for so much of the base currency; settled in USDT. */
    UM("wss://fx-ws.gateio.ws", "/v4/ws/usdt", "futures", "/api/v4/futures/usdt/", 2_000),
    /** Counts in contracts of 1 USD; settled in BTC. */
    CM("wss://fx-ws.gateio.ws", "/v4/ws/btc", "futures", "/api/v4/futures/btc/", 2_000);

    /** Scheme and host of REST, the same for all. */
    static final String REST_URL = "https://api.gateio.ws";

    /** REST: the exchange's clock, the same for all. */
    static final String TIME_PATH = "/api/v4/spot/time";

    /** The same on all markets; the last is every seven days since the epoch. */
    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable, which the type cannot say
    static final Set<Interval> INTERVALS = Set.copyOf(EnumSet.of(
            Interval.S10,
            Interval.M1,
            Interval.M5,
            Interval.M15,
            Interval.M30,
            Interval.H1,
            Interval.H4,
            Interval.H8,
            Interval.D1,
            Interval.D7));

    private final String wsUrl;
    private final String wsPath;
    private final String channels;
    private final String restPath;
    private final int rowsPerRequest;

    GateMarket(
            final String wsUrl,
            final String wsPath,
            final String channels,
            final String restPath,
            final int rowsPerRequest) {
        this.wsUrl = wsUrl;
        this.wsPath = wsPath;
        this.channels = channels;
        this.restPath = restPath;
        this.rowsPerRequest = rowsPerRequest;
    }

    /** The market of one of {@link dev.wick.adapters.feed.Exchange#GATEIO}'s contract types. */
    static GateMarket of(final ContractType contractType) {
        return switch (contractType.name()) {
            case "spot" -> SPOT;
            case "um" -> UM;
            case "cm" -> CM;
            default -> throw new IllegalArgumentException("gateio has no contract type " + contractType);
        };
    }

    /** Whether it counts in contracts. */
    boolean isFutures() {
        return this != SPOT;
    }

    /** Scheme, host and port of the streams. */
    String wsUrl() {
        return wsUrl;
    }

    /** Path of the streams. */
    String wsPath() {
        return wsPath;
    }

    /** The name of a channel: {@code spot.candlesticks}. */
    String channel(final String kind) {
        return channels + "." + kind;
    }

    /** REST: candles. */
    String candlesPath() {
        return restPath + "candlesticks";
    }

    /** REST: what is listed. */
    String symbolsPath() {
        return restPath + (this == SPOT ? "currency_pairs" : "contracts");
    }

    /** REST: how a query for candles names the symbol. */
    String symbolParameter() {
        return this == SPOT ? "currency_pair" : "contract";
    }

    /** The most candles that one request brings. */
    int rowsPerRequest() {
        return rowsPerRequest;
    }
}
