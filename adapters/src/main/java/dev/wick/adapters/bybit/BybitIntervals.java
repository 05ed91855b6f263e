package dev.wick.adapters.bybit;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Bybit's names of the intervals that it streams and keeps, alike on all its markets. Stateless; any thread.
 *
 * <p>Source: {@code docs/v5/enum.mdx}, "interval".
 */
final class BybitIntervals {
    private static final Interval[] INTERVALS = {
        Interval.M1,
        Interval.M3,
        Interval.M5,
        Interval.M15,
        Interval.M30,
        Interval.H1,
        Interval.H2,
        Interval.H4,
        Interval.H6,
        Interval.H12,
        Interval.D1,
        Interval.W1,
        Interval.MONTH1
    };
    private static final String[] NAMES = {"1", "3", "5", "15", "30", "60", "120", "240", "360", "720", "D", "W", "M"};
    private static final int MAX_LENGTH = 3;
    private static final int[] CODES = new int[NAMES.length];

    static {
        for (int i = 0; i < NAMES.length; i++) {
            final byte[] name = NAMES[i].getBytes(StandardCharsets.US_ASCII);
            CODES[i] = code(name, 0, name.length);
        }
    }

    private BybitIntervals() {}

    /** All of them, by their common names. */
    static Set<Interval> all() {
        return Set.of(INTERVALS);
    }

    /** Says which there are, to whoever wants another. */
    static String only(final Series series) {
        return series.venue() + " has only "
                + Arrays.stream(INTERVALS).map(Interval::text).collect(Collectors.joining(", "));
    }

    /** The exchange's name of an interval; null for one that it does not have. */
    static String name(final Interval interval) {
        for (int i = 0; i < INTERVALS.length; i++) {
            if (INTERVALS[i] == interval) {
                return NAMES[i];
            }
        }
        return null;
    }

    /** The interval whose name these bytes are; null if there is none. Allocates nothing. */
    static Interval of(final byte[] bytes, final int offset, final int length) {
        if (length < 1 || length > MAX_LENGTH) {
            return null;
        }
        final int code = code(bytes, offset, length);
        for (int i = 0; i < CODES.length; i++) {
            if (CODES[i] == code) {
                return INTERVALS[i];
            }
        }
        return null;
    }

    private static int code(final byte[] bytes, final int offset, final int length) {
        int code = 0;
        for (int i = offset; i < offset + length; i++) {
            code = (code << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        return code;
    }
}
