package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.LegSide;
import dev.wick.adapters.feed.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One connection's place: the series that it is to carry, and the connections that carry them now: none, one, or two while one
 * succeeds the other. The supervisor's thread.
 */
final class Leg {
    /** A time that does not come. */
    static final long NEVER = Long.MAX_VALUE;

    /** The number that its candles carry; tells its side, and its twin's number. */
    final int id;
    /** Its place among the legs of its side. */
    final int place;
    /** What it is to carry, by id: the wanted set. */
    final Map<Integer, Series> series = new LinkedHashMap<>();

    /** The connection; null while there is none. */
    LegLink current;
    /** The connection that is to take its place; null while there is none. */
    LegLink successor;
    /** When to dial, UTC ms, while there is no connection. */
    long dialAtMs;
    /** When to dial a successor, UTC ms. */
    long renewAtMs = NEVER;
    /** Dials since one last delivered. */
    int failures;
    /** Successors that failed since one last took over. */
    int renewFailures;
    /** How often it was replaced because series stayed unanswered; none of them for nothing. */
    int replacements;
    /** Before which it is not replaced again for series that stay unanswered, UTC ms. */
    long replaceAfterMs;

    private final String name;
    private int dials;

    /**
     * Carries nothing yet.
     *
     * @param place among the legs of its side
     * @param stem what its threads' names begin with
     */
    Leg(final int place, final LegSide side, final String stem) {
        this.place = place;
        id = side.legId(place);
        name = stem + place + side.letter();
    }

    /** For the next connection: the letter's case alternates, so that two at a time have two names. */
    String nextThreadName() {
        final LegLink beside = current == null ? successor : current;
        final boolean isTaken = beside != null && beside.threadName.equals(name);
        return isTaken
                ? name.substring(0, name.length() - 1)
                        + name.toUpperCase(Locale.ROOT).charAt(name.length() - 1)
                : name;
    }

    /** The number of the leg at its place on the other side. */
    int twinId() {
        return LegSide.of(id).other().legId(place);
    }

    /** Whether it has nothing to carry any more, and so is none of its venue's legs. */
    boolean isGone() {
        return series.isEmpty();
    }

    /** Whether it was never dialled. */
    boolean isNew() {
        return dials == 0;
    }

    /** Whether its first connection is its only one so far. */
    boolean isInFirstLife() {
        return dials == 1;
    }

    /** Counts a dial; whether it was the first. */
    boolean isFirstDial() {
        return dials++ == 0;
    }

    /** Its connections, the current one first. */
    List<LegLink> links() {
        final List<LegLink> links = new ArrayList<>(2);
        if (current != null) {
            links.add(current);
        }
        if (successor != null) {
            links.add(successor);
        }
        return links;
    }

    /** Whether any of its connections is open. */
    boolean isOpen() {
        return (current != null && current.open) || (successor != null && successor.open);
    }

    /** When its oldest open connection was opened, UTC ms; 0 if none is open. */
    long openedAtMs() {
        if (current != null && current.open) {
            return current.openedAtMs;
        }
        return successor != null && successor.open ? successor.openedAtMs : 0;
    }

    /** When anything at all was last read on the connections that it has now, UTC ms; 0 for never. */
    long lastHeardMs() {
        final long byCurrentMs =
                current == null ? 0 : current.connection.stats().lastHeardTimeMs();
        return successor == null
                ? byCurrentMs
                : Math.max(byCurrentMs, successor.connection.stats().lastHeardTimeMs());
    }

    /** When the last candle of any series was received on the connections that it has now, UTC ms; 0 for never. */
    long lastCandleMs() {
        final long byCurrentMs = current == null ? LegSink.NEVER : current.sink.lastCandleMs();
        return successor == null ? byCurrentMs : Math.max(byCurrentMs, successor.sink.lastCandleMs());
    }

    /** When a series' last candle was received on the connections that it has now, UTC ms; 0 for never. */
    long lastCandleMs(final int seriesId) {
        final long byCurrentMs = current == null ? LegSink.NEVER : current.sink.lastCandleMs(seriesId);
        return successor == null ? byCurrentMs : Math.max(byCurrentMs, successor.sink.lastCandleMs(seriesId));
    }

    /** Whether the exchange has acknowledged the series on any of its connections. */
    boolean isAcknowledged(final int seriesId) {
        return (current != null && current.isAcknowledged(seriesId))
                || (successor != null && successor.isAcknowledged(seriesId));
    }

    /** Whether a series has delivered since it was last asked for, on any of its connections. */
    boolean delivers(final int seriesId) {
        return (current != null && current.delivers(seriesId)) || (successor != null && successor.delivers(seriesId));
    }

    @Override
    public String toString() {
        return name;
    }
}
