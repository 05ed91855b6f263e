package dev.wick.adapters.hyperliquid;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.VenueLimits;
import dev.wick.adapters.limit.Allowance;
import dev.wick.adapters.limit.RateLimiter;
import dev.wick.adapters.rest.ExchangeShare;

/**
 * What Hyperliquid lets one address do, all markets together. Stateless.
 *
 * <p>Source: its documentation's page "Rate limits and user limits" as of 2026: 10 connections (100 in older editions) and 30
 * new ones a minute, 1,000 subscriptions, 2,000 messages a minute, REST weight 1,200 a minute. Of what counts in time a tenth
 * is left to whatever else runs at this address: the user's own trading, above all.
 */
final class HyperLimits {
    /** Rows that one request for candles may bring, which is also how many of a series there are at all. */
    static final int ROWS = 5_000;

    /** What the address may have at once. One connection may have all the subscriptions. */
    static final VenueLimits VENUE = new VenueLimits(1_000, 1_000, 10, ROWS);

    /** Most requests for lists. */
    static final int INFO_WEIGHT = 20;

    /** The request for the status of the exchange, by which we know its time. */
    static final int STATUS_WEIGHT = 2;

    private static final int ROWS_PER_WEIGHT = 60;
    private static final Allowance CONNECTS = Allowance.perMinute(27);
    private static final Allowance MESSAGES = Allowance.perMinute(1_800);
    private static final Allowance WEIGHT = Allowance.perMinute(1_080);

    private HyperLimits() {}

    /** What a request for so many candles costs. */
    static int candlesWeight(final int rows) {
        return INFO_WEIGHT + (rows + ROWS_PER_WEIGHT - 1) / ROWS_PER_WEIGHT;
    }

    /** The one limiter of all markets of one engine. */
    static RateLimiter of(final AdapterContext context, final ExchangeShare share) {
        return share.limiter(
                "hyperliquid",
                () -> new RateLimiter("hyperliquid", CONNECTS, MESSAGES, WEIGHT, context.nanoClock(), Thread::sleep));
    }
}
