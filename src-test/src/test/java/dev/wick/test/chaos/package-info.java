/**
 * Chaos: all simulated exchanges misbehave at random, the engine is killed in the middle, subscribers come, go, stall and
 * resume; in the end everybody has every closed candle once and exact.
 *
 * <pre>
 *   FaultSchedule (seed) ──► ChaosVenue ×15 ──ws, rest──► engine process ──► ChaosSubscriber × n ──► Notebook
 *                               │ Ledger: what was made      ▲ SIGTERM, SIGKILL                        │ what was received
 *                               └──────────► Truth ──────────┴──────────────► Checker ◄────────────────┘
 * </pre>
 *
 * <p>Start reading at {@link dev.wick.test.chaos.ChaosRun}.
 */
package dev.wick.test.chaos;
