package dev.wick.adapters.hyperliquid;

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
import java.util.Set;

/** Hyperliquid's perpetuals or its spot market. Thread-safe. */
public final class HyperAdapter implements ExchangeAdapter {
    private final Venue venue;
    private final AdapterContext context;
    private final StreamUrls streams;
    private final RateLimiter limiter;
    private final ExchangeHttp http;
    private final HyperHistory history;

    /**
     * Connects nothing yet.
     *
     * @throws IllegalArgumentException if the context's URLs are none
     */
    public HyperAdapter(final Venue venue, final AdapterContext context, final ExchangeShare share) {
        this.venue = venue;
        this.context = context;
        final String wsUrl = context.wsUrl() == null ? HyperMarket.WS_URL : context.wsUrl();
        streams = StreamUrls.of(venue, wsUrl);
        limiter = HyperLimits.of(context, share);
        http = share.http("rest-hyp", context);
        history = new HyperHistory(venue, context, http, limiter);
    }

    @Override
    public Venue venue() {
        return venue;
    }

    @Override
    public VenueLimits limits() {
        return HyperLimits.VENUE;
    }

    /** No frame says that a bar is over; see {@link SuccessorCloser}. */
    @Override
    public Closing closing() {
        return Closing.UNFLAGGED;
    }

    @Override
    public TradeIds tradeIds() {
        return TradeIds.NONE;
    }

    @Override
    public Set<Interval> intervals() {
        return HyperIntervals.all();
    }

    /** Case matters ({@code kPEPE}): as the list that was fetched last writes it; as it is, if there is none yet. */
    @Override
    public String canonicalSymbol(final String symbol) {
        return history.names().canonical(symbol);
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
                streams.forLeg(legId, HyperMarket.WS_PATH),
                new HyperDialogue(HyperMarket.of(venue.contractType()), history::names, context.registry()),
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
