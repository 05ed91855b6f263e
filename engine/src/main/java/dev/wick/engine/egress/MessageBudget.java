package dev.wick.engine.egress;

/** How much one client may still send: so much a second, and a multiple of it after a pause. One thread. */
final class MessageBudget {
    private static final long NS_PER_SECOND = 1_000_000_000;

    private final long costNs;
    private final long mostNs;
    /** What is there, in time: each message costs some, and time brings it back. */
    private long creditNs;

    private long countedNs;
    private boolean isBegun;

    /**
     * A full one.
     *
     * @param perSecond 0 for any number
     * @param burstSeconds so many seconds' worth may come at once after a pause
     */
    MessageBudget(final int perSecond, final int burstSeconds) {
        costNs = perSecond == 0 ? 0 : NS_PER_SECOND / perSecond;
        mostNs = burstSeconds * NS_PER_SECOND;
        creditNs = mostNs;
    }

    /** Takes one message out of it, at a time in monotonic ns. False if there is not enough for it. */
    boolean take(final long nowNs) {
        if (costNs == 0) {
            return true;
        }
        if (isBegun) {
            creditNs = Math.min(mostNs, creditNs + Math.max(0, nowNs - countedNs));
        }
        isBegun = true;
        countedNs = nowNs;
        if (creditNs < costNs) {
            return false;
        }
        creditNs -= costNs;
        return true;
    }

    /** How long until there is enough for one message, ns. */
    long waitNs() {
        return Math.max(0, costNs - creditNs);
    }
}
