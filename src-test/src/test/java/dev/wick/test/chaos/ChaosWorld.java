package dev.wick.test.chaos;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What everybody in the chaos can see: the venues, the time, and which part of the run it is. Thread-safe. */
final class ChaosWorld {
    private static final int MAX_NOTES = 5_000;

    private final Map<SeriesKey, ChaosVenue> bySeries = new LinkedHashMap<>();
    private final Map<Values, Values> pool = new ConcurrentHashMap<>();
    private final ArrayDeque<String> notes = new ArrayDeque<>();
    private final long longestAwayMs;
    private volatile boolean isBorn;
    private volatile boolean isSettling;

    ChaosWorld(final List<ChaosVenue> venues, final long longestAwayMs) {
        this.longestAwayMs = longestAwayMs;
        venues.forEach(venue -> venue.series().forEach(series -> bySeries.put(series, venue)));
    }

    /** All series of all venues. */
    List<SeriesKey> series() {
        return List.copyOf(bySeries.keySet());
    }

    ChaosVenue venue(final SeriesKey series) {
        return bySeries.get(series);
    }

    /** Real time, UTC ms. */
    long nowMs() {
        return System.currentTimeMillis();
    }

    /** How long a visitor stays away at most, ms. */
    long longestAwayMs() {
        return longestAwayMs;
    }

    /** Equal values of many subscribers are kept once. */
    Values shared(final Values values) {
        final Values known = pool.putIfAbsent(values, values);
        return known == null ? values : known;
    }

    /** Whether every series has been delivered once, so that the engine carries all. */
    boolean isBorn() {
        return isBorn;
    }

    void born() {
        isBorn = true;
    }

    /** Whether the chaos is over, and everybody catches up. */
    boolean isSettling() {
        return isSettling;
    }

    void settle() {
        isSettling = true;
    }

    void onStatus(final SeriesKey series, final String state) {
        bySeries.get(series).onStatus(series.symbol(), state);
    }

    /** Keeps a line for the report of a failure. */
    synchronized void note(final String line) {
        notes.add(Instant.now() + " " + line);
        if (notes.size() > MAX_NOTES) {
            notes.poll();
        }
    }

    synchronized List<String> notes() {
        return List.copyOf(notes);
    }
}
