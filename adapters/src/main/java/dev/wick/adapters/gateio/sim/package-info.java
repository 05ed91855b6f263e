/**
 * Gate from the exchange's side: spot, USDT and BTC-settled futures, their WebSocket channels and their REST.
 *
 * <p>Start at {@link dev.wick.adapters.gateio.sim.GateSimulator}. Written from the documents and recordings, independently of
 * the adapter, and without any of its code. Where recordings differ by age, the three markets differ here: spot and um speak
 * as in 2026, cm as the BTC-settled service was last recorded in 2023, without closed flags, request ids and echoed payloads.
 */
package dev.wick.adapters.gateio.sim;
