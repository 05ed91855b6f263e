package dev.wick.adapters.binance;

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

/** Binance's REST side for one market: candles, symbols, the exchange's clock. Thread-safe; every call blocks. */
public final class BinanceHistory implements HistoryClient, AutoCloseable {
    private static final int TIME_WEIGHT = 1;

    private final BinanceMarket market;
    private final String baseUrl;
    private final RestClient rest;
    private final ServerClock serverClock;
    private final CandlePages pages;

    /**
     * Makes the client of a market.
     *
     * @throws IllegalArgumentException if the context's REST URL is none
     */
    BinanceHistory(
            final Venue venue, final AdapterContext context, final ExchangeHttp http, final RateLimiter limiter) {
        market = BinanceMarket.of(venue.contractType());
        baseUrl = RestUrl.base(venue, market.restUrl(), context.restUrl());
        rest = new RestClient(http, context, new BinanceDialect(), limiter);
        serverClock = new ServerClock(
                venue.toString(),
                context.nanoClock(),
                () -> get(market.timePath(), "", TIME_WEIGHT),
                ServerClock.field("serverTime"));
        pages = new CandlePages(
                new CandlePages.Limits(market.klinesPerRequest(), market.klinesRangeMs(), CandlePages.Limits.ALL),
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
        return klines(series, "&startTime=" + fromMs + "&endTime=" + toMs, limit);
    }

    @Override
    public Optional<Candle> newest(final Series series) throws HistoryException {
        return klines(series, "", 1).newest(series);
    }

    private CandleRows klines(final Series series, final String range, final int limit) throws HistoryException {
        final String query = "?symbol=" + RestUrl.encode(series.symbol()) + "&interval="
                + series.interval().text() + range + "&limit=" + limit;
        final RestAnswer answer = get(market.klinesPath(), query, market.klinesWeight(limit));
        return BinanceKlineRows.read(answer, market.countsContracts());
    }

    @Override
    public List<String> symbols() throws HistoryException {
        // With every account group that may trade each of them, the answer of spot grows beyond 10 MB.
        final String query = market == BinanceMarket.SPOT ? "?showPermissionSets=false&symbolStatus=TRADING" : "";
        final String statusField = market == BinanceMarket.COINM ? "contractStatus" : "status";
        final RestAnswer answer = get(market.exchangeInfoPath(), query, market.exchangeInfoWeight());
        return BinanceExchangeInfo.trading(answer, statusField);
    }

    @Override
    public long serverTimeMs() throws HistoryException {
        return serverClock.lowerBoundMs();
    }

    @Override
    public ServerTime serverTime() throws HistoryException {
        return serverClock.reading();
    }

    private RestAnswer get(final String path, final String query, final int weight) throws HistoryException {
        return rest.get(URI.create(baseUrl + path + query), weight);
    }

    /** Ends what is under way and refuses what comes later; any thread. */
    @Override
    public void close() {
        rest.close();
    }
}
