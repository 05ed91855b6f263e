package dev.wick.adapters.okx.sim;

import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.SimulatorOptions;

/** Starts an OKX of our own. Stateless; any thread. */
public final class OkxSimulator {
    /** "The fastest push interval is 1 second", say the documents of the candle channels. */
    private static final long PUSH_EVERY_MS = 1_000;

    private OkxSimulator() {}

    /**
     * Starts one; it runs until it is closed.
     *
     * @throws dev.wick.adapters.sim.SimulatorException if a port cannot be had
     * @throws IllegalArgumentException for a market that OKX does not have
     */
    public static ExchangeSimulator start(final SimulatorOptions options) {
        final OkxMarket market = OkxMarket.of(options);
        return ExchangeSimulator.start(
                options,
                new ExchangeSimulator.Dialect(
                        OkxSymbols.list(market, options.symbols()),
                        market.ordinal(),
                        interval -> PUSH_EVERY_MS,
                        OkxStreams::new,
                        parts -> new OkxRest(market, parts)));
    }
}
