package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Interval;

/**
 * Arithmetic on the open times of one series, all UTC ms. Counts from an open time that is known to be right, since not
 * every interval's phase is documented. Months are walked one by one, all else is calculated.
 */
public final class Grid {
    private Grid() {}

    /** How many open times there are from one to another, both inclusive. */
    public static long count(final Interval interval, final long fromMs, final long toMs) {
        if (!interval.isMonths()) {
            return (toMs - fromMs) / stepMs(interval, fromMs) + 1;
        }
        long count = 0;
        for (long time = fromMs; time <= toMs; time = interval.next(time)) {
            count++;
        }
        return count;
    }

    /** The first open time that is neither before {@code openTimeMs} nor before {@code boundMs}. */
    public static long firstAtOrAfter(final Interval interval, final long openTimeMs, final long boundMs) {
        if (boundMs <= openTimeMs) {
            return openTimeMs;
        }
        final long last = lastAtOrBefore(interval, openTimeMs, boundMs);
        return last == boundMs ? last : interval.next(last);
    }

    /** The last open time that is not after {@code boundMs}, which itself is not before {@code openTimeMs}. */
    public static long lastAtOrBefore(final Interval interval, final long openTimeMs, final long boundMs) {
        if (!interval.isMonths()) {
            return boundMs - (boundMs - openTimeMs) % stepMs(interval, openTimeMs);
        }
        long last = openTimeMs;
        for (long time = openTimeMs; time <= boundMs; time = interval.next(time)) {
            last = time;
        }
        return last;
    }

    private static long stepMs(final Interval interval, final long openTimeMs) {
        return interval.next(openTimeMs) - openTimeMs;
    }
}
