package dev.wick.adapters.binance;

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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Binance's spot, usdm or coinm market. Thread-safe. */
public final class BinanceAdapter implements ExchangeAdapter {
    private final Venue venue;
    private final BinanceMarket market;
    private final AdapterContext context;
    private final StreamUrls streams;
    private final RateLimiter limiter;
    private final ExchangeHttp http;
    private final BinanceHistory history;
    /** Where the next connection goes. */
    private final AtomicReference<String> streamPath;

    /**
     * Connects nothing yet.
     *
     * @throws IllegalArgumentException if the context's URLs are none
     */
    public BinanceAdapter(final Venue venue, final AdapterContext context, final ExchangeShare share) {
        this.venue = venue;
        this.context = context;
        market = BinanceMarket.of(venue.contractType());
        streams = StreamUrls.of(venue, context.wsUrl() == null ? market.wsUrl() : context.wsUrl());
        limiter = BinanceLimits.of(market, context, share);
        http = share.http("rest-bin", context);
        history = new BinanceHistory(venue, context, http, limiter);
        streamPath = new AtomicReference<>(market.streamPaths().get(0));
    }

    @Override
    public Venue venue() {
        return venue;
    }

    @Override
    public VenueLimits limits() {
        return new VenueLimits(market.streamsPerConnection(), VenueLimits.UNLIMITED, VenueLimits.UNLIMITED);
    }

    /** Klines of bars without a trade are sent, and closed, like any other (recorded on Binance TR). */
    @Override
    public Closing closing() {
        return Closing.FLAGGED;
    }

    /** Spot numbers its trades without a hole; on the futures ids are also spent on what is no trade of the market. */
    @Override
    public TradeIds tradeIds() {
        return market == BinanceMarket.SPOT ? TradeIds.STRICT : TradeIds.HINT;
    }

    @Override
    public Set<Interval> intervals() {
        return market.intervals();
    }

    /** Upper case, which on Binance every symbol is; signs that have no case stay. */
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
        final String path = streamPath.get();
        final ExchangeConnection connection = new ExchangeConnection(
                venue,
                streams.forLeg(legId, path),
                new BinanceDialogue(market, () -> leavePath(path)),
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

    /** The next connection takes another path, if there is one and nobody has changed it yet. */
    private void leavePath(final String silent) {
        final List<String> paths = market.streamPaths();
        final String next = paths.get((paths.indexOf(silent) + 1) % paths.size());
        streamPath.compareAndSet(silent, next);
    }
}
