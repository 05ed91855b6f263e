package dev.wick.adapters.hyperliquid.sim;

import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.SimulatorOptions;

/** Starts a Hyperliquid of our own. Stateless; any thread. */
public final class HyperSimulator {
    private HyperSimulator() {}

    /**
     * Starts one; it runs until it is closed. {@code coinm} plays the same perpetuals as {@code usdm}.
     *
     * @throws dev.wick.adapters.sim.SimulatorException if a port cannot be had
     * @throws IllegalArgumentException for a market that Hyperliquid does not have
     */
    public static ExchangeSimulator start(final SimulatorOptions options) {
        final HyperMarket market = HyperMarket.of(options);
        final HyperListing listing = HyperSymbols.list(market, options.symbols());
        return ExchangeSimulator.start(
                options,
                new ExchangeSimulator.Dialect(
                        listing.instruments(),
                        market.ordinal(),
                        interval -> 0,
                        parts -> new HyperStreams(
                                listing, parts.audience(), parts.faults(), new MinuteMeter(options.clock())),
                        parts -> new HyperRest(listing, parts, new MinuteMeter(options.clock()))));
    }
}
