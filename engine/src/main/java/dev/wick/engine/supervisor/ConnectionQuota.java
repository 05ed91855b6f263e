package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.LegSide;

/**
 * Counts the connections to one exchange, all of its venues together, so that they stay within what it allows one address. The
 * supervisor's thread.
 */
final class ConnectionQuota {
    private int used;
    private boolean firstIsWaiting;

    /**
     * Whether one more stays within the limit. A second leg leaves one free, for the first ones' next need; if a first one finds
     * none all the same, {@link #firstIsWaiting} until a second one has made room.
     */
    boolean hasRoom(final LegSide side, final int limit) {
        final boolean hasRoom = used < (side == LegSide.A ? limit : limit - 1);
        firstIsWaiting |= side == LegSide.A && !hasRoom;
        return hasRoom;
    }

    /** Whether a first leg was left without a connection, and no second leg has ended one for it. */
    boolean firstIsWaiting() {
        return firstIsWaiting;
    }

    /** A second leg ends a connection, so that a first one has room. */
    void madeRoom() {
        firstIsWaiting = false;
    }

    /** A connection is dialled. */
    void take() {
        used++;
        firstIsWaiting = false;
    }

    /** A connection has ended. */
    void giveBack() {
        used--;
    }

    /** Connections that are dialled or open. */
    int used() {
        return used;
    }
}
