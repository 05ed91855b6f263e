package dev.wick.engine.journal;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Interval;
import dev.wick.engine.history.CandleRecord;
import dev.wick.engine.history.LogPage;
import dev.wick.engine.history.LogQuery;
import dev.wick.engine.history.LogStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/** The log of one series as it lies in the segments, and the page of it that answers one query. The journal's thread. */
final class SeriesLog {
    /** So many candles a page has at most: some hundred kilobytes. */
    static final int PAGE_CANDLES = 250;

    private static final int WAIVER = -1;

    private final LogQuery query;
    private final LongArrayList places = new LongArrayList();
    private final LongArrayList openTimesMs = new LongArrayList();
    private final IntArrayList revisions = new IntArrayList();
    private long[] published;
    private long deletedToMs = Candle.NONE;
    private boolean isDefined;
    private int begin;
    /** Of this open time and all before it nothing is wanted that was given up, UTC ms. */
    private long hasToMs;
    /** Whether that goes for published candles, too. */
    private boolean isByOpenTime;

    SeriesLog(final LogQuery query) {
        this.query = query;
    }

    LogQuery query() {
        return query;
    }

    /** Where a record lies, so that later ones have higher numbers. */
    static long place(final long segment, final int at) {
        return segment << Integer.SIZE | at;
    }

    /** The segment that {@link #place} has put into a number. */
    static long segment(final long place) {
        return place >>> Integer.SIZE;
    }

    /** A segment that has something of the series begins; the latest open time before it, UTC ms. */
    void defined(final long beforeMs) {
        if (!isDefined) {
            isDefined = true;
            deletedToMs = beforeMs;
        }
    }

    void published(final long place, final long openTimeMs, final int revision) {
        places.addLong(place);
        openTimesMs.addLong(openTimeMs);
        revisions.addInt(revision);
    }

    void waived(final long place, final long toMs) {
        published(place, toMs, WAIVER);
    }

    /**
     * The answer.
     *
     * @param segments gives the bytes of a segment by its number
     */
    LogPage page(final LongFunction<DirectBuffer> segments) {
        final int last = lastCandle();
        if (last < 0 || !findBegin(segments)) {
            return LogPage.UNKNOWN;
        }
        final List<LogStep> steps = new ArrayList<>();
        int at = begin;
        for (int candles = 0; at < places.size() && candles < PAGE_CANDLES; at++) {
            if (revisions.getInt(at) == WAIVER) {
                addHoles(steps, waivedFromMs(segments, at), openTimesMs.getLong(at));
            } else if (!isByOpenTime || openTimesMs.getLong(at) > hasToMs) {
                steps.add(new LogStep.Published(candle(segments, at)));
                candles++;
            }
        }
        final long next = at == 0 ? LogQuery.BEGINNING : places.getLong(at - 1);
        return new LogPage(true, steps, next, at == places.size(), openTimesMs.getLong(last), revisions.getInt(last));
    }

    private int lastCandle() {
        int last = places.size() - 1;
        while (last >= 0 && revisions.getInt(last) == WAIVER) {
            last--;
        }
        return last;
    }

    private boolean findBegin(final LongFunction<DirectBuffer> segments) {
        hasToMs = Candle.NONE;
        if (query.place() != LogQuery.BEGINNING) {
            begin = places.indexOf(query.place()) + 1;
            return begin > 0;
        }
        final int known = indexOfKnown();
        if (known >= 0) {
            begin = known + 1;
            return true;
        }
        // It was never published here, unless that is deleted by now: the subscriber has it from the exchange.
        hasToMs = query.openTimeMs();
        final boolean mayBeDeleted = deletedToMs != Candle.NONE && hasToMs <= deletedToMs;
        begin = mayBeDeleted ? -1 : indexOfWaiver(segments);
        if (begin < 0 && !mayBeDeleted) {
            isByOpenTime = true;
            begin = 0;
        }
        return begin >= 0;
    }

    private int indexOfKnown() {
        int at = places.size() - 1;
        while (at >= 0
                && (openTimesMs.getLong(at) != query.openTimeMs()
                        || revisions.getInt(at) == WAIVER
                        || revisions.getInt(at) > query.revision())) {
            at--;
        }
        return at;
    }

    private int indexOfWaiver(final LongFunction<DirectBuffer> segments) {
        int at = places.size() - 1;
        while (at >= 0
                && (revisions.getInt(at) != WAIVER
                        || openTimesMs.getLong(at) < hasToMs
                        || waivedFromMs(segments, at) > hasToMs)) {
            at--;
        }
        return at;
    }

    /** What was given up and not published after all, before or later. */
    private void addHoles(final List<LogStep> steps, final long fromMs, final long toMs) {
        if (published == null) {
            published = sortedOpenTimes();
        }
        final Interval interval = query.series().interval();
        long nextMs = hasToMs == Candle.NONE ? fromMs : Math.max(fromMs, interval.next(hasToMs));
        for (final long openTimeMs : published) {
            if (openTimeMs >= nextMs && openTimeMs <= toMs) {
                if (openTimeMs > nextMs) {
                    steps.add(new LogStep.Waived(nextMs, interval.previous(openTimeMs)));
                }
                nextMs = interval.next(openTimeMs);
            }
        }
        if (nextMs <= toMs) {
            steps.add(new LogStep.Waived(nextMs, toMs));
        }
    }

    private long[] sortedOpenTimes() {
        final LongArrayList all = new LongArrayList();
        for (int i = 0; i < places.size(); i++) {
            if (revisions.getInt(i) != WAIVER) {
                all.addLong(openTimesMs.getLong(i));
            }
        }
        final long[] sorted = all.toLongArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private long waivedFromMs(final LongFunction<DirectBuffer> segments, final int index) {
        final long place = places.getLong(index);
        return segments.apply(segment(place))
                .getLong((int) place + SegmentFormat.WAIVED_FROM, SegmentFormat.BYTE_ORDER);
    }

    private Candle candle(final LongFunction<DirectBuffer> segments, final int index) {
        final long place = places.getLong(index);
        final Candle candle = new Candle();
        CandleRecord.read(segments.apply(segment(place)), (int) place + SegmentFormat.CANDLE, candle);
        candle.seriesId = query.series().id();
        candle.closeTimeMs = query.series().interval().next(candle.openTimeMs) - 1;
        return candle;
    }
}
