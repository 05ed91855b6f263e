package dev.wick.engine.journal;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Series;
import java.util.Arrays;

/** Which series are defined in the active segment, and by which number. The pipeline's thread. */
final class SeriesNumbers {
    private static final int FIRST_CAPACITY = 64;

    private int[] numbers = new int[FIRST_CAPACITY];
    private byte[][] names = new byte[FIRST_CAPACITY][];
    private long[] latestMs = filled(0, new long[FIRST_CAPACITY]);

    /** The number of a series in the active segment, 0 if it is not defined there yet. */
    int of(final Series series) {
        return series.id() < numbers.length ? numbers[series.id()] : 0;
    }

    void set(final Series series, final int number) {
        ensure(series.id());
        numbers[series.id()] = number;
    }

    /** The latest open time of a series in the journal so far, UTC ms, or {@link Candle#NONE}. */
    long latestMs(final Series series) {
        return series.id() < latestMs.length ? latestMs[series.id()] : Candle.NONE;
    }

    /** Notes an open time of a series, UTC ms. */
    void note(final Series series, final long openTimeMs) {
        ensure(series.id());
        latestMs[series.id()] = Math.max(latestMs[series.id()], openTimeMs);
    }

    /** The names of a series as in its definition, which are encoded once. */
    byte[] names(final Series series) {
        ensure(series.id());
        final byte[] known = names[series.id()];
        if (known != null) {
            return known;
        }
        names[series.id()] = SeriesNames.of(series).encoded();
        return names[series.id()];
    }

    private void ensure(final int id) {
        if (id >= numbers.length) {
            final int capacity = Math.max(id + 1, 2 * numbers.length);
            numbers = Arrays.copyOf(numbers, capacity);
            names = Arrays.copyOf(names, capacity);
            latestMs = filled(latestMs.length, Arrays.copyOf(latestMs, capacity));
        }
    }

    private static long[] filled(final int from, final long[] openTimesMs) {
        Arrays.fill(openTimesMs, from, openTimesMs.length, Candle.NONE);
        return openTimesMs;
    }

    /** None is defined: a new segment has begun. */
    void clear() {
        Arrays.fill(numbers, 0);
    }
}
