package dev.wick.adapters.gateio.sim;

import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.SimulatorOptions;

/** Starts a Gate of our own. Stateless; any thread. */
public final class GateSimulator {
    private GateSimulator() {}

    /**
     * Starts one; it runs until it is closed.
     *
     * @throws dev.wick.adapters.sim.SimulatorException if a port cannot be had
     * @throws IllegalArgumentException for a market that Gate does not have
     */
    public static ExchangeSimulator start(final SimulatorOptions options) {
        final GateMarket market = GateMarket.of(options);
        return ExchangeSimulator.start(
                options,
                new ExchangeSimulator.Dialect(
                        GateSymbols.list(market, options.symbols()),
                        market.ordinal(),
                        interval -> GateMarket.PUSH_EVERY_MS,
                        parts -> new GateStreams(market, parts),
                        parts -> new GateRest(market, parts)));
    }
}
