package dev.wick.engine;

import dev.wick.adapters.feed.Venue;
import java.util.ArrayList;
import java.util.List;

/** What a check found on one market. Filled by the market's thread, read after it has ended. */
final class CheckResult {
    /** A symbol, and what there is to say of it. */
    record Remark(String symbol, String words) {}

    final Venue venue;
    int listed;
    int subscribed;
    int acknowledged;
    int delivering;
    /** Silent, and REST says that nothing traded meanwhile. */
    final List<String> quiet = new ArrayList<>();
    /** Silent, and nobody knows why. */
    final List<Remark> unexplained = new ArrayList<>();
    /** Refused, in the words of the exchange or, where the exchange was not asked, ours. */
    final List<Remark> rejected = new ArrayList<>();
    /** Why the market could not be checked; null if it was. */
    String failure;

    CheckResult(final Venue venue) {
        this.venue = venue;
    }

    /** Whether nothing is left that nobody can explain. */
    boolean isExplained() {
        return failure == null && unexplained.isEmpty();
    }
}
