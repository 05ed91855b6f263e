package dev.wick.adapters.binance.sim;

import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.SimulatorOptions;

/** Starts a Binance of our own. Stateless; any thread. */
public final class BinanceSimulator {
    private BinanceSimulator() {}

    /**
     * Starts one; it runs until it is closed.
     *
     * @throws dev.wick.adapters.sim.SimulatorException if a port cannot be had
     * @throws IllegalArgumentException for a market that Binance does not have
     */
    public static ExchangeSimulator start(final SimulatorOptions options) {
        final BinanceMarket market = BinanceMarket.of(options);
        return ExchangeSimulator.start(
                options,
                new ExchangeSimulator.Dialect(
                        BinanceSymbols.list(market, options.symbols()),
                        market.ordinal(),
                        market::pushEveryMs,
                        parts -> new BinanceStreams(
                                market, parts.market().instruments(), parts.audience(), parts.faults()),
                        parts -> new BinanceRest(
                                market,
                                parts.market(),
                                parts.clock(),
                                new WeightMeter(options.clock()),
                                options.wire().restWeightPerMinute(),
                                parts.faults())));
    }
}
