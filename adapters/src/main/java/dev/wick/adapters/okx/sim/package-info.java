/**
 * OKX from the exchange's side: spot, swaps and dated futures, their candle channels and their REST.
 *
 * <p>Start at {@link dev.wick.adapters.okx.sim.OkxSimulator}. Written from the documents and recordings, independently of the
 * adapter, and without any of its code: what both agree on was checked twice. One simulator serves one market; the real
 * exchange serves all of them on the same paths.
 */
package dev.wick.adapters.okx.sim;
