package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Finality;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which candles are news: by identity, then an open one by what was last accepted for it, as long as
 * that is remembered, a closed one by what the history has. */
final class DedupModel {
    static final int DUPLICATE = -1;

    private record Key(int series, long openTimeMs) {}

    private record Accepted(Bar bar, long atMs) {}

    private final long windowMs;
    private final int maxEntries;
    /** Whoever was accepted last is last. */
    private final Map<Key, Accepted> recent = new LinkedHashMap<>();

    DedupModel(final long windowMs, final int maxEntries) {
        this.windowMs = windowMs;
        this.maxEntries = maxEntries;
    }

    /** The revision that a bar is, 0 for what is new, {@link #DUPLICATE} for what is no news. */
    int revision(final SeriesModel series, final Bar bar, final long nowMs) {
        if (bar.closed()) {
            return series.isPublished(bar.openTimeMs()) ? revisionOfPublished(series, bar) : 0;
        }
        if (series.isClosed(bar.openTimeMs())) {
            return DUPLICATE;
        }
        final Bar newest = series.newest;
        if (newest == null || bar.openTimeMs() > newest.openTimeMs()) {
            return 0;
        }
        return bar.openTimeMs() == newest.openTimeMs() && isNewer(bar, newest, nowMs) ? 0 : DUPLICATE;
    }

    private int revisionOfPublished(final SeriesModel series, final Bar bar) {
        final Bar known = series.history.last(bar.openTimeMs());
        if (known == null || !bar.differsFrom(known)) {
            return DUPLICATE;
        }
        return isOlder(bar, known) ? DUPLICATE : known.revision() + 1;
    }

    /** By event time; else, of two legs' closes by successor, the one that has fewer trades has missed the last ones. */
    private static boolean isOlder(final Bar bar, final Bar known) {
        final int byEventTime = compare(bar.eventTimeMs(), known.eventTimeMs());
        if (byEventTime != 0) {
            return byEventTime < 0;
        }
        return bar.finality() == Finality.SUCCESSOR && compare(bar.trades(), known.trades()) < 0;
    }

    /**
     * By event time, else trade count, else volume if it comes from the other leg, else other values; when those are
     * forgotten, only a lack of stamps speaks for it.
     */
    private boolean isNewer(final Bar bar, final Bar newest, final long nowMs) {
        final int byEventTime = compare(bar.eventTimeMs(), newest.eventTimeMs());
        if (byEventTime != 0) {
            return byEventTime > 0;
        }
        final int byTrades = compare(bar.trades(), newest.trades());
        if (byTrades != 0) {
            return byTrades > 0;
        }
        final int byVolume = compare(bar.value(Bar.VOLUME), newest.value(Bar.VOLUME));
        if (bar.leg() != newest.leg() && byVolume != 0) {
            return byVolume > 0;
        }
        final Bar known = find(bar, nowMs);
        return known == null ? bar.eventTimeMs() == null : bar.differsFrom(known);
    }

    /** Whether REST's newest bar has trades that the stream has not brought. */
    boolean isAheadOfStream(final SeriesModel series, final Bar bar) {
        final BigDecimal volume = bar.value(Bar.VOLUME);
        final boolean hasTraded = (bar.trades() != null && bar.trades() > 0) || (volume != null && volume.signum() > 0);
        if (!hasTraded || series.isClosed(bar.openTimeMs())) {
            return false;
        }
        final Bar newest = series.newest;
        if (newest == null || bar.openTimeMs() != newest.openTimeMs()) {
            return newest == null || bar.openTimeMs() > newest.openTimeMs();
        }
        final int byTrades = compare(bar.trades(), newest.trades());
        if (byTrades != 0) {
            return byTrades > 0;
        }
        return compare(volume, newest.value(Bar.VOLUME)) > 0;
    }

    void remember(final SeriesModel series, final Bar bar, final long nowMs) {
        if (!bar.closed()) {
            final Key key = new Key(bar.series(), bar.openTimeMs());
            recent.remove(key);
            recent.put(key, new Accepted(bar, nowMs));
            if (recent.size() > maxEntries) {
                recent.remove(recent.keySet().iterator().next());
            }
        }
        series.remember(bar);
    }

    private Bar find(final Bar bar, final long nowMs) {
        final Accepted accepted = recent.get(new Key(bar.series(), bar.openTimeMs()));
        return accepted == null || nowMs - accepted.atMs > windowMs ? null : accepted.bar;
    }

    /** What one of them does not say does not tell. */
    private static <T extends Comparable<T>> int compare(final T one, final T other) {
        return one == null || other == null ? 0 : one.compareTo(other);
    }
}
