package dev.wick.adapters.gateio;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.Closing;
import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.FeedListener;
import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.RestUse;
import dev.wick.adapters.feed.TradeIds;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.feed.VenueLimits;
import dev.wick.adapters.limit.RateLimiter;
import dev.wick.adapters.rest.ExchangeHttp;
import dev.wick.adapters.rest.ExchangeShare;
import dev.wick.adapters.ws.ExchangeConnection;
import dev.wick.adapters.ws.StreamUrls;
import java.util.Locale;
import java.util.Set;

/** Gate's spot, USDT futures or BTC-settled futures. Thread-safe. */
public final class GateAdapter implements ExchangeAdapter {
    private final Venue venue;
    private final GateMarket market;
    private final AdapterContext context;
    private final StreamUrls streams;
    private final RateLimiter limiter;
    private final ExchangeHttp http;
    private final GateMultipliers multipliers = new GateMultipliers();
    private final GateSkew skew = new GateSkew();
    private final GateHistory history;

    /**
     * Connects nothing yet.
     *
     * @throws IllegalArgumentException if the context's URLs are none
     */
    public GateAdapter(final Venue venue, final AdapterContext context, final ExchangeShare share) {
        this.venue = venue;
        this.context = context;
        market = GateMarket.of(venue.contractType());
        streams = StreamUrls.of(venue, context.wsUrl() == null ? market.wsUrl() : context.wsUrl());
        limiter = GateLimits.of(market, context, share);
        http = share.http("rest-gat", context);
        history = new GateHistory(venue, context, http, limiter, multipliers, skew);
    }

    @Override
    public Venue venue() {
        return venue;
    }

    @Override
    public VenueLimits limits() {
        return GateLimits.venue();
    }

    /** By {@code w}, which Gate says may be missing, or by the next candle in the same frame; quiet bars send nothing. */
    @Override
    public Closing closing() {
        return Closing.FLAGGED_IF_TRADED;
    }

    @Override
    public TradeIds tradeIds() {
        return TradeIds.NONE;
    }

    @Override
    public Set<Interval> intervals() {
        return GateMarket.INTERVALS;
    }

    /** Upper case, which on Gate every symbol is; signs that have no case stay. */
    @Override
    public String canonicalSymbol(final String symbol) {
        return symbol.toUpperCase(Locale.ROOT);
    }

    @Override
    public long dialDelayMs() {
        return limiter.connectDelayMs();
    }

    @Override
    public FeedConnection connect(
            final int legId, final String threadName, final CandleSink sink, final FeedListener listener) {
        final ExchangeConnection connection = new ExchangeConnection(
                venue,
                streams.forLeg(legId, market.wsPath()),
                new GateDialogue(market, multipliers, context.registry(), skew),
                limiter,
                legId,
                threadName,
                sink,
                listener,
                context);
        connection.dial(context.epochClock().time());
        return connection;
    }

    @Override
    public HistoryClient history() {
        return history;
    }

    @Override
    public RestUse restUse() {
        return http.use();
    }

    @Override
    public void close() {
        history.close();
    }
}
