package dev.wick.adapters.okx.sim;

import dev.wick.adapters.feed.Interval;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the exchange calls the lengths of its bars. Stateless; any thread.
 *
 * <p>{@code 6H}, {@code 1D} and longer ones without {@code utc}, whose bars open at midnight in Hong Kong, exist at the real
 * one, and not here: no clock of ours has that grid.
 */
final class BarName {
    private static final Map<String, Interval> BY_NAME = new HashMap<>();
    private static final Map<Interval, String> BY_INTERVAL = new EnumMap<>(Interval.class);

    static {
        final String names = "1s 1s,1m 1m,3m 3m,5m 5m,15m 15m,30m 30m,1H 1h,2H 2h,4H 4h,6Hutc 6h,12Hutc 12h,"
                + "1Dutc 1d,2Dutc 2d,3Dutc 3d,5Dutc 5d,1Wutc 1w,1Mutc 1M,3Mutc 3M";
        for (final String pair : names.split(",", -1)) {
            final int blank = pair.indexOf(' ');
            final Interval interval = Interval.of(pair.substring(blank + 1)).orElseThrow();
            BY_NAME.put(pair.substring(0, blank), interval);
            BY_INTERVAL.put(interval, pair.substring(0, blank));
        }
    }

    private BarName() {}

    /** The interval of a name; case matters. */
    static Optional<Interval> interval(final String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The name of an interval that has one. */
    static String of(final Interval interval) {
        return BY_INTERVAL.get(interval);
    }
}
