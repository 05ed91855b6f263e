package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Venue;
import java.util.Collection;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Compares what is wanted with each list of what trades at a venue: a symbol that two lists in a row lack is delisted, one
 * that is in the list again is taken up again. The supervisor's thread.
 */
final class Delisting {
    /** Two lists closer together than this may be the same mistake of the exchange's. */
    private static final long APART_MS = 30_000;

    private final Venue venue;
    private final BiConsumer<Wanted, String> delist;
    private final Consumer<Wanted> takeUp;

    /**
     * For one venue.
     *
     * @param delist is given what has vanished, and why it is believed to
     * @param takeUp is given what is back
     */
    Delisting(final Venue venue, final BiConsumer<Wanted, String> delist, final Consumer<Wanted> takeUp) {
        this.venue = venue;
        this.delist = delist;
        this.takeUp = takeUp;
    }

    /** A fresh list has come. Whether another one is needed soon, to be sure of what is absent. */
    boolean onList(final Set<String> listed, final Collection<Wanted> wanted, final long nowMs) {
        boolean isUnsure = false;
        for (final Wanted one : wanted) {
            isUnsure |= judge(one, listed.contains(one.series.symbol()), nowMs);
        }
        return isUnsure;
    }

    private boolean judge(final Wanted one, final boolean isListed, final long nowMs) {
        if (isListed) {
            one.absentSinceMs = 0;
            if (one.delisted != null && one.askAgainAtMs == Wanted.NEVER) {
                takeUp.accept(one);
            }
            return false;
        }
        if (one.delisted != null) {
            one.askAgainAtMs = Wanted.NEVER;
            return false;
        }
        if (one.absentSinceMs == 0) {
            one.absentSinceMs = nowMs;
            return true;
        }
        if (nowMs - one.absentSinceMs < APART_MS) {
            return true;
        }
        delist.accept(one, venue + " does not list " + one.series.symbol() + " any more");
        return false;
    }
}
