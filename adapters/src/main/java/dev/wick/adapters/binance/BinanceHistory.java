package dev.wick.adapters.binance;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.RestUse;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Source;
import dev.wick.adapters.limit.RateLimiter;
import dev.wick.adapters.rest.RestAnswer;
import dev.wick.adapters.rest.RestClient;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Binance's REST side for one market: candles page by page, symbols, the exchange's clock. Thread-safe; every call blocks.
 *
 * <p>Which rows are closed is judged by a time that the exchange's clock had passed before the request was sent: a row that
 * was still forming when the exchange wrote the answer cannot pass for closed because the answer took long.
 */
public final class BinanceHistory implements HistoryClient, AutoCloseable {
    private static final int TIME_WEIGHT = 1;
    private static final Pattern BASE_URL = Pattern.compile("https?://[^/?#\\s]+/*", Pattern.CASE_INSENSITIVE);

    private final BinanceMarket market;
    private final AdapterContext context;
    private final String baseUrl;
    private final RestClient rest;
    private final BinanceServerClock serverClock;

    /**
     * Makes the client of a market.
     *
     * @throws IllegalArgumentException if the context's REST URL is none
     */
    BinanceHistory(final BinanceMarket market, final AdapterContext context, final RateLimiter limiter) {
        this.market = market;
        this.context = context;
        this.baseUrl = baseUrl(market, context.restUrl());
        this.rest = new RestClient(threadName(market), context, new BinanceDialect(), limiter);
        this.serverClock = new BinanceServerClock(context.nanoClock(), () -> get(market.timePath(), "", TIME_WEIGHT));
    }

    private static String baseUrl(final BinanceMarket market, final String override) {
        if (override == null) {
            return market.restUrl();
        }
        if (!BASE_URL.matcher(override).matches()) {
            throw new IllegalArgumentException("REST URL of binance " + market + ": " + override
                    + " is not of the form https://host:port; scheme and host are needed, the port may be left out");
        }
        return override.replaceAll("/+$", "");
    }

    private static String threadName(final BinanceMarket market) {
        return switch (market) {
            case SPOT -> "rest-bin-sp";
            case USDM -> "rest-bin-um";
            case COINM -> "rest-bin-cm";
        };
    }

    /**
     * {@inheritDoc}
     *
     * <p>A page that cannot be read is not delivered in part; pages before it have been. If a page fails, the call fails:
     * what the sink got stays valid, and asking again repeats it.
     */
    @Override
    public Answer candles(final Series series, final long fromMs, final long toMs, final CandleSink sink)
            throws HistoryException {
        long provenToMs = series.interval().previous(fromMs);
        int delivered = 0;
        long pageFromMs = fromMs;
        while (pageFromMs <= toMs) {
            long passedMs = serverTimeMs();
            if (pageFromMs > BinancePage.lastClosedMs(series.interval(), passedMs)) {
                passedMs = serverTime(serverClock::closeLowerBoundMs);
            }
            final long lastMs = Math.min(toMs, BinancePage.lastClosedMs(series.interval(), passedMs));
            if (pageFromMs > lastMs) {
                break;
            }
            final BinancePage page = BinancePage.of(market, series.interval(), pageFromMs, lastMs);
            final BinancePage.Closed closed = fetch(series, page, passedMs, sink);
            delivered += closed.candles().size();
            provenToMs = closed.provenToMs();
            if (provenToMs < page.toMs()) {
                break;
            }
            pageFromMs = page.nextFromMs();
        }
        return new Answer(delivered, provenToMs);
    }

    private BinancePage.Closed fetch(
            final Series series, final BinancePage page, final long passedMs, final CandleSink sink)
            throws HistoryException {
        final RestAnswer answer = get(market.klinesPath(), query(series, page), market.klinesWeight(page.limit()));
        final List<Candle> rows = BinanceKlineRows.read(answer, market.countsContracts());
        final BinancePage.Closed closed = page.closed(rows, passedMs);
        if (closed == null) {
            throw BinanceJson.bad(answer, series + ": the rows are not of the range that was asked for", null);
        }
        final long parsedNs = context.nanoClock().nanoTime();
        for (final Candle candle : closed.candles()) {
            candle.seriesId = series.id();
            candle.closeTimeMs = series.interval().next(candle.openTimeMs) - 1;
            candle.closed = true;
            candle.finality = Finality.REST;
            candle.source = Source.BACKFILL;
            candle.receivedTimeNs = answer.receivedTimeNs();
            candle.readNs = answer.readNs();
            candle.parsedNs = parsedNs;
            sink.onCandle(candle);
        }
        return closed;
    }

    private static String query(final Series series, final BinancePage page) {
        return "?symbol=" + URLEncoder.encode(series.symbol(), StandardCharsets.UTF_8)
                + "&interval=" + series.interval().text()
                + "&startTime=" + page.fromMs()
                + "&endTime=" + page.toMs()
                + "&limit=" + page.limit();
    }

    @Override
    public Optional<Candle> newest(final Series series) throws HistoryException {
        final String query = "?symbol=" + URLEncoder.encode(series.symbol(), StandardCharsets.UTF_8) + "&interval="
                + series.interval().text() + "&limit=1";
        final RestAnswer answer = get(market.klinesPath(), query, market.klinesWeight(1));
        final List<Candle> rows = BinanceKlineRows.read(answer, market.countsContracts());
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        final Candle newest = rows.get(rows.size() - 1);
        newest.seriesId = series.id();
        newest.closeTimeMs = series.interval().next(newest.openTimeMs) - 1;
        return Optional.of(newest);
    }

    /** How connections were used so far. */
    RestUse use() {
        return rest.use();
    }

    @Override
    public List<String> symbols() throws HistoryException {
        // With every account group that may trade each of them, the answer of spot grows beyond 10 MB.
        final String query = market == BinanceMarket.SPOT ? "?showPermissionSets=false&symbolStatus=TRADING" : "";
        final String statusField = market == BinanceMarket.COINM ? "contractStatus" : "status";
        final RestAnswer answer = get(market.exchangeInfoPath(), query, market.exchangeInfoWeight());
        return BinanceExchangeInfo.trading(answer, statusField);
    }

    /** A way to ask the clock. */
    private interface Bound {
        long ms() throws HistoryException, InterruptedException;
    }

    @Override
    public long serverTimeMs() throws HistoryException {
        return serverTime(serverClock::lowerBoundMs);
    }

    private long serverTime(final Bound bound) throws HistoryException {
        try {
            return bound.ms();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HistoryException(
                    HistoryException.Kind.UNREACHABLE, baseUrl + market.timePath() + ": given up, interrupted", 0, e);
        }
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
