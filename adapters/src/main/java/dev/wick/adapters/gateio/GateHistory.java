package dev.wick.adapters.gateio;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.Decimal;
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
import org.agrona.concurrent.EpochClock;

/** Gate's REST side for one market: candles, symbols, the exchange's clock. Thread-safe; every call blocks. */
final class GateHistory implements HistoryClient, AutoCloseable {
    /** Requests are counted, not weighed. */
    private static final int ONE_REQUEST = 1;

    /** "Maximum 10000 points ago are allowed"; two clients measured that 9998 are. The futures do so since 2026-02. */
    static final int ROWS_KEPT = 9_998;

    private final GateMarket market;
    private final GateMultipliers multipliers;
    private final GateSkew skew;
    private final EpochClock clock;
    private final String baseUrl;
    private final RestClient rest;
    private final ServerClock serverClock;
    private final CandlePages pages;

    /**
     * Makes the client of a market.
     *
     * @param multipliers learn from every list that is fetched
     * @param skew learns from every answer
     * @throws IllegalArgumentException if the context's REST URL is none
     */
    GateHistory(
            final Venue venue,
            final AdapterContext context,
            final ExchangeHttp http,
            final RateLimiter limiter,
            final GateMultipliers multipliers,
            final GateSkew skew) {
        market = GateMarket.of(venue.contractType());
        this.multipliers = multipliers;
        this.skew = skew;
        clock = context.epochClock();
        baseUrl = RestUrl.base(venue, GateMarket.REST_URL, context.restUrl());
        rest = new RestClient(http, context, new GateRestDialect(context.epochClock()), limiter);
        serverClock = new ServerClock(
                venue.toString(),
                context.nanoClock(),
                () -> get(GateMarket.TIME_PATH, ""),
                ServerClock.field("server_time"));
        pages = new CandlePages(
                new CandlePages.Limits(market.rowsPerRequest(), Long.MAX_VALUE, ROWS_KEPT),
                serverClock,
                context.nanoClock(),
                this::rows);
    }

    @Override
    public Answer candles(final Series series, final long fromMs, final long toMs, final CandleSink sink)
            throws HistoryException {
        return pages.candles(series, fromMs, toMs, sink);
    }

    private CandleRows rows(final Series series, final long fromMs, final long toMs, final int limit)
            throws HistoryException {
        // A limit may not stand beside a range.
        return candlesticks(series, "&from=" + fromMs / 1_000 + "&to=" + toMs / 1_000);
    }

    @Override
    public Optional<Candle> newest(final Series series) throws HistoryException {
        return candlesticks(series, "&limit=1").newest(series);
    }

    private CandleRows candlesticks(final Series series, final String range) throws HistoryException {
        final Decimal multiplier = multiplier(series.symbol());
        final String query = "?" + market.symbolParameter() + "=" + RestUrl.encode(series.symbol()) + "&interval="
                + series.interval().text() + range;
        return GateCandleRows.read(get(market.candlesPath(), query), market, multiplier);
    }

    /** Fetches the list if there has been none: rows without their base volume would differ from what is streamed. */
    private Decimal multiplier(final String symbol) throws HistoryException {
        if (market == GateMarket.UM && multipliers.isEmpty()) {
            symbols();
        }
        return multipliers.of(symbol);
    }

    @Override
    public List<String> symbols() throws HistoryException {
        final GateListed listed = GateListed.read(get(market.symbolsPath(), ""), market);
        multipliers.learn(listed.multipliers());
        return listed.trading();
    }

    @Override
    public long serverTimeMs() throws HistoryException {
        return serverClock.lowerBoundMs();
    }

    @Override
    public ServerTime serverTime() throws HistoryException {
        return serverClock.reading();
    }

    private RestAnswer get(final String path, final String query) throws HistoryException {
        final RestAnswer answer = rest.get(URI.create(baseUrl + path + query), ONE_REQUEST);
        skew.observe(answer, clock.time());
        return answer;
    }

    /** Ends what is under way and refuses what comes later; any thread. */
    @Override
    public void close() {
        rest.close();
    }
}
