package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.history.SeriesHistory;
import java.util.Arrays;
import java.util.Comparator;
import org.agrona.collections.LongArrayList;
import org.agrona.collections.LongHashSet;

/** Which entries of a history one subscriber is still to get, in order of publication. Egress thread. */
final class HistoryCursor {
    private static final long[] NONE = {};

    private final SeriesHistory history;
    /** All up to this open time the subscriber has, UTC ms. */
    private final long sinceMs;
    /** The entry that it has received last; {@link SeriesHistory#NOWHERE} if that is not known. */
    private final long foundAt;
    /** What lies before this was published before the subscriber came. */
    private final long comeAt;
    /** A snapshot's entries, before it goes on at {@link #next}. */
    private final long[] chosen;

    /** What held before it was overtaken, null if it was not. */
    private HistoryCursor earlier;

    private int nextChosen;
    private long next;
    /** Memory has all that was published after what it has received last. */
    private boolean isWhole = true;
    /** What it has received last was published here, and is not in memory any more. */
    private boolean isForgotten;
    /** Older open times than this were served, or cannot be: those in memory that lie after sinceMs are left out. */
    private long servedToMs;
    /** What is published from here on is due whatever its open time. */
    private long leaveOutBefore;

    private HistoryCursor(
            final SeriesHistory history,
            final long sinceMs,
            final long foundAt,
            final long comeAt,
            final long next,
            final long[] chosen) {
        this.history = history;
        this.sinceMs = sinceMs;
        this.foundAt = foundAt;
        this.comeAt = comeAt;
        this.next = next;
        this.chosen = chosen;
        leaveOutBefore = comeAt;
        servedToMs = Long.MAX_VALUE;
    }

    /**
     * Everything that was published after an entry. If that is not in memory, what has a later open time: in memory from {@link
     * SeriesHistory#completeFromMs} on, and what {@link #servedToMs} lacks to that has to be got elsewhere.
     *
     * @param processed so far it was fanned out
     */
    static HistoryCursor since(
            final SeriesHistory history, final long openTimeMs, final int revision, final long processed) {
        // In this order: what is forgotten meanwhile shows in completeFromMs, or when it is read.
        final long begin = history.begin();
        final long foundAt = find(history, openTimeMs, revision);
        final long unbrokenFrom = history.unbrokenFrom();
        final long completeFromMs = history.completeFromMs();
        final boolean isBehindFound =
                foundAt != SeriesHistory.NOWHERE && (openTimeMs >= completeFromMs || foundAt >= unbrokenFrom);
        final HistoryCursor cursor =
                new HistoryCursor(history, openTimeMs, foundAt, processed, isBehindFound ? foundAt + 1 : begin, NONE);
        if (!isBehindFound) {
            cursor.servedToMs = history.series().interval().next(openTimeMs);
            cursor.isWhole = openTimeMs >= completeFromMs;
            cursor.isForgotten = !cursor.isWhole && foundAt == SeriesHistory.NOWHERE;
        } else {
            cursor.leaveOutBefore = Long.MIN_VALUE;
        }
        return cursor;
    }

    /** Everything from a position on. */
    static HistoryCursor from(final SeriesHistory history, final long position) {
        final HistoryCursor cursor =
                new HistoryCursor(history, Candle.NONE, SeriesHistory.NOWHERE, position, position, NONE);
        cursor.leaveOutBefore = Long.MIN_VALUE;
        return cursor;
    }

    /** The last entry of an open time with this revision, or, if there is none, with a lower one. */
    private static long find(final SeriesHistory history, final long openTimeMs, final int revision) {
        final Candle entry = new Candle();
        long position = history.lastOf(openTimeMs, Long.MAX_VALUE);
        while (position != SeriesHistory.NOWHERE && history.read(position, entry)) {
            if (entry.revision <= revision) {
                return position;
            }
            position = history.lastOf(openTimeMs, position);
        }
        return SeriesHistory.NOWHERE;
    }

    /** The newest revision of each of the last so many open times, and then everything that was published later. */
    static HistoryCursor snapshot(final SeriesHistory history, final int count, final long processed) {
        final LongHashSet seen = new LongHashSet();
        final LongArrayList positions = new LongArrayList();
        final LongArrayList openTimes = new LongArrayList();
        final Candle entry = new Candle();
        for (long position = processed - 1; position >= history.begin(); position--) {
            if (history.read(position, entry) && seen.add(entry.openTimeMs)) {
                positions.addLong(position);
                openTimes.addLong(entry.openTimeMs);
            }
        }
        final Integer[] byOpenTime = new Integer[positions.size()];
        Arrays.setAll(byOpenTime, i -> i);
        Arrays.sort(byOpenTime, Comparator.comparingLong(i -> -openTimes.getLong(i)));
        final long[] chosen = Arrays.stream(byOpenTime)
                .limit(count)
                .mapToLong(positions::getLong)
                .sorted()
                .toArray();
        final HistoryCursor cursor =
                new HistoryCursor(history, Candle.NONE, SeriesHistory.NOWHERE, processed, processed, chosen);
        cursor.leaveOutBefore = Long.MIN_VALUE;
        return cursor;
    }

    /**
     * Goes on after the next entry was overwritten: with later open times than the subscriber has, and with all that is left.
     *
     * @param haveMs all up to this open time was sent, or overwritten, UTC ms
     */
    HistoryCursor overtaken(final long haveMs, final long processed) {
        final HistoryCursor cursor =
                new HistoryCursor(history, haveMs, SeriesHistory.NOWHERE, processed, history.begin(), NONE);
        cursor.servedToMs = history.series().interval().next(haveMs);
        cursor.earlier = this;
        return cursor;
    }

    /** Whether memory has all that was published after what the subscriber has received last. */
    boolean isWhole() {
        return isWhole;
    }

    /** From which open time on, UTC ms, memory has to have everything. */
    long servedToMs() {
        return servedToMs;
    }

    /** Open times before this are served, or given up, UTC ms. */
    void serve(final long toMs) {
        servedToMs = toMs;
        leaveOutBefore = history.end();
    }

    /** Goes to the oldest entry: to be called once nothing is lacking before what memory has. */
    void toBegin() {
        next = Math.max(history.begin(), foundAt + 1);
    }

    /** The next entry's position. */
    long position() {
        return nextChosen < chosen.length ? chosen[nextChosen] : next;
    }

    /** Goes to the one after it. */
    void advance() {
        if (nextChosen < chosen.length) {
            nextChosen++;
        } else {
            next++;
        }
    }

    /** Whether the subscriber is to get an entry, which {@link #position} has named. */
    boolean isDue(final long position, final long openTimeMs) {
        if (leaveOutBefore == Long.MIN_VALUE || openTimeMs >= servedToMs) {
            return true;
        }
        if (openTimeMs > sinceMs) {
            return position >= leaveOutBefore;
        }
        if (earlier != null) {
            return earlier.isDue(position, openTimeMs);
        }
        // What an exchange told at the start stands before all that was published.
        return position >= comeAt
                || (isForgotten && position >= 0)
                || (foundAt != SeriesHistory.NOWHERE && position > foundAt);
    }
}
