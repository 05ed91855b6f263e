package dev.wick.engine.egress;

import org.agrona.collections.Long2LongHashMap;

/**
 * The closed candle of each series that one subscriber has received last, in the order of publication. Egress thread;
 * allocates only for a series that is new to it.
 */
final class Received {
    private static final long NONE = Long.MIN_VALUE;
    private static final int REVISION_BITS = 24;
    private static final int MAX_REVISION = (1 << REVISION_BITS) - 1;

    /** By series id: the open time in seconds, which every grid allows, and the revision. */
    private Long2LongHashMap bySeries;

    /** A candle was received. A revision beyond sixteen million counts as that one, and so as less. */
    void put(final int seriesId, final long openTimeMs, final int revision) {
        if (bySeries == null) {
            bySeries = new Long2LongHashMap(NONE);
        }
        bySeries.put(seriesId, ((openTimeMs / 1_000) << REVISION_BITS) | Math.min(revision, MAX_REVISION));
    }

    /** A series is not subscribed to any more. */
    void forget(final int seriesId) {
        if (bySeries != null) {
            bySeries.remove(seriesId);
        }
    }

    /** What was received last of a series, null if nothing was; allocates. */
    Since of(final int seriesId) {
        final long packed = bySeries == null ? NONE : bySeries.get(seriesId);
        return packed == NONE ? null : new Since((packed >> REVISION_BITS) * 1_000, (int) (packed & MAX_REVISION));
    }

    /** The same at this moment, of its own; allocates. */
    Received copy() {
        final Received copy = new Received();
        if (bySeries != null) {
            copy.bySeries = new Long2LongHashMap(bySeries);
        }
        return copy;
    }
}
