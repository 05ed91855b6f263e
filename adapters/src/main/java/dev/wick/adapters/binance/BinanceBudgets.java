package dev.wick.adapters.binance;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.rest.RequestBudget;
import java.util.EnumMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Hands the same weight budget to all clients whose requests Binance counts together. Thread-safe.
 *
 * <p>Since 2026-06-30 usdm and coinm draw on one pool of an address, spot on one of its own. The adapters of usdm and coinm
 * are built apart and know nothing of each other; what they have in common is the engine's series registry, so a pool
 * belongs to a registry, and goes with it. Two engines in one process (tests, mostly) do not disturb each other.
 */
final class BinanceBudgets {
    /** What the exchange counts together. */
    private enum Pool {
        SPOT,
        FUTURES
    }

    private static final Map<SeriesRegistry, Map<Pool, RequestBudget>> POOLS = new WeakHashMap<>();

    private BinanceBudgets() {}

    /** The budget of a market; the same one for usdm and coinm of one engine. */
    static synchronized RequestBudget of(final BinanceMarket market, final AdapterContext context) {
        final Pool pool = market == BinanceMarket.SPOT ? Pool.SPOT : Pool.FUTURES;
        return POOLS.computeIfAbsent(context.registry(), registry -> new EnumMap<>(Pool.class))
                .computeIfAbsent(pool, added -> budget(added, market, context));
    }

    private static RequestBudget budget(final Pool pool, final BinanceMarket market, final AdapterContext context) {
        final String name = pool == Pool.SPOT ? "binance spot" : "binance usdm and coinm";
        // A tenth is left to whatever else runs at this address: the user's own trading, above all.
        return new RequestBudget(name, market.weightPerMinute() * 9 / 10, context.nanoClock(), Thread::sleep);
    }
}
