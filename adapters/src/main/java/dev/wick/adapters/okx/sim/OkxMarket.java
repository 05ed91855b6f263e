package dev.wick.adapters.okx.sim;

import dev.wick.adapters.feed.ContractType;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.sim.SimulatorOptions;
import java.util.Optional;
import java.util.stream.Collectors;

/** The markets, by the name that the exchange has for their kind of instrument: the {@code instType}. */
enum OkxMarket {
    SPOT,
    SWAP,
    FUTURES;

    /** The market of a contract type's name or alias; refuses others. */
    static OkxMarket of(final SimulatorOptions options) {
        final Optional<String> name = Exchange.OKX
                .venue(options.market())
                .map(venue -> venue.contractType().name());
        for (final OkxMarket market : values()) {
            if (name.isPresent() && market.name().equalsIgnoreCase(name.get())) {
                return market;
            }
        }
        final String known =
                Exchange.OKX.contractTypes().stream().map(ContractType::name).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "Simulator: okx has no market \"" + options.market() + "\"; it has: " + known + ".");
    }
}
