/**
 * Binance from the exchange's side: spot, USDⓈ-M and COIN-M futures, their WebSocket streams and their REST.
 *
 * <p>Start at {@link dev.wick.adapters.binance.sim.BinanceSimulator}. Written from the documents and recordings, independently
 * of the adapter, and without any of its code: what both agree on was checked twice.
 */
package dev.wick.adapters.binance.sim;
