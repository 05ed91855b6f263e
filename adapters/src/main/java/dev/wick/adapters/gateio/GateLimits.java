package dev.wick.adapters.gateio;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.VenueLimits;
import dev.wick.adapters.limit.Allowance;
import dev.wick.adapters.limit.RateLimiter;
import dev.wick.adapters.rest.ExchangeShare;

/**
 * What Gate lets one address do. Stateless.
 *
 * <p>Documented: 300 connections; 200 public REST requests in ten seconds to each endpoint. An endpoint is taken to be one for
 * both futures markets, and all endpoints of a market are counted together, which is stricter than it need be. How fast one
 * may dial is not documented.
 */
final class GateLimits {
    private static final int CONNECTIONS = 300;
    private static final int REQUESTS = 200;
    private static final long REQUESTS_PER_MS = 10_000;
    private static final Allowance CONNECTS = Allowance.perSecond(10);

    private GateLimits() {}

    /** Connections and subscriptions; Gate names no limit of the latter. */
    static VenueLimits venue() {
        return new VenueLimits(
                VenueLimits.UNLIMITED, VenueLimits.UNLIMITED, lessATenth(CONNECTIONS), GateHistory.ROWS_KEPT);
    }

    /** The limiter of a market; the same one for um and cm of one engine. */
    static RateLimiter of(final GateMarket market, final AdapterContext context, final ExchangeShare share) {
        final String name = market.isFutures() ? "gateio futures" : "gateio spot";
        final Allowance weight = new Allowance(lessATenth(REQUESTS), REQUESTS_PER_MS);
        return share.limiter(
                name,
                () -> new RateLimiter(name, CONNECTS, Allowance.UNLIMITED, weight, context.nanoClock(), Thread::sleep));
    }

    /** A tenth is left to whatever else runs at this address: the user's own trading, above all. */
    private static int lessATenth(final int all) {
        return all * 9 / 10;
    }
}
