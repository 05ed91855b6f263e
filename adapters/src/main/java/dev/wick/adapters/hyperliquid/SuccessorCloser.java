package dev.wick.adapters.hyperliquid;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.Finality;
import java.util.Arrays;

/**
 * Closes candles by their successors, since the exchange sends no sign that one is final: remembers the last forming candle of
 * each series, and hands it on as closed when one with a later open time comes. One per connection, on its leg's thread; a new
 * connection remembers nothing, because what came in between is not known to it.
 *
 * <pre>
 *   in     t=0   t=0   t=60        t=60   t=0 (late)   t=180
 *   out    0     0     0 closed,60   60     0          60 closed,180      bars in between are for others to find
 * </pre>
 *
 * <p>Frames hold the whole bar so far, so that the last one is the bar; unless that one was lost. So a candle is not closed
 * here if, since it last came, a frame was unreadable or the whole connection stood still: it is then for REST to tell.
 * Allocates once for each series, when it comes first.
 */
final class SuccessorCloser {
    /** What one frame says of a series. */
    private static final class Remembered {
        private ReadCandle last = new ReadCandle();
        private long doubts;
        private boolean forming;
    }

    private final CandleSink sink;
    private Remembered[] bySeries = new Remembered[64];
    private long doubts;

    SuccessorCloser(final CandleSink sink) {
        this.sink = sink;
    }

    /** A frame was lost, of which series is not known: what was remembered before may not be the last of its bar. */
    void doubtAll() {
        doubts++;
    }

    /** The series was not subscribed for a while, or is so anew. */
    void forget(final int seriesId) {
        if (seriesId < bySeries.length && bySeries[seriesId] != null) {
            bySeries[seriesId].forming = false;
        }
    }

    /** Hands the forming candle on that was read, and before it the one that it closes; returns how many went to the sink. */
    int accept(final CandleReader reader) {
        final Candle candle = reader.candle();
        final Remembered series = remembered(candle.seriesId);
        final Candle last = series.last.candle;
        int handedOn = 1;
        if (!series.forming || candle.openTimeMs >= last.openTimeMs) {
            if (series.forming && series.doubts == doubts && candle.openTimeMs > last.openTimeMs) {
                close(last, candle);
                handedOn++;
            }
            series.last = reader.exchange(series.last);
            series.doubts = doubts;
            series.forming = true;
        }
        sink.onCandle(candle);
        return handedOn;
    }

    /** Its stamps become those of the frame that made it final. */
    private void close(final Candle over, final Candle successor) {
        over.closed = true;
        over.finality = Finality.SUCCESSOR;
        over.receivedTimeNs = successor.receivedTimeNs;
        over.readNs = successor.readNs;
        over.parsedNs = successor.parsedNs;
        sink.onCandle(over);
    }

    private Remembered remembered(final int seriesId) {
        if (seriesId >= bySeries.length) {
            bySeries = Arrays.copyOf(bySeries, Math.max(seriesId + 1, 2 * bySeries.length));
        }
        if (bySeries[seriesId] == null) {
            bySeries[seriesId] = new Remembered();
        }
        return bySeries[seriesId];
    }
}
