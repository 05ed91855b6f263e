package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Interval;
import java.util.Arrays;

/**
 * Disjoint ranges of open times on one interval's grid, ascending, each with both ends inclusive, UTC ms. A handful at
 * most in real life; empty nearly always, and that case is fast. Owned by one thread.
 */
final class RangeList {
    private final Interval interval;
    private long[] froms = new long[4];
    private long[] tos = new long[4];
    private int size;

    RangeList(final Interval interval) {
        this.interval = interval;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** The lowest open time in the list, which is not empty. */
    long first() {
        return froms[0];
    }

    boolean contains(final long openTimeMs) {
        return size > 0 && indexOf(openTimeMs) >= 0;
    }

    /** Adds a range that overlaps none, and joins those that it touches; returns its number of open times. */
    long add(final long fromMs, final long toMs) {
        int at = size;
        while (at > 0 && froms[at - 1] > fromMs) {
            at--;
        }
        final boolean touchesLow = at > 0 && interval.next(tos[at - 1]) == fromMs;
        final boolean touchesHigh = at < size && interval.next(toMs) == froms[at];
        if (touchesLow && touchesHigh) {
            tos[at - 1] = tos[at];
            delete(at);
        } else if (touchesLow) {
            tos[at - 1] = toMs;
        } else if (touchesHigh) {
            froms[at] = fromMs;
        } else {
            insert(at, fromMs, toMs);
        }
        return Grid.count(interval, fromMs, toMs);
    }

    /** Takes one open time out; whether it was there. */
    boolean remove(final long openTimeMs) {
        if (size == 0) {
            return false;
        }
        final int at = indexOf(openTimeMs);
        if (at < 0) {
            return false;
        }
        cut(at, openTimeMs, openTimeMs);
        return true;
    }

    /** Moves every open time between two bounds, inclusive, to another list; returns how many. */
    long moveTo(final RangeList other, final long fromMs, final long toMs) {
        long moved = 0;
        for (int i = size - 1; i >= 0; i--) {
            if (froms[i] > toMs || tos[i] < fromMs) {
                continue;
            }
            final long first = Grid.firstAtOrAfter(interval, froms[i], fromMs);
            final long last = Grid.lastAtOrBefore(interval, froms[i], Math.min(tos[i], toMs));
            if (first <= last) {
                moved += other.add(first, last);
                cut(i, first, last);
            }
        }
        return moved;
    }

    /** Forgets the lowest range. */
    void dropFirst() {
        delete(0);
    }

    private int indexOf(final long openTimeMs) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            final int middle = (low + high) >>> 1;
            if (openTimeMs < froms[middle]) {
                high = middle - 1;
            } else if (openTimeMs > tos[middle]) {
                low = middle + 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    private void cut(final int at, final long firstMs, final long lastMs) {
        final boolean keepLow = froms[at] < firstMs;
        final boolean keepHigh = tos[at] > lastMs;
        if (keepLow && keepHigh) {
            insert(at + 1, interval.next(lastMs), tos[at]);
            tos[at] = interval.previous(firstMs);
        } else if (keepLow) {
            tos[at] = interval.previous(firstMs);
        } else if (keepHigh) {
            froms[at] = interval.next(lastMs);
        } else {
            delete(at);
        }
    }

    private void insert(final int at, final long fromMs, final long toMs) {
        if (size == froms.length) {
            froms = Arrays.copyOf(froms, 2 * size);
            tos = Arrays.copyOf(tos, 2 * size);
        }
        System.arraycopy(froms, at, froms, at + 1, size - at);
        System.arraycopy(tos, at, tos, at + 1, size - at);
        froms[at] = fromMs;
        tos[at] = toMs;
        size++;
    }

    private void delete(final int at) {
        System.arraycopy(froms, at + 1, froms, at, size - at - 1);
        System.arraycopy(tos, at + 1, tos, at, size - at - 1);
        size--;
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : ", ").append(froms[i]).append("..").append(tos[i]);
        }
        return text.append(']').toString();
    }
}
