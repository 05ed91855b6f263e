package dev.wick.engine.pipeline;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What may be believed without any model: every close that was brought is delivered once, its revisions are counted without
 * a hole and say something else each time, and an open candle neither goes back nor comes after its own close.
 */
final class DeliveryLedger {
    private record Key(int series, long openTimeMs) {}

    private final Set<Key> brought = new HashSet<>();
    private final Set<Key> bootstrapped = new HashSet<>();
    private final Map<Key, Bar> delivered = new HashMap<>();
    private final Map<Integer, Long> newestOpenMs = new HashMap<>();
    private long openDelivered;

    /** A sound close was brought. */
    void bring(final Bar bar) {
        if (bar.closed()) {
            brought.add(key(bar));
        }
    }

    /** A closed candle was brought that may have gone into the history, and to nobody. */
    void bringForHistory(final Bar bar) {
        bootstrapped.add(key(bar));
    }

    /** The engine was killed: of what it had taken but not published nothing is claimed, subscribers come anew. */
    void restart(final long openLost) {
        brought.retainAll(delivered.keySet());
        newestOpenMs.clear();
        openDelivered += openLost;
    }

    /** What is wrong with a candle that the egress took; null if nothing is. */
    String take(final Bar bar) {
        return bar.closed() ? takeClosed(bar) : takeOpen(bar);
    }

    private String takeClosed(final Bar bar) {
        final Bar before = delivered.put(key(bar), bar);
        final boolean isFirst = before == null && (bar.revision() == 0 || bootstrapped.contains(key(bar)));
        if (!isFirst && (before == null || bar.revision() != before.revision() + 1)) {
            return "twice, or a revision was left out: before " + before + ", now " + bar;
        }
        if (before != null && !bar.differsFrom(before)) {
            return "a revision that says the same: before " + before + ", now " + bar;
        }
        if (bar.finality() == null) {
            return "nobody knows how it was closed: " + bar;
        }
        return null;
    }

    private String takeOpen(final Bar bar) {
        openDelivered++;
        final Long before = newestOpenMs.put(bar.series(), bar.openTimeMs());
        if (before != null && bar.openTimeMs() < before) {
            return "an open candle went back from " + before + ": " + bar;
        }
        return delivered.containsKey(key(bar)) ? "an open candle came after its close: " + bar : null;
    }

    /** What is wrong at the end, all being delivered; null if nothing is. */
    String end(final long[] counts, final int series) {
        brought.removeAll(delivered.keySet());
        brought.removeAll(bootstrapped);
        long tooOld = 0;
        long pushed = 0;
        for (int venue = 0; venue < Math.min(PipeCounts.VENUES, series); venue++) {
            tooOld += counts[PipeCounts.rejected(venue, RejectReason.TOO_OLD)];
            pushed += counts[PipeCounts.ofVenue(venue, PipeCounts.OPEN)];
        }
        if (brought.size() > tooOld) {
            return "closed candles were lost, and " + tooOld + " are too old: " + brought;
        }
        final long gone = counts[PipeCounts.SUPERSEDED] + counts[PipeCounts.OVERFLOWS] + openDelivered;
        return pushed == gone ? null : pushed + " open candles were pushed, and " + gone + " came out or were dropped";
    }

    private static Key key(final Bar bar) {
        return new Key(bar.series(), bar.openTimeMs());
    }
}
