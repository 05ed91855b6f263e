/**
 * Hyperliquid from the exchange's side: perpetuals (its own and one builder dex) and spot, one socket {@code /ws} and one REST
 * call {@code POST /info}.
 *
 * <p>Start at {@link dev.wick.adapters.hyperliquid.sim.HyperSimulator}. Written from the documents and recordings,
 * independently of the adapter, and without any of its code: what both agree on was checked twice. The simulator's own books
 * (ledger, fault plan) know spot pairs by their human names, {@code HYPE/USDC}; on the wire they are {@code @107}.
 */
package dev.wick.adapters.hyperliquid.sim;
