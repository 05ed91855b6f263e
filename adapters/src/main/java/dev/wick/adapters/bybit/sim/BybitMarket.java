package dev.wick.adapters.bybit.sim;

import dev.wick.adapters.feed.ContractType;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.adapters.sim.WireProtocol;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The three markets, and what they have in common on the wire. */
enum BybitMarket {
    /** Ten topics in a request; keys in another order than elsewhere. */
    SPOT,
    /** Counts in the base currency, as spot does. */
    LINEAR,
    /** Counts in contracts of 1 USD; answers requests without their id. */
    INVERSE;

    /** Documented are 1 to 60 s, market ms. */
    static final long PUSH_EVERY_MS = 1_000;

    /** Documented: without a ping and without data. The code is not. */
    private static final WireProtocol.Idle IDLE = new WireProtocol.Idle(600_000, 1000, "");

    /** None is documented; this only stops a client that has run wild. */
    private static final int MESSAGES_PER_SECOND = 500;

    private static final Map<Interval, String> NAMES = new EnumMap<>(Map.ofEntries(
            Map.entry(Interval.M1, "1"),
            Map.entry(Interval.M3, "3"),
            Map.entry(Interval.M5, "5"),
            Map.entry(Interval.M15, "15"),
            Map.entry(Interval.M30, "30"),
            Map.entry(Interval.H1, "60"),
            Map.entry(Interval.H2, "120"),
            Map.entry(Interval.H4, "240"),
            Map.entry(Interval.H6, "360"),
            Map.entry(Interval.H12, "720"),
            Map.entry(Interval.D1, "D"),
            Map.entry(Interval.W1, "W"),
            Map.entry(Interval.MONTH1, "M")));

    /** The market of a contract type's name or alias; refuses others. */
    static BybitMarket of(final SimulatorOptions options) {
        final Optional<String> name = Exchange.BYBIT
                .venue(options.market())
                .map(venue -> venue.contractType().name());
        for (final BybitMarket market : values()) {
            if (name.isPresent() && market.category().equals(name.get())) {
                return market;
            }
        }
        final String known =
                Exchange.BYBIT.contractTypes().stream().map(ContractType::name).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "Simulator: bybit has no market \"" + options.market() + "\"; it has: " + known + ".");
    }

    /** Its name in paths and queries. */
    String category() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The path of its public topics. */
    String path() {
        return "/v5/public/" + category();
    }

    WireProtocol.Limits limits() {
        return new WireProtocol.Limits(
                WireProtocol.Limits.NEVER,
                WireProtocol.Limits.NEVER,
                WireProtocol.Limits.NEVER,
                MESSAGES_PER_SECOND,
                IDLE);
    }

    /** The exchange's name of an interval that it has. */
    static String name(final Interval interval) {
        return NAMES.get(interval);
    }

    /** The interval of the exchange's name, if there is one. */
    static Optional<Interval> interval(final String name) {
        return NAMES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
