package dev.wick.engine.journal;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.history.CandleRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.LongArrayList;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the journal had at the start, by series, each handed out once. Filled by the thread that starts the engine, then used
 * by the pipeline's thread.
 */
final class RecoveredCandles {
    /** What all segments together have of a series. */
    static final class Found {
        private final LongArrayList places = new LongArrayList();
        private final long beforeMs;
        private long waivedToMs = Candle.NONE;
        private int waivedBehind;

        private Found(final long beforeMs) {
            this.beforeMs = beforeMs;
        }

        /** Adds the next candle; made by {@link #place}. */
        void add(final long place) {
            places.addLong(place);
        }

        /** Up to this open time nothing is owed of what comes next, UTC ms. */
        void waived(final long toMs) {
            if (toMs > waivedToMs) {
                waivedToMs = toMs;
                waivedBehind = places.size();
            }
        }
    }

    private final int capacity;
    private final Map<SeriesNames, Found> found = new HashMap<>();
    private final List<UnsafeBuffer> files = new ArrayList<>();
    private final Map<SeriesNames, RecoveredSeries> bySeries = new HashMap<>();
    private int candles;

    /** None yet; the newest so many of each series will be kept. */
    RecoveredCandles(final int capacity) {
        this.capacity = capacity;
    }

    /**
     * What was found of a series so far, to be added to.
     *
     * @param beforeMs the latest open time in segments before the one that defines it now; those are gone if this is the first
     */
    Found found(final SeriesNames names, final long beforeMs) {
        return found.computeIfAbsent(names, n -> new Found(beforeMs));
    }

    /** The number by which {@link #place} calls a file. */
    int file(final UnsafeBuffer file) {
        files.add(file);
        return files.size() - 1;
    }

    /** Where a candle's record lies, in one number. */
    static long place(final int file, final int at) {
        return (long) file << Integer.SIZE | at;
    }

    /** Copies what is wanted of the files, which may be closed afterwards. */
    void collect() {
        found.forEach((names, all) -> {
            final RecoveredSeries newest = newest(all);
            bySeries.put(names, newest);
            candles += newest.size();
        });
        found.clear();
        files.clear();
    }

    private RecoveredSeries newest(final Found all) {
        final int first = Math.max(0, all.places.size() - capacity);
        long forgottenMs = all.beforeMs;
        for (int i = 0; i < first; i++) {
            forgottenMs = Math.max(forgottenMs, openTimeMs(all.places.getLong(i)));
        }
        long latestMs = Math.max(forgottenMs, all.waivedToMs);
        for (int i = first; i < all.places.size(); i++) {
            latestMs = Math.max(latestMs, openTimeMs(all.places.getLong(i)));
        }
        final int waivedAt = Math.max(0, all.waivedBehind - first);
        final RecoveredSeries series =
                new RecoveredSeries(all.places.size() - first, forgottenMs, latestMs, all.waivedToMs, waivedAt);
        for (int i = first; i < all.places.size(); i++) {
            series.put(i - first, file(all.places.getLong(i)), (int) all.places.getLong(i));
        }
        return series;
    }

    private long openTimeMs(final long place) {
        return CandleRecord.openTimeMs(file(place), (int) place);
    }

    private UnsafeBuffer file(final long place) {
        return files.get((int) (place >>> Integer.SIZE));
    }

    /** How many series there are that nobody has taken. */
    int size() {
        return bySeries.size();
    }

    /** How many candles were kept at the start, of all series. */
    int candles() {
        return candles;
    }

    /** What there is of a series, which the caller frees, or null; the second time it is null. */
    RecoveredSeries take(final Series series) {
        return bySeries.isEmpty() ? null : bySeries.remove(SeriesNames.of(series));
    }
}
