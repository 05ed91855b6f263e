package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Interval;
import dev.wick.engine.pipeline.Grid;
import java.util.ArrayList;
import java.util.List;

/** The ranges of one series that are to be fetched: disjoint, ascending. The supervisor's thread. */
final class OwedRanges {
    private final Interval interval;
    private final List<Owed> all = new ArrayList<>();

    OwedRanges(final Interval interval) {
        this.interval = interval;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Ascending; not to be changed. */
    List<Owed> all() {
        return all;
    }

    /** The first open time, UTC ms; there is one. */
    long firstMs() {
        return all.get(0).fromMs;
    }

    boolean contains(final long openTimeMs) {
        return all.stream().anyMatch(one -> one.overlaps(openTimeMs, openTimeMs));
    }

    /** Adds what is not owed yet of a range, UTC ms, inclusive; what is owed already becomes as urgent, if it was less so. */
    void add(final Urgency urgency, final long fromMs, final long toMs) {
        final List<Owed> added = new ArrayList<>();
        long nextMs = fromMs;
        for (final Owed known : all) {
            if (!known.overlaps(fromMs, toMs)) {
                continue;
            }
            if (urgency.compareTo(known.urgency) < 0) {
                known.urgency = urgency;
            }
            if (nextMs < known.fromMs) {
                added.add(new Owed(urgency, nextMs, interval.previous(known.fromMs)));
            }
            nextMs = interval.next(known.toMs);
        }
        if (nextMs <= toMs) {
            added.add(new Owed(urgency, nextMs, toMs));
        }
        all.addAll(added);
        join();
    }

    /** Takes a range out, UTC ms, inclusive. */
    void remove(final long fromMs, final long toMs) {
        for (final Owed one : new ArrayList<>(all)) {
            if (one.overlaps(fromMs, toMs)) {
                isolate(one, fromMs, toMs);
                all.remove(one);
            }
        }
    }

    /** What is owed of a range, UTC ms, inclusive, each part cut off from what lies outside. */
    List<Owed> cut(final long fromMs, final long toMs) {
        final List<Owed> inside = new ArrayList<>();
        for (final Owed one : new ArrayList<>(all)) {
            if (one.overlaps(fromMs, toMs)) {
                isolate(one, fromMs, toMs);
                inside.add(one);
            }
        }
        return inside;
    }

    /** Makes one as short as the range, and what is cut off from it another one. */
    private void isolate(final Owed one, final long fromMs, final long toMs) {
        if (one.fromMs < fromMs) {
            final long lastMs = Grid.lastAtOrBefore(interval, one.fromMs, fromMs - 1);
            all.add(one.part(one.fromMs, lastMs));
            one.fromMs = interval.next(lastMs);
        }
        if (one.toMs > toMs) {
            final long lastMs = Grid.lastAtOrBefore(interval, one.fromMs, Math.max(toMs, one.fromMs));
            all.add(one.part(interval.next(lastMs), one.toMs));
            one.toMs = lastMs;
        }
        sort();
    }

    /** Makes one of two that touch, if nothing tells them apart. */
    private void join() {
        sort();
        for (int i = all.size() - 1; i > 0; i--) {
            final Owed low = all.get(i - 1);
            final Owed high = all.get(i);
            if (high.fromMs == interval.next(low.toMs)
                    && low.urgency == high.urgency
                    && !low.isBeyondHistory
                    && !high.isBeyondHistory) {
                low.toMs = high.toMs;
                low.nextTryMs = Math.max(low.nextTryMs, high.nextTryMs);
                low.failures = Math.max(low.failures, high.failures);
                all.remove(i);
            }
        }
    }

    private void sort() {
        all.sort((one, other) -> Long.compare(one.fromMs, other.fromMs));
    }
}
