package dev.wick.adapters.hyperliquid;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.limit.RateLimiter;
import dev.wick.adapters.rest.CandlePages;
import dev.wick.adapters.rest.CandleRows;
import dev.wick.adapters.rest.ExchangeHttp;
import dev.wick.adapters.rest.RestAnswer;
import dev.wick.adapters.rest.RestClient;
import dev.wick.adapters.rest.RestUrl;
import dev.wick.adapters.rest.ServerClock;
import dev.wick.adapters.text.JsonString;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Hyperliquid's REST side for one market, {@code POST /info}: candles, lists, the exchange's clock. Thread-safe; every call
 * blocks.
 *
 * <p>Its time is that of {@code {"type":"exchangeStatus"}}: {@code {"time":1788312923270,"specialStatuses":null}}, which its
 * documentation lists among the light requests, and the documentation of several of its mirrors describes.
 */
final class HyperHistory implements HistoryClient, AutoCloseable {
    /** How far back the newest bar is looked for, in bars: coins without a trade may have no row at all. */
    private static final int NEWEST_BARS = 58;

    private final Venue venue;
    private final HyperMarket market;
    private final URI uri;
    private final RestClient rest;
    private final ServerClock serverClock;
    private final CandlePages pages;
    private volatile HyperNames names = HyperNames.NONE;

    /**
     * Makes the client of a market.
     *
     * @throws IllegalArgumentException if the context's REST URL is none
     */
    HyperHistory(final Venue venue, final AdapterContext context, final ExchangeHttp http, final RateLimiter limiter) {
        this.venue = venue;
        market = HyperMarket.of(venue.contractType());
        uri = URI.create(RestUrl.base(venue, HyperMarket.REST_URL, context.restUrl()) + HyperMarket.REST_PATH);
        rest = new RestClient(http, context, new HyperRestDialect(), limiter);
        serverClock = new ServerClock(
                venue.toString(),
                context.nanoClock(),
                () -> info("{\"type\":\"exchangeStatus\"}", HyperLimits.STATUS_WEIGHT),
                ServerClock.field("time"));
        pages = new CandlePages(
                new CandlePages.Limits(HyperLimits.ROWS, Long.MAX_VALUE, HyperLimits.ROWS),
                serverClock,
                context.nanoClock(),
                this::rows);
    }

    @Override
    public Answer candles(final Series series, final long fromMs, final long toMs, final CandleSink sink)
            throws HistoryException {
        return pages.candles(series, fromMs, toMs, sink);
    }

    @Override
    public Optional<Candle> newest(final Series series) throws HistoryException {
        final Interval interval = series.interval();
        final long passedMs = serverClock.lowerBoundMs();
        final long fromMs = passedMs - NEWEST_BARS * interval.shortestMs();
        // The end lies ahead, so that a bar that has begun meanwhile is in it.
        return rows(series, fromMs, passedMs + TimeUnit.HOURS.toMillis(1), NEWEST_BARS + 2)
                .newest(series);
    }

    private CandleRows rows(final Series series, final long fromMs, final long toMs, final int limit)
            throws HistoryException {
        final String query = "{\"type\":\"candleSnapshot\",\"req\":{\"coin\":" + JsonString.quote(coin(series))
                + ",\"interval\":\"" + HyperIntervals.name(series.interval()) + "\",\"startTime\":" + fromMs
                + ",\"endTime\":" + toMs + "}}";
        return CandleRowCells.read(info(query, HyperLimits.candlesWeight(limit)));
    }

    private String coin(final Series series) throws HistoryException {
        if (market == HyperMarket.PERP) {
            return series.symbol();
        }
        if (names.isEmpty()) {
            names = fetchNames();
        }
        return names.coin(series.symbol())
                .orElseThrow(() -> new HistoryException(
                        HistoryException.Kind.BAD_ANSWER,
                        series + ": not asked for, since " + uri + " does not list the pair"));
    }

    @Override
    public List<String> symbols() throws HistoryException {
        final HyperNames fetched = fetchNames();
        names = fetched;
        return fetched.all();
    }

    private HyperNames fetchNames() throws HistoryException {
        if (market == HyperMarket.SPOT) {
            return SpotList.read(list("spotMeta", ""));
        }
        final Map<String, String> coins = new LinkedHashMap<>();
        PerpList.coins(list("meta", "")).forEach(coin -> coins.put(coin, coin));
        for (final String dex : PerpList.dexes(list("perpDexs", ""))) {
            PerpList.coins(list("meta", ",\"dex\":" + JsonString.quote(dex))).forEach(coin -> coins.put(coin, coin));
        }
        return new HyperNames(coins);
    }

    private RestAnswer list(final String type, final String more) throws HistoryException {
        return info("{\"type\":\"" + type + "\"" + more + "}", HyperLimits.INFO_WEIGHT);
    }

    /** The names as the list that was fetched last has them. */
    HyperNames names() {
        return names;
    }

    @Override
    public long serverTimeMs() throws HistoryException {
        return serverClock.lowerBoundMs();
    }

    @Override
    public ServerTime serverTime() throws HistoryException {
        return serverClock.reading();
    }

    private RestAnswer info(final String query, final int weight) throws HistoryException {
        return rest.post(uri, query.getBytes(StandardCharsets.UTF_8), weight);
    }

    /** Ends what is under way and refuses what comes later; any thread. */
    @Override
    public void close() {
        rest.close();
    }

    @Override
    public String toString() {
        return venue + " at " + uri;
    }
}
