package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.LegStats;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2LongHashMap;

/** A venue's connections that are not over, and what those that are over have left behind. The supervisor's thread. */
final class Links {
    private final IdentityHashMap<FeedConnection, LegLink> live = new IdentityHashMap<>();
    private final Map<LegStats.Stat, Long> finished = new EnumMap<>(LegStats.Stat.class);
    private final Long2LongHashMap lastCandleMs = new Long2LongHashMap(LegSink.NEVER);
    private long newestExchangeTimeMs = LegSink.NEVER;
    private long lastMessageTimeMs;

    Links() {
        for (final LegStats.Stat stat : LegStats.Stat.values()) {
            finished.put(stat, 0L);
        }
    }

    void add(final LegLink link) {
        live.put(link.connection, link);
    }

    /** The link of a connection; null if that is over. */
    LegLink of(final FeedConnection connection) {
        return live.get(connection);
    }

    /** Those that are not over, in no order. */
    List<LegLink> all() {
        return new ArrayList<>(live.values());
    }

    /** The same into a list of the caller's, whatever was in it, who asks often. */
    void copyInto(final List<LegLink> into) {
        into.clear();
        for (final LegLink link : live.values()) {
            into.add(link);
        }
    }

    /** How many connections have their handshake done. */
    int open() {
        int open = 0;
        for (final LegLink link : live.values()) {
            open += link.open ? 1 : 0;
        }
        return open;
    }

    boolean isEmpty() {
        return live.isEmpty();
    }

    /** Nothing comes through it any more. */
    void ended(final LegLink link) {
        live.remove(link.connection);
        remember(link);
        for (final LegStats.Stat stat : LegStats.Stat.values()) {
            finished.merge(stat, link.connection.stats().get(stat), Long::sum);
        }
    }

    /** Keeps what the link has noted of its series, since its leg is about to forget it. */
    void remember(final LegLink link) {
        for (final Asked asked : link.asked()) {
            final long lastMs = link.sink.lastCandleMs(asked.series.id());
            if (lastMs > lastCandleMs(asked.series.id())) {
                lastCandleMs.put(asked.series.id(), lastMs);
            }
        }
        newestExchangeTimeMs = Math.max(newestExchangeTimeMs, link.sink.newestExchangeTimeMs());
        lastMessageTimeMs = Math.max(lastMessageTimeMs, link.connection.stats().lastMessageTimeMs());
    }

    /** The series is wanted no more. */
    void forget(final int seriesId) {
        lastCandleMs.remove(seriesId);
    }

    /** When a series' last candle was received on connections that its leg has forgotten, UTC ms; 0 for never. */
    long lastCandleMs(final int seriesId) {
        return lastCandleMs.get(seriesId);
    }

    /** The newest time of the exchange, by event times, else open times, on any connection ever, UTC ms; 0 for none. */
    long newestExchangeTimeMs() {
        long newestMs = newestExchangeTimeMs;
        for (final LegLink link : live.values()) {
            newestMs = Math.max(newestMs, link.sink.newestExchangeTimeMs());
        }
        return newestMs;
    }

    /** When the last data message came on any connection ever, UTC ms; 0 for never. */
    long lastMessageTimeMs() {
        long lastMs = lastMessageTimeMs;
        for (final LegLink link : live.values()) {
            lastMs = Math.max(lastMs, link.connection.stats().lastMessageTimeMs());
        }
        return lastMs;
    }

    /** A count over all connections, past and present. */
    long total(final LegStats.Stat stat) {
        long sum = finished.get(stat);
        for (final LegLink link : live.values()) {
            sum += link.connection.stats().get(stat);
        }
        return sum;
    }
}
