package dev.wick.adapters.text;

import dev.wick.adapters.feed.Interval;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Finds an interval by its name in a byte array, without a String. Immutable; any thread. */
public final class IntervalNames {
    /** All intervals by our own names, which are those of most exchanges. */
    public static final IntervalNames OWN = new IntervalNames(List.of(Interval.values()), Interval::text);

    private static final int MAX_LENGTH = 3;

    private final Interval[] intervals;
    private final int[] codes;

    /** @param name what the exchange calls it: one to three ASCII characters */
    public IntervalNames(final Collection<Interval> known, final Function<Interval, String> name) {
        intervals = known.toArray(Interval[]::new);
        codes = new int[intervals.length];
        for (int i = 0; i < intervals.length; i++) {
            final byte[] text = name.apply(intervals[i]).getBytes(StandardCharsets.US_ASCII);
            codes[i] = code(text, 0, text.length);
        }
    }

    /** The interval with this very name; null if there is none. Allocates nothing. */
    public Interval find(final byte[] bytes, final int offset, final int length) {
        final int code = code(bytes, offset, length);
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] == code) {
                return intervals[i];
            }
        }
        return null;
    }

    /** The bytes as one number, 0 for more than fit. */
    private static int code(final byte[] bytes, final int offset, final int length) {
        if (length > MAX_LENGTH) {
            return 0;
        }
        int code = 0;
        for (int i = offset; i < offset + length; i++) {
            code = (code << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        return code;
    }
}
