package dev.wick.adapters.rest;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.HistoryClient.Answer;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Source;
import org.agrona.concurrent.NanoClock;

/**
 * Collects a range of closed candles page by page, by the same rules for every exchange. Thread-safe; blocks.
 *
 * <p>Which rows are closed is judged by a time that the exchange's clock had passed before the request was sent: a row that
 * was still forming when the exchange wrote the answer cannot pass for closed because the answer took long. A row that the
 * exchange itself flags as forming is never closed. That a bar does not exist is proven by a later row, or by its absence a
 * minute after its end.
 */
public final class CandlePages {
    /** Asks the exchange for one page. */
    @FunctionalInterface
    public interface Request {
        /**
         * The rows of a range of open times; blocks. Rows outside of the range do no harm, and are left out.
         *
         * @param fromMs first open time, UTC ms, inclusive
         * @param toMs last open time, UTC ms, inclusive; may lie between two bars
         * @param limit how many bars can open in the range, at most as many as one answer holds
         */
        CandleRows rows(Series series, long fromMs, long toMs, int limit) throws HistoryException;
    }

    /**
     * What an exchange lets one ask for.
     *
     * @param rows that one answer holds, at most; at least 1
     * @param rangeMs that one request may span, ms; {@link Long#MAX_VALUE} for no limit
     * @param kept how many of the newest rows of a series it has at all, the forming one included; {@link #ALL} for no limit
     */
    public record Limits(int rows, long rangeMs, int kept) {
        /** It keeps all rows. */
        public static final int ALL = Integer.MAX_VALUE;

        /** Nothing is limited but the rows of an answer. */
        public static Limits ofRows(final int rows) {
            return new Limits(rows, Long.MAX_VALUE, ALL);
        }
    }

    /** Of the rows that are kept, one is forming, and another may begin while we ask. */
    private static final int ROWS_IN_FLUX = 2;

    private final Limits limits;
    private final ServerClock serverClock;
    private final NanoClock clock;
    private final Request request;

    /**
     * Asks nothing yet.
     *
     * @param clock monotonic ns, for the candles' stamps
     */
    public CandlePages(
            final Limits limits, final ServerClock serverClock, final NanoClock clock, final Request request) {
        this.limits = limits;
        this.serverClock = serverClock;
        this.clock = clock;
        this.request = request;
    }

    /**
     * As {@link dev.wick.adapters.feed.HistoryClient#candles}.
     *
     * <p>A page that cannot be read is not delivered in part; pages before it have been. If a page fails, the call fails:
     * what the sink got stays valid, and asking again repeats it. Of a range that begins before the oldest row which the
     * exchange still has, what exists is delivered, and nothing is proven.
     */
    public Answer candles(final Series series, final long fromMs, final long toMs, final CandleSink sink)
            throws HistoryException {
        final long keptFromMs = keptFromMs(series.interval());
        final long nothingMs = series.interval().previous(fromMs);
        if (fromMs >= keptFromMs) {
            return collect(series, fromMs, toMs, sink);
        }
        final Answer some = keptFromMs > toMs ? new Answer(0, nothingMs) : collect(series, keptFromMs, toMs, sink);
        return new Answer(some.delivered(), nothingMs);
    }

    private Answer collect(final Series series, final long fromMs, final long toMs, final CandleSink sink)
            throws HistoryException {
        final Interval interval = series.interval();
        long provenToMs = interval.previous(fromMs);
        int delivered = 0;
        long pageFromMs = fromMs;
        while (pageFromMs <= toMs) {
            long passedMs = serverClock.lowerBoundMs();
            if (pageFromMs > CandlePage.lastClosedMs(interval, passedMs)) {
                passedMs = serverClock.closeLowerBoundMs();
            }
            final long lastMs = Math.min(toMs, CandlePage.lastClosedMs(interval, passedMs));
            if (pageFromMs > lastMs) {
                break;
            }
            final CandlePage page = CandlePage.of(limits.rows(), limits.rangeMs(), interval, pageFromMs, lastMs);
            final CandlePage.Closed closed = fetch(series, page, passedMs, sink);
            delivered += closed.candles().size();
            provenToMs = closed.provenToMs();
            if (provenToMs < page.toMs()) {
                break;
            }
            pageFromMs = page.nextFromMs();
        }
        return new Answer(delivered, provenToMs);
    }

    private CandlePage.Closed fetch(
            final Series series, final CandlePage page, final long passedMs, final CandleSink sink)
            throws HistoryException {
        final CandleRows rows = request.rows(series, page.fromMs(), page.toMs(), page.limit());
        final CandlePage.Closed closed = page.closed(rows.rows(), passedMs);
        if (closed == null) {
            throw RestJson.bad(rows.answer(), series + ": the rows are not of the range that was asked for", null);
        }
        final long parsedNs = clock.nanoTime();
        for (final Candle candle : closed.candles()) {
            candle.seriesId = series.id();
            candle.closeTimeMs = series.interval().next(candle.openTimeMs) - 1;
            candle.finality = Finality.REST;
            candle.source = Source.BACKFILL;
            candle.receivedTimeNs = rows.answer().receivedTimeNs();
            candle.readNs = rows.answer().readNs();
            candle.parsedNs = parsedNs;
            sink.onCandle(candle);
        }
        return closed;
    }

    /** The oldest open time that the exchange has for certain, if there was a bar; on the interval's grid. */
    private long keptFromMs(final Interval interval) throws HistoryException {
        if (limits.kept() == Limits.ALL) {
            return Long.MIN_VALUE;
        }
        final long sinceMs = serverClock.lowerBoundMs() - (limits.kept() - ROWS_IN_FLUX) * interval.shortestMs();
        return interval.next(interval.openTimeAt(sinceMs));
    }
}
