package dev.wick.adapters.hyperliquid;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.text.IntervalNames;
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

    private static final IntervalNames NAMES = new IntervalNames(ALL, HyperIntervals::name);

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
        return NAMES.find(bytes, offset, length);
    }
}
