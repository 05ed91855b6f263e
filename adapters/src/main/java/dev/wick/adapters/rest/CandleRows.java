package dev.wick.adapters.rest;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Source;
import java.util.List;
import java.util.Optional;

/**
 * What one answer holds of a series; as {@link RowReader} makes it, open times rise strictly.
 *
 * <p>Of a row, open time, prices and volumes are set. {@link Candle#closed} is the exchange's own word: false where it flags
 * the row as still forming; true where it flags it as closed or, as most do, flags nothing. {@link Candle#closeTimeMs} is
 * set where the exchange sends one. All else is set by {@link CandlePages} and {@link #newest}.
 *
 * @param answer where they came from
 * @param rows ascending by open time; whoever takes them owns them
 */
public record CandleRows(RestAnswer answer, List<Candle> rows) {
    /** The newest bar in it, as {@link dev.wick.adapters.feed.HistoryClient#newest} gives it. */
    public Optional<Candle> newest(final Series series) {
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        final Candle newest = rows.get(rows.size() - 1);
        newest.seriesId = series.id();
        newest.closeTimeMs = series.interval().next(newest.openTimeMs) - 1;
        newest.closed = false;
        newest.source = Source.BACKFILL;
        newest.receivedTimeNs = answer.receivedTimeNs();
        return Optional.of(newest);
    }
}
