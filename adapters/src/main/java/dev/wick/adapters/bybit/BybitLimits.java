package dev.wick.adapters.bybit;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.limit.Allowance;
import dev.wick.adapters.limit.RateLimiter;
import dev.wick.adapters.rest.ExchangeShare;

/**
 * What Bybit lets one address do, whatever the market. Stateless.
 *
 * <p>Documented ({@code rate-limit.mdx}): 500 new connections in 5 minutes, 600 requests in 5 seconds; messages are not
 * limited. Beyond that an address is shut out for 10 minutes.
 */
final class BybitLimits {
    /** A tenth is left to whatever else runs at this address: the user's own trading, above all. */
    private static final Allowance CONNECTS = new Allowance(450, 300_000);

    private static final Allowance REQUESTS = new Allowance(540, 5_000);

    private BybitLimits() {}

    /** The limiter of all markets of one engine. */
    static RateLimiter of(final AdapterContext context, final ExchangeShare share) {
        return share.limiter(
                "bybit",
                () -> new RateLimiter(
                        "bybit", CONNECTS, Allowance.UNLIMITED, REQUESTS, context.nanoClock(), Thread::sleep));
    }
}
