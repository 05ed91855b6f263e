package dev.wick.engine.egress;

/** How often one client may do something: so much in a second, and some more at once after a pause. One thread. */
final class RateLimit {
    private static final long NS_PER_SECOND = 1_000_000_000;

    /** After one, the next is due this much later, ns. */
    private final long everyNs;
    /** So far ahead of that it may be, ns. */
    private final long aheadNs;

    private long dueNs = Long.MIN_VALUE;

    /**
     * Nothing is used up.
     *
     * @param perSecond how many; 0 for any number
     * @param burstSeconds so many seconds' worth at once, at least 1
     */
    RateLimit(final int perSecond, final int burstSeconds) {
        everyNs = perSecond == 0 ? 0 : NS_PER_SECOND / perSecond;
        aheadNs = everyNs * (Math.multiplyExact((long) perSecond, burstSeconds) - 1);
    }

    /** Takes one: 0 if that is allowed now, monotonic ns; else how long, ns, until it is. */
    long take(final long nowNs) {
        if (everyNs == 0) {
            return 0;
        }
        final long due = dueNs == Long.MIN_VALUE ? nowNs : Math.max(dueNs, nowNs);
        final long waitNs = due - nowNs - aheadNs;
        if (waitNs > 0) {
            return waitNs;
        }
        dueNs = due + everyNs;
        return 0;
    }
}
