package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.Series;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

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

    /** When the handshake was done, UTC ms. */
    long openedMs;
    /** What the exchange has acknowledged on this connection. */
    final Set<Integer> acknowledged = new HashSet<>();

    private final DeliveryTimes times;

    Leg(final int id, final String threadName, final DeliveryTimes times) {
        this.id = id;
        this.threadName = threadName;
        this.times = times;
    }

    /** Whether its connection is open. */
    boolean isOpen() {
        return open;
    }

    /** When its connection was opened, UTC ms. */
    long openedAtMs() {
        return openedMs;
    }

    /** When anything at all was last read on its connection, UTC ms; 0 for never. */
    long lastHeardMs() {
        return connection == null ? 0 : connection.stats().lastHeardTimeMs();
    }

    /** When the last candle of any of its series was received, UTC ms; 0 for never. */
    long lastCandleMs() {
        long last = 0;
        for (final int seriesId : series.keySet()) {
            last = Math.max(last, times.lastCandleMs(seriesId));
        }
        return last;
    }
}
