package dev.wick.adapters.okx;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.HistoryException;
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
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * OKX's REST side for one market: candles, symbols, the exchange's clock. Thread-safe; every call blocks.
 *
 * <p>The newest 1,440 bars are to be had from {@code market/candles}, all others from {@code market/history-candles}. A page
 * is asked for with both of its ends: rows older than {@code after} and newer than {@code before}, both exclusive. The
 * documents tell each of them alone; that both together mean the rows between is what clients rely on, and saw.
 */
final class OkxHistory implements HistoryClient, AutoCloseable {
    private static final String REST_URL = "https://www.okx.com";
    private static final int ROWS = 300;

    /** Of 1,440; the rest is for bars that begin while we ask, and for a clock that is known a little late. */
    private static final int RECENT_BARS = 1_400;

    private final OkxMarket market;
    private final String baseUrl;
    private final RestClient rest;
    private final ServerClock serverClock;
    private final CandlePages pages;

    /**
     * Makes the client of a market.
     *
     * @throws IllegalArgumentException if the context's REST URL is none
     */
    OkxHistory(final Venue venue, final AdapterContext context, final ExchangeHttp http, final RateLimiter limiter) {
        market = OkxMarket.of(venue.contractType());
        baseUrl = RestUrl.base(venue, REST_URL, context.restUrl());
        rest = new RestClient(http, context, new OkxRestDialect(), limiter);
        serverClock = new ServerClock(
                venue.toString(),
                context.nanoClock(),
                () -> get("/api/v5/public/time", OkxLimits.TIME_WEIGHT),
                ServerClock.field("ts"));
        pages = new CandlePages(CandlePages.Limits.ofRows(ROWS), serverClock, context.nanoClock(), this::rows);
    }

    @Override
    public Answer candles(final Series series, final long fromMs, final long toMs, final CandleSink sink)
            throws HistoryException {
        return pages.candles(series, fromMs, toMs, sink);
    }

    private CandleRows rows(final Series series, final long fromMs, final long toMs, final int limit)
            throws HistoryException {
        final String range = "&after=" + (toMs + 1) + "&before=" + (fromMs - 1) + "&limit=" + limit;
        final long recentFromMs =
                serverClock.lowerBoundMs() - RECENT_BARS * series.interval().shortestMs();
        return fromMs >= recentFromMs
                ? ask("/api/v5/market/candles", series, range, OkxLimits.CANDLES_WEIGHT)
                : ask("/api/v5/market/history-candles", series, range, OkxLimits.HISTORY_WEIGHT);
    }

    @Override
    public Optional<Candle> newest(final Series series) throws HistoryException {
        return ask("/api/v5/market/candles", series, "&limit=1", OkxLimits.CANDLES_WEIGHT)
                .newest(series);
    }

    private CandleRows ask(final String path, final Series series, final String range, final int weight)
            throws HistoryException {
        final String query = "?instId=" + RestUrl.encode(series.symbol()) + "&bar=" + OkxBars.name(series.interval());
        return OkxCandleAnswer.read(market, get(path + query + range, weight));
    }

    @Override
    public List<String> symbols() throws HistoryException {
        return OkxInstruments.trading(
                get("/api/v5/public/instruments?instType=" + market.name(), OkxLimits.INSTRUMENTS_WEIGHT));
    }

    @Override
    public long serverTimeMs() throws HistoryException {
        return serverClock.lowerBoundMs();
    }

    @Override
    public ServerTime serverTime() throws HistoryException {
        return serverClock.reading();
    }

    private RestAnswer get(final String pathAndQuery, final int weight) throws HistoryException {
        return rest.get(URI.create(baseUrl + pathAndQuery), weight);
    }

    /** Ends what is under way and refuses what comes later; any thread. */
    @Override
    public void close() {
        rest.close();
    }
}
