package dev.wick.adapters.binance.sim;

import dev.wick.adapters.feed.ContractType;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.adapters.sim.WireProtocol;
import dev.wick.adapters.sim.market.Instrument;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The three markets, and in what they differ on the wire. */
enum BinanceMarket {
    /** Pings every 20 s, 5 messages a second, frames every 2 s. */
    SPOT("/api/v3/", 1_000, 6_000, new WireProtocol.Limits(20_000, 60_000, 86_400_000, 5, WireProtocol.Idle.NEVER)),
    /** Pings every 3 minutes, 10 messages a second, frames every 250 ms. */
    USDM("/fapi/v1/", 1_500, 2_400, new WireProtocol.Limits(180_000, 600_000, 86_400_000, 10, WireProtocol.Idle.NEVER)),
    /** As usdm; counts in contracts. */
    COINM(
            "/dapi/v1/",
            1_500,
            2_400,
            new WireProtocol.Limits(180_000, 600_000, 86_400_000, 10, WireProtocol.Idle.NEVER));

    /** Spot shows eight decimals, whatever the tick is. */
    private static final int SPOT_DECIMALS = 8;

    private final String restPath;
    private final int maxRows;
    private final int weightPerMinute;

    /** A record of primitives, hence immutable. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final WireProtocol.Limits limits;

    BinanceMarket(
            final String restPath, final int maxRows, final int weightPerMinute, final WireProtocol.Limits limits) {
        this.restPath = restPath;
        this.maxRows = maxRows;
        this.weightPerMinute = weightPerMinute;
        this.limits = limits;
    }

    /** The market of a contract type's name or alias; refuses others. */
    static BinanceMarket of(final SimulatorOptions options) {
        final Optional<String> name = Exchange.BINANCE
                .venue(options.market())
                .map(venue -> venue.contractType().name());
        for (final BinanceMarket market : values()) {
            if (name.isPresent() && market.name().equalsIgnoreCase(name.get())) {
                return market;
            }
        }
        final String known = Exchange.BINANCE.contractTypes().stream()
                .map(ContractType::name)
                .collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "Simulator: binance has no market \"" + options.market() + "\"; it has: " + known + ".");
    }

    /** Before the names of its REST calls. */
    String restPath() {
        return restPath;
    }

    /** Rows of one klines answer at most. */
    int maxRows() {
        return maxRows;
    }

    /** The REST weight that the real one allows in a minute. */
    int weightPerMinute() {
        return weightPerMinute;
    }

    WireProtocol.Limits limits() {
        return limits;
    }

    /** Least time between two pushes of a forming bar. */
    long pushEveryMs(final Interval interval) {
        if (this != SPOT) {
            return 250;
        }
        return interval == Interval.S1 ? 1_000 : 2_000;
    }

    /** Binance's intervals; the futures have no bars of one second. */
    boolean streams(final Interval interval) {
        return switch (interval) {
            case S10, D2, D5, D7, MONTH3 -> false;
            case S1 -> this == SPOT;
            default -> true;
        };
    }

    /** The interval of a name, if this market has it. */
    Optional<Interval> interval(final String name) {
        return Arrays.stream(Interval.values())
                .filter(interval -> interval.text().equals(name) && streams(interval))
                .findFirst();
    }

    int shownPriceDecimals(final Instrument instrument) {
        return this == SPOT ? SPOT_DECIMALS : instrument.priceDecimals();
    }

    int shownLotDecimals(final Instrument instrument) {
        return this == SPOT ? SPOT_DECIMALS : instrument.lotDecimals();
    }

    int shownTurnoverDecimals(final Instrument instrument) {
        return this == SPOT ? SPOT_DECIMALS : instrument.turnoverDecimals();
    }
}
