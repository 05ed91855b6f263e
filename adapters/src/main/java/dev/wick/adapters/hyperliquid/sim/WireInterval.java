package dev.wick.adapters.hyperliquid.sim;

import dev.wick.adapters.feed.Interval;
import java.util.Arrays;
import java.util.Optional;

/** The intervals by the exchange's names. Its week, {@code 1w}, begins on Thursdays. Stateless; any thread. */
final class WireInterval {
    private WireInterval() {}

    /** The interval of a name, if the exchange has it. */
    static Optional<Interval> of(final String name) {
        return Arrays.stream(Interval.values())
                .filter(interval -> isKnown(interval) && name(interval).equals(name))
                .findFirst();
    }

    /** The exchange's name of an interval. */
    static String name(final Interval interval) {
        return interval == Interval.D7 ? "1w" : interval.text();
    }

    private static boolean isKnown(final Interval interval) {
        return switch (interval) {
            case S1, S10, H6, D2, D5, W1, MONTH3 -> false;
            default -> true;
        };
    }
}
