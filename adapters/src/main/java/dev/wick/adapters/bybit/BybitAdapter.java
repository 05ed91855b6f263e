package dev.wick.adapters.bybit;

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

/** Bybit's spot, linear or inverse market. Thread-safe. */
public final class BybitAdapter implements ExchangeAdapter {
    /**
     * Documented are 21,000 characters for all topics of a connection, which leaves 84 for each of so many: longer than any
     * topic.
     */
    private static final int SERIES_PER_CONNECTION = 250;

    /** Documented for each of the markets; counted together here, which leaves room. */
    private static final int CONNECTIONS = 1_000;

    private final Venue venue;
    private final BybitMarket market;
    private final AdapterContext context;
    private final StreamUrls streams;
    private final RateLimiter limiter;
    private final ExchangeHttp http;
    private final BybitHistory history;

    /**
     * Connects nothing yet.
     *
     * @throws IllegalArgumentException if the context's URLs are none
     */
    public BybitAdapter(final Venue venue, final AdapterContext context, final ExchangeShare share) {
        this.venue = venue;
        this.context = context;
        market = BybitMarket.of(venue.contractType());
        streams = StreamUrls.of(venue, context.wsUrl() == null ? BybitMarket.WS_URL : context.wsUrl());
        limiter = BybitLimits.of(context, share);
        http = share.http("rest-byb", context);
        history = new BybitHistory(venue, context, http, limiter);
    }

    @Override
    public Venue venue() {
        return venue;
    }

    @Override
    public VenueLimits limits() {
        return new VenueLimits(SERIES_PER_CONNECTION, VenueLimits.UNLIMITED, CONNECTIONS);
    }

    /** Spot was recorded to send nothing of a bar without trades; of contracts it is not documented. */
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
        return BybitIntervals.all();
    }

    /** Upper case, which every symbol of Bybit is, and is refused without. */
    @Override
    public String canonicalSymbol(final String symbol) {
        return symbol.toUpperCase(Locale.ROOT);
    }

    @Override
    public FeedConnection connect(
            final int legId, final String threadName, final CandleSink sink, final FeedListener listener) {
        final ExchangeConnection connection = new ExchangeConnection(
                venue,
                streams.forLeg(legId, market.streamPath()),
                new BybitDialogue(market),
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
    public long dialDelayMs() {
        return limiter.connectDelayMs();
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
