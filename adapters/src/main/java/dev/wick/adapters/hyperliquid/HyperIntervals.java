package dev.wick.adapters.hyperliquid;

import dev.wick.adapters.feed.Interval;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The intervals that Hyperliquid streams, and their names on the wire. Stateless; any thread.
 *
 * <p>All names are the common ones but for {@code 1w}: its weeks begin on Thursdays, as the days since the epoch divide by
 * seven (seen by the authors of a wallet, rainbow-me/rainbow pull request 6920; not documented), so that it is
 * {@link Interval#D7}. On which midnights {@code 3d} begins is not documented, nor that {@code 1M} is a calendar month, which
 * is assumed.
 */
final class HyperIntervals {
    private static final Set<Interval> ALL = Collections.unmodifiableSet(EnumSet.of(
            Interval.M1,
            Interval.M3,
            Interval.M5,
            Interval.M15,
            Interval.M30,
            Interval.H1,
            Interval.H2,
            Interval.H4,
            Interval.H8,
            Interval.H12,
            Interval.D1,
            Interval.D3,
            Interval.D7,
            Interval.MONTH1));

    private static final Interval[] INTERVALS = ALL.toArray(Interval[]::new);
    private static final int[] CODES = new int[INTERVALS.length];

    static {
        for (int i = 0; i < INTERVALS.length; i++) {
            final byte[] name = name(INTERVALS[i]).getBytes(StandardCharsets.US_ASCII);
            CODES[i] = code(name, 0, name.length);
        }
    }

    private HyperIntervals() {}

    static Set<Interval> all() {
        return ALL;
    }

    /** The name on the wire. */
    static String name(final Interval interval) {
        return interval == Interval.D7 ? "1w" : interval.text();
    }

    /** The interval of a name on the wire, null if it is none that we know; allocates nothing. */
    static Interval of(final byte[] bytes, final int offset, final int length) {
        final int code = code(bytes, offset, length);
        for (int i = 0; i < CODES.length; i++) {
            if (CODES[i] == code) {
                return INTERVALS[i];
            }
        }
        return null;
    }

    /** Up to three bytes as one number, 0 for more. */
    private static int code(final byte[] bytes, final int offset, final int length) {
        if (length > 3) {
            return 0;
        }
        int code = 0;
        for (int i = offset; i < offset + length; i++) {
            code = (code << 8) | (bytes[i] & 0xFF);
        }
        return code;
    }
}
