package dev.wick.adapters.gateio.sim;

import dev.wick.adapters.feed.ContractType;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.adapters.sim.WireProtocol;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The three markets, and in what they differ on the wire. */
enum GateMarket {
    /** Counts in the base currency; one object per frame. */
    SPOT("spot", "/ws/v4", "spot", 1_000),
    /** Counts in contracts for so much of the base currency; arrays. */
    UM("futures", "/v4/ws/usdt", "futures/usdt", 2_000),
    /** Counts in contracts of 1 USD; arrays, and the older answers. */
    CM("futures", "/v4/ws/btc", "futures/btc", 2_000);

    /** Documented for spot; of the futures nothing is known. Market ms. */
    static final long PUSH_EVERY_MS = 2_000;

    /** How far back candles reach, in bars of any interval. */
    static final int BARS_KEPT = 10_000;

    /** The futures' older address without a currency is the BTC-settled one's. */
    private static final String OLD_CM_PATH = "/v4/ws";

    /** That pings come is documented, how often is not. */
    private static final long PING_EVERY_MS = 20_000;

    private static final long PONG_WITHIN_MS = 60_000;

    /** There is no limit, Gate's engineers say; this only stops a client that has run wild. */
    private static final int MESSAGES_PER_SECOND = 500;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private static final Set<Interval> INTERVALS = EnumSet.of(
            Interval.S10,
            Interval.M1,
            Interval.M5,
            Interval.M15,
            Interval.M30,
            Interval.H1,
            Interval.H4,
            Interval.H8,
            Interval.D1,
            Interval.D7);

    private final String channels;
    private final String wsPath;
    private final String restFolder;
    private final int maxRows;

    GateMarket(final String channels, final String wsPath, final String restFolder, final int maxRows) {
        this.channels = channels;
        this.wsPath = wsPath;
        this.restFolder = restFolder;
        this.maxRows = maxRows;
    }

    /** The market of a contract type's name or alias; refuses others. */
    static GateMarket of(final SimulatorOptions options) {
        final Optional<String> name = Exchange.GATEIO
                .venue(options.market())
                .map(venue -> venue.contractType().name());
        for (final GateMarket market : values()) {
            if (name.isPresent() && market.name().toLowerCase(Locale.ROOT).equals(name.get())) {
                return market;
            }
        }
        final String known =
                Exchange.GATEIO.contractTypes().stream().map(ContractType::name).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "Simulator: gateio has no market \"" + options.market() + "\"; it has: " + known + ".");
    }

    /** The name of a channel: {@code spot.candlesticks}. */
    String channel(final String kind) {
        return channels + "." + kind;
    }

    /** Whether a WebSocket path, with or without a slash at its end, is this market's. */
    boolean isAt(final String resource) {
        final String path = resource.replaceAll("[?].*$", "").replaceAll("/$", "");
        return path.equals(wsPath) || (this == CM && path.equals(OLD_CM_PATH));
    }

    /** Before the names of its REST calls. */
    String restPath() {
        return "/api/v4/" + restFolder + "/";
    }

    /** Candles of one REST answer at most. */
    int maxRows() {
        return maxRows;
    }

    /** How the query calls a symbol. */
    String symbolParameter() {
        return this == SPOT ? "currency_pair" : "contract";
    }

    WireProtocol.Limits limits() {
        return new WireProtocol.Limits(
                PING_EVERY_MS, PONG_WITHIN_MS, WireProtocol.Limits.NEVER, MESSAGES_PER_SECOND, WireProtocol.Idle.NEVER);
    }

    /** The interval of a name, if candles of it are streamed. */
    static Optional<Interval> interval(final String name) {
        return Interval.of(name).filter(INTERVALS::contains);
    }
}
