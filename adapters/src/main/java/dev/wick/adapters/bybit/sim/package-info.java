/**
 * Bybit from the exchange's side: spot, linear and inverse, their v5 WebSocket topics and their REST.
 *
 * <p>Start at {@link dev.wick.adapters.bybit.sim.BybitSimulator}. Written from the documents and recordings, independently of
 * the adapter, and without any of its code: what both agree on was checked twice.
 *
 * <p>Where nothing is documented or recorded, it does what asks more of a client: no first frame after a subscription, no
 * closing frame of a spot bar without trades, answers without the request's id on inverse.
 */
package dev.wick.adapters.bybit.sim;
