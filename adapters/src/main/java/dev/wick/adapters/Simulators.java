package dev.wick.adapters;

import dev.wick.adapters.binance.sim.BinanceSimulator;
import dev.wick.adapters.bybit.sim.BybitSimulator;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.gateio.sim.GateSimulator;
import dev.wick.adapters.hyperliquid.sim.HyperSimulator;
import dev.wick.adapters.okx.sim.OkxSimulator;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;

/** The one list of simulators: which class plays which exchange. Stateless; any thread. */
public final class Simulators {
    private Simulators() {}

    /**
     * Starts a simulator; it runs until it is closed.
     *
     * @throws dev.wick.adapters.sim.SimulatorException if a port cannot be had
     * @throws IllegalArgumentException for a market that the exchange does not have
     */
    public static SimulatedExchange start(final Exchange exchange, final SimulatorOptions options) {
        return switch (exchange) {
            case BINANCE -> BinanceSimulator.start(options);
            case OKX -> OkxSimulator.start(options);
            case BYBIT -> BybitSimulator.start(options);
            case GATEIO -> GateSimulator.start(options);
            case HYPERLIQUID -> HyperSimulator.start(options);
        };
    }
}
