package dev.wick.engine.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NavigableSet;

/** The newest closed candles of one series in the order of their publication. */
final class HistoryModel {
    private final int capacity;
    private final NavigableSet<Long> calendar;
    private final Deque<Bar> entries = new ArrayDeque<>();
    private long end;
    long liveFrom;
    /** From here on everything is in memory that was published. */
    Long completeFromMs;

    boolean settled;

    HistoryModel(final int capacity, final NavigableSet<Long> calendar) {
        this.capacity = capacity;
        this.calendar = calendar;
    }

    Bar append(final Bar bar) {
        if (entries.size() == capacity) {
            raise(calendar.higher(entries.removeFirst().openTimeMs()));
        }
        final Bar placed = bar.at(end++);
        entries.addLast(placed);
        return placed;
    }

    /** False if there is no room for older ones. */
    boolean prepend(final Bar bar) {
        if (entries.size() == capacity) {
            return false;
        }
        entries.addFirst(bar.at(begin() - 1));
        return true;
    }

    /** What was last published of an open time, null if that is forgotten. */
    Bar last(final long openTimeMs) {
        final Iterator<Bar> newestFirst = entries.descendingIterator();
        while (newestFirst.hasNext()) {
            final Bar bar = newestFirst.next();
            if (bar.openTimeMs() == openTimeMs) {
                return bar;
            }
        }
        return null;
    }

    void raise(final long openTimeMs) {
        completeFromMs = completeFromMs == null ? openTimeMs : Math.max(completeFromMs, openTimeMs);
    }

    /** The first open time that is owed moves down; that from which on all is here goes with it, if it was the same. */
    void lower(final long fromMs, final long toMs) {
        if (completeFromMs == fromMs) {
            completeFromMs = toMs;
        }
    }

    Deque<Bar> entries() {
        return entries;
    }

    int capacity() {
        return capacity;
    }

    long begin() {
        return end - entries.size();
    }

    long end() {
        return end;
    }
}
