package dev.wick.engine.supervisor;

/**
 * Counts the connections to one exchange, all of its venues together, so that they stay within what it allows one address. The
 * supervisor's thread.
 */
final class ConnectionQuota {
    private int used;

    /** Whether one more stays within the limit. */
    boolean hasRoom(final int limit) {
        return used < limit;
    }

    /** A connection is dialled. */
    void take() {
        used++;
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
