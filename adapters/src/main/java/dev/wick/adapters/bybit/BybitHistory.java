package dev.wick.adapters.bybit;

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
import dev.wick.adapters.rest.RestJson;
import dev.wick.adapters.rest.RestUrl;
import dev.wick.adapters.rest.ServerClock;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Bybit's REST side for one market: candles, symbols, the exchange's clock. Thread-safe; every call blocks. */
public final class BybitHistory implements HistoryClient, AutoCloseable {
    private static final String TIME = "/v5/market/time";
    private static final String KLINE = "/v5/market/kline";
    private static final String INSTRUMENTS = "/v5/market/instruments-info";

    /** Requests are counted, whatever they ask for. */
    private static final int ONE_REQUEST = 1;

    private static final int ROWS_PER_PAGE = 1_000;

    /** Far more pages than there are; a cursor that never ends would keep us for ever. */
    private static final int MAX_PAGES = 100;

    /** What may stand in a query as it is. */
    private static final Pattern IN_QUERY = Pattern.compile("[A-Za-z0-9%._~,:+=-]*");

    private final BybitMarket market;
    private final String baseUrl;
    private final RestClient rest;
    private final ServerClock serverClock;
    private final CandlePages pages;

    /**
     * Makes the client of a market.
     *
     * @throws IllegalArgumentException if the context's REST URL is none
     */
    BybitHistory(final Venue venue, final AdapterContext context, final ExchangeHttp http, final RateLimiter limiter) {
        market = BybitMarket.of(venue.contractType());
        baseUrl = RestUrl.base(venue, BybitMarket.REST_URL, context.restUrl());
        rest = new RestClient(http, context, new BybitDialect(), limiter);
        serverClock =
                new ServerClock(venue.toString(), context.nanoClock(), () -> get(TIME), ServerClock.field("time"));
        pages = new CandlePages(CandlePages.Limits.ofRows(ROWS_PER_PAGE), serverClock, context.nanoClock(), this::rows);
    }

    @Override
    public Answer candles(final Series series, final long fromMs, final long toMs, final CandleSink sink)
            throws HistoryException {
        return pages.candles(series, fromMs, toMs, sink);
    }

    /** Both ends are inclusive on the open time: documented by example, and so used by others. */
    private CandleRows rows(final Series series, final long fromMs, final long toMs, final int limit)
            throws HistoryException {
        return klines(series, "&start=" + fromMs + "&end=" + toMs, limit);
    }

    @Override
    public Optional<Candle> newest(final Series series) throws HistoryException {
        return klines(series, "", 1).newest(series);
    }

    private CandleRows klines(final Series series, final String range, final int limit) throws HistoryException {
        final String interval = BybitIntervals.name(series.interval());
        if (interval == null) {
            throw new HistoryException(
                    HistoryException.Kind.HTTP_STATUS, series + " was not asked for: " + BybitIntervals.only(series));
        }
        final RestAnswer answer = get(KLINE + "?category=" + market.category() + "&symbol="
                + RestUrl.encode(series.symbol()) + "&interval=" + interval + range + "&limit=" + limit);
        return BybitKlineRows.read(answer, market.countsContracts());
    }

    @Override
    public List<String> symbols() throws HistoryException {
        final Set<String> symbols = new LinkedHashSet<>();
        String cursor = "";
        for (int page = 0; page < MAX_PAGES; page++) {
            final RestAnswer answer = get(INSTRUMENTS + "?category=" + market.category() + "&limit=" + ROWS_PER_PAGE
                    + (cursor.isEmpty() ? "" : "&cursor=" + inQuery(cursor)));
            final BybitInstruments instruments = BybitInstruments.read(answer);
            symbols.addAll(instruments.trading());
            if (instruments.cursor().isEmpty()) {
                return List.copyOf(symbols);
            }
            if (instruments.cursor().equals(cursor)) {
                throw RestJson.bad(answer, "the cursor of the next page is that of this one: " + cursor, null);
            }
            cursor = instruments.cursor();
        }
        throw new HistoryException(
                HistoryException.Kind.BAD_ANSWER,
                baseUrl + INSTRUMENTS + ": the list of symbols does not end after " + MAX_PAGES + " pages");
    }

    /** Cursors come encoded for a query already, and go back as they came. */
    private static String inQuery(final String cursor) {
        return IN_QUERY.matcher(cursor).matches() ? cursor : RestUrl.encode(cursor);
    }

    @Override
    public long serverTimeMs() throws HistoryException {
        return serverClock.lowerBoundMs();
    }

    @Override
    public ServerTime serverTime() throws HistoryException {
        return serverClock.reading();
    }

    private RestAnswer get(final String pathAndQuery) throws HistoryException {
        return rest.get(URI.create(baseUrl + pathAndQuery), ONE_REQUEST);
    }

    /** Ends what is under way and refuses what comes later; any thread. */
    @Override
    public void close() {
        rest.close();
    }
}
