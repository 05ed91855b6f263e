package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.Series;
import java.util.LinkedHashMap;
import java.util.Map;

/** One connection's place: the series that it is to carry, and the connection that carries them now, if any. */
final class Leg {
    final int id;
    final String threadName;
    final Map<Integer, Series> series = new LinkedHashMap<>();

    /** Null while no dial is under way and none has succeeded. */
    FeedConnection connection;
    /** The handshake is done. */
    boolean open;
    /** When to dial, UTC ms, while there is no connection. */
    long dialAtMs;
    /** How often it was dialled. */
    int dials;
    /** Set when the connection is to be replaced, so that its end is not counted as an error. */
    boolean replacing;

    Leg(final int id, final String threadName) {
        this.id = id;
        this.threadName = threadName;
    }
}
