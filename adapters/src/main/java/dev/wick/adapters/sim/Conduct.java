package dev.wick.adapters.sim;

import java.util.ArrayDeque;

/** Whether a client keeps to the exchange's rules: how much it sends, and that it answers pings. The simulator's thread. */
final class Conduct {
    private static final long SECOND_NS = 1_000_000_000L;

    private final ArrayDeque<Long> messageTimes = new ArrayDeque<>();
    private final ArrayDeque<Long> unansweredPings = new ArrayDeque<>();
    private final long openedNs;
    private long lastPingNs;

    Conduct(final long nowNs) {
        openedNs = nowNs;
        lastPingNs = nowNs;
    }

    /** Counts a message; returns false if more than allowed came within a second. */
    boolean messageAllowed(final long nowNs, final int perSecond) {
        messageTimes.add(nowNs);
        return messageTimes.size() <= perSecond || nowNs - messageTimes.poll() >= SECOND_NS;
    }

    boolean pingDue(final long nowNs, final long everyNs) {
        return nowNs - lastPingNs >= everyNs;
    }

    /** Notes a ping, and returns the payload that answers it. */
    String pinged(final long nowNs) {
        lastPingNs = nowNs;
        unansweredPings.add(nowNs);
        return Long.toString(nowNs);
    }

    /** A pong with the payload of a ping answers that and those before; any other is allowed, and keeps nothing alive. */
    void ponged(final String payload) {
        for (final Long ping : unansweredPings) {
            if (payload.equals(ping.toString())) {
                unansweredPings.removeIf(earlier -> earlier - ping <= 0);
                return;
            }
        }
    }

    boolean pongOverdue(final long nowNs, final long withinNs) {
        return !unansweredPings.isEmpty() && nowNs - unansweredPings.peek() > withinNs;
    }

    boolean livedFor(final long nowNs, final long lifeNs) {
        return nowNs - openedNs >= lifeNs;
    }
}
