package dev.wick.adapters.bybit.sim;

import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.SimulatorOptions;

/** Starts a Bybit of our own. Stateless; any thread. */
public final class BybitSimulator {
    private BybitSimulator() {}

    /**
     * Starts one; it runs until it is closed.
     *
     * @throws dev.wick.adapters.sim.SimulatorException if a port cannot be had
     * @throws IllegalArgumentException for a market that Bybit does not have
     */
    public static ExchangeSimulator start(final SimulatorOptions options) {
        final BybitMarket market = BybitMarket.of(options);
        return ExchangeSimulator.start(
                options,
                new ExchangeSimulator.Dialect(
                        BybitSymbols.list(market, options.symbols()),
                        market.ordinal(),
                        interval -> BybitMarket.PUSH_EVERY_MS,
                        parts -> new BybitStreams(market, parts),
                        parts -> new BybitRest(market, parts)));
    }
}
