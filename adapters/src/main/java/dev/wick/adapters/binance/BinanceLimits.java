package dev.wick.adapters.binance;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.limit.Allowance;
import dev.wick.adapters.limit.RateLimiter;
import dev.wick.adapters.rest.ExchangeShare;

/**
 * What Binance lets one address do. Stateless.
 *
 * <p>300 connections in 5 minutes; REST by weight, of which usdm and coinm share one pool since 2026-06-30, and spot has its
 * own. Messages are limited on each connection by itself.
 */
final class BinanceLimits {
    private static final Allowance CONNECTS = new Allowance(300, 300_000);

    private BinanceLimits() {}

    /** The limiter of a market; the same one for usdm and coinm of one engine. */
    static RateLimiter of(final BinanceMarket market, final AdapterContext context, final ExchangeShare share) {
        final String name = market == BinanceMarket.SPOT ? "binance spot" : "binance usdm and coinm";
        return share.limiter(name, () -> limiter(name, market, context));
    }

    private static RateLimiter limiter(final String name, final BinanceMarket market, final AdapterContext context) {
        // A tenth is left to whatever else runs at this address: the user's own trading, above all.
        final Allowance weight = Allowance.perMinute(market.weightPerMinute() * 9 / 10);
        return new RateLimiter(name, CONNECTS, Allowance.UNLIMITED, weight, context.nanoClock(), Thread::sleep);
    }
}
