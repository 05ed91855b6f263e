package dev.wick.adapters.sim;

import dev.wick.adapters.sim.market.Market;
import dev.wick.adapters.sim.market.MarketClock;

/**
 * What one exchange's protocol is made of.
 *
 * @param options what to simulate
 * @param market what trades; any thread
 * @param audience who receives what; the simulator's thread
 * @param faults how it misbehaves
 * @param clock the exchange's own time
 */
public record SimulatorParts(
        SimulatorOptions options, Market market, Audience audience, FaultDesk faults, MarketClock clock) {}
