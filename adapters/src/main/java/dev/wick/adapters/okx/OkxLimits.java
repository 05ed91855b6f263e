package dev.wick.adapters.okx;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.limit.Allowance;
import dev.wick.adapters.limit.RateLimiter;
import dev.wick.adapters.rest.ExchangeShare;

/**
 * What OKX lets one address do. Stateless.
 *
 * <p>It counts the requests to each REST endpoint by themselves, in windows of two seconds: 40 of {@code market/candles}, 20
 * of {@code market/history-candles} and of {@code public/instruments}, 10 of {@code public/time}. Here all of them share one
 * such window, each with a weight of 40 over its number, so that none can go beyond; the window is all markets' together.
 */
final class OkxLimits {
    static final int CANDLES_WEIGHT = 1;
    static final int HISTORY_WEIGHT = 2;
    static final int INSTRUMENTS_WEIGHT = 2;
    static final int TIME_WEIGHT = 4;

    /** Of 40, a tenth is left to whatever else runs at this address. */
    private static final Allowance WEIGHT = new Allowance(36, 2_000);

    /** Three a second, of which a tenth is left likewise. */
    private static final Allowance CONNECTS = new Allowance(3, 1_112);

    private OkxLimits() {}

    /** The limiter of all markets of one engine. */
    static RateLimiter of(final AdapterContext context, final ExchangeShare share) {
        return share.limiter(
                "okx",
                () -> new RateLimiter(
                        "okx", CONNECTS, Allowance.UNLIMITED, WEIGHT, context.nanoClock(), Thread::sleep));
    }
}
