package dev.wick.adapters.hyperliquid.sim;

import dev.wick.adapters.feed.ContractType;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.sim.SimulatorOptions;
import java.util.Optional;
import java.util.stream.Collectors;

/** The two kinds of coins. The real exchange serves both on one address; a simulator plays one of them. */
enum HyperMarket {
    /** Perpetuals, be they called usdm or coinm. */
    PERP,
    SPOT;

    /** The market of a contract type's name or alias; refuses others. */
    static HyperMarket of(final SimulatorOptions options) {
        final Optional<String> name = Exchange.HYPERLIQUID
                .venue(options.market())
                .map(venue -> venue.contractType().name());
        if (name.isEmpty()) {
            final String known = Exchange.HYPERLIQUID.contractTypes().stream()
                    .map(ContractType::name)
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    "Simulator: hyperliquid has no market \"" + options.market() + "\"; it has: " + known + ".");
        }
        return name.get().equals("spot") ? SPOT : PERP;
    }
}
