/**
 * The market that a simulated exchange trades: instruments, their trades for ever, and the bars that the trades make.
 *
 * <p>The trades are a pure function of seed, symbol and time ({@link dev.wick.adapters.sim.market.Tape}), so history needs
 * no storage: what was streamed, what REST answers later, and what a second run with the same seed and clock makes are the
 * same numbers because they are computed from the same trades. Only {@link dev.wick.adapters.sim.market.LiveMarket} has
 * state that moves on, and one thread owns it.
 */
package dev.wick.adapters.sim.market;
