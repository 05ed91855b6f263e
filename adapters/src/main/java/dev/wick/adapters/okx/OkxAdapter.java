package dev.wick.adapters.okx;

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

/** OKX's spot, swap or futures market: the same address for all, but each lists its own symbols. Thread-safe. */
public final class OkxAdapter implements ExchangeAdapter {
    private static final String WS_URL = "wss://ws.okx.com:8443";

    /** Candles are here alone since 2023: {@code /ws/v5/public} refuses them as unknown. */
    private static final String PATH = "/ws/v5/business";

    /** No number is documented for public channels; more on one connection would be far behind when many bars close at once. */
    private static final int SERIES_PER_CONNECTION = 200;

    private final Venue venue;
    private final OkxMarket market;
    private final AdapterContext context;
    private final StreamUrls streams;
    private final RateLimiter limiter;
    private final ExchangeHttp http;
    private final OkxHistory history;

    /**
     * Connects nothing yet.
     *
     * @throws IllegalArgumentException if the context's URLs are none
     */
    public OkxAdapter(final Venue venue, final AdapterContext context, final ExchangeShare share) {
        this.venue = venue;
        this.context = context;
        market = OkxMarket.of(venue.contractType());
        streams = StreamUrls.of(venue, context.wsUrl() == null ? WS_URL : context.wsUrl());
        limiter = OkxLimits.of(context, share);
        http = share.http("rest-okx", context);
        history = new OkxHistory(venue, context, http, limiter);
    }

    @Override
    public Venue venue() {
        return venue;
    }

    @Override
    public VenueLimits limits() {
        return new VenueLimits(SERIES_PER_CONNECTION, VenueLimits.UNLIMITED, VenueLimits.UNLIMITED);
    }

    /** Bars without a trade are pushed and confirmed like any other, seconds late (recorded on OKCoin, the same engine). */
    @Override
    public Closing closing() {
        return Closing.FLAGGED;
    }

    @Override
    public TradeIds tradeIds() {
        return TradeIds.NONE;
    }

    @Override
    public Set<Interval> intervals() {
        return OkxBars.intervals();
    }

    /** Upper case, which every id is that was ever seen; the exchange takes no other spelling. */
    @Override
    public String canonicalSymbol(final String symbol) {
        return symbol.toUpperCase(Locale.ROOT);
    }

    @Override
    public FeedConnection connect(
            final int legId, final String threadName, final CandleSink sink, final FeedListener listener) {
        final ExchangeConnection connection = new ExchangeConnection(
                venue,
                streams.forLeg(legId, PATH),
                new OkxDialogue(market),
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
    public long dialDelayMs() {
        return limiter.connectDelayMs();
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
