package dev.wick.adapters.sim;

import java.util.ArrayDeque;

/** Whether a client keeps to the exchange's rules: how much it sends, and that it answers pings. The simulator's thread. */
final class Conduct {
    private static final long SECOND_NS = 1_000_000_000L;

    private final ArrayDeque<Long> messageTimes = new ArrayDeque<>();
    private final ArrayDeque<Long> unansweredPings = new ArrayDeque<>();
    private final long openedNs;
    private long lastPingNs;
    private long lastSentNs;
    private long closeAtNs;
    private boolean closing;

    Conduct(final long nowNs) {
        openedNs = nowNs;
        lastPingNs = nowNs;
        lastSentNs = nowNs;
    }

    /** It is to be closed at this time. */
    void closeAt(final long timeNs) {
        closeAtNs = timeNs;
        closing = true;
    }

    boolean closeDue(final long nowNs) {
        return closing && nowNs - closeAtNs >= 0;
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

    /** Notes that something was sent to it. */
    void sent(final long nowNs) {
        lastSentNs = nowNs;
    }

    boolean idleFor(final long nowNs, final long idleNs) {
        return nowNs - lastSentNs >= idleNs;
    }

    boolean livedFor(final long nowNs, final long lifeNs) {
        return nowNs - openedNs >= lifeNs;
    }
}
