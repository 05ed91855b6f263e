/**
 * The shell that every exchange's simulator shares: sockets, faults, and the record of what was made.
 *
 * <pre>
 *   ws threads ──events──►┐
 *   FaultPlan ──commands─►│ sim thread: SimulatorAgent ─► LiveMarket ─► protocol encodes ─► FrameSender ─► SimConnection ─► socket
 *   MarketClock ──────────┘                                    └─► Ledger                    (faults)
 *   REST threads ─► protocol answers from Market (a pure function of time, so it needs no lock)
 * </pre>
 *
 * <p>It shares no code with any parser or adapter: both could be wrong alike. {@link dev.wick.adapters.sim.SimulatorOptions}
 * says what to simulate, {@link dev.wick.adapters.sim.FaultPlan} how it misbehaves, and
 * {@link dev.wick.adapters.sim.Ledger} what a subscriber should have got.
 */
package dev.wick.adapters.sim;
