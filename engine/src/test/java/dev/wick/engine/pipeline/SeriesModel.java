package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Finality;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The account of one series: its open times from floor to frontier, in three sets. */
final class SeriesModel {
    /** A close from further before the first candle than so many intervals is refused. */
    private static final int LATE_LIMIT = 1_000;

    private static final int CONFIRMED_AGAIN = 500;

    final int id;
    final NavigableSet<Long> calendar;
    final NavigableSet<Long> published = new TreeSet<>();
    final NavigableSet<Long> missing = new TreeSet<>();
    final NavigableSet<Long> empty = new TreeSet<>();
    final HistoryModel history;
    private final long[] counts;
    private final List<String> told;

    /** What was last accepted for the newest open time. */
    Bar newest;
    /** What was last seen forming; null where the venue flags closes. */
    Bar lastOpen;

    private final boolean unflagged;
    /** An earlier run has published some of it: what is older than the floor is nobody's any more. */
    private boolean restored;

    private boolean takenUp;
    private Long lastClosedMs;

    private Long floorMs;
    private Long frontierMs;
    private long repaired;
    private long emptied;

    SeriesModel(final int id, final Setup setup, final long[] counts, final List<String> told) {
        this.id = id;
        calendar = setup.lines().get(id).calendar();
        unflagged = setup.lines().get(id).unflagged();
        history = new HistoryModel(setup.historyCapacity(), calendar);
        this.counts = counts;
        this.told = told;
    }

    /** Enters a candle that is news; false if it is refused as too old. */
    boolean accepts(final Bar bar) {
        final long time = bar.openTimeMs();
        if (floorMs == null) {
            startAt(time, calendar.lower(time));
        }
        if (bar.closed() && bar.revision() == 0) {
            if (time < floorMs && (restored || calendar.subSet(time, floorMs).size() > LATE_LIMIT)) {
                reject(RejectReason.TOO_OLD);
                return false;
            }
            enter(time);
        }
        tellIfProvisional(bar);
        return true;
    }

    private void tellIfProvisional(final Bar bar) {
        if (bar.closed() && (bar.finality() == Finality.SUCCESSOR || bar.finality() == Finality.TIMER)) {
            told.add("provisional " + id + " " + bar.openTimeMs());
        }
    }

    private void startAt(final long floor, final long frontier) {
        floorMs = floor;
        frontierMs = frontier;
        history.raise(floor);
    }

    private void enter(final long time) {
        published.add(time);
        lastClosedMs = lastClosedMs == null ? time : Math.max(lastClosedMs, time);
        empty.remove(time);
        if (time > frontierMs) {
            final var jumpedOver = calendar.subSet(frontierMs, false, time, false);
            frontierMs = time;
            openGap(jumpedOver);
        } else if (time < floorMs) {
            final var jumpedOver = calendar.subSet(time, false, floorMs, false);
            lowerFloor(time);
            openGap(jumpedOver);
        } else if (missing.remove(time)) {
            repaired++;
            count(PipeCounts.REPAIRED);
            tellIfComplete();
        }
    }

    private void lowerFloor(final long time) {
        history.lower(floorMs, time);
        floorMs = time;
    }

    private void openGap(final NavigableSet<Long> times) {
        if (!times.isEmpty()) {
            missing.addAll(times);
            count(PipeCounts.GAPS);
            told.add("gap " + id + " " + times.first() + " to " + times.last());
        }
    }

    private void tellIfComplete() {
        if (missing.isEmpty()) {
            told.add("complete " + id + " " + watermarkMs() + " repaired " + repaired + " empty " + emptied);
            repaired = 0;
            emptied = 0;
        }
    }

    /** REST has shown all of a range: what is missing there does not exist, nor what it shows to come next. */
    void checked(final long fromMs, final long toMs) {
        if (floorMs == null) {
            return;
        }
        final int moved = moveMissingToEmpty(fromMs, toMs);
        emptied += moved;
        counts[PipeCounts.ofVenue(id, PipeCounts.EMPTY)] += moved;
        final long nextMs = calendar.higher(frontierMs);
        final boolean isForming = newest != null && newest.openTimeMs() >= nextMs && newest.openTimeMs() <= toMs;
        // What was seen forming exists, whatever REST says.
        emptyAhead(fromMs, isForming ? newest.openTimeMs() - 1 : toMs);
        if (moved > 0) {
            tellIfComplete();
        }
    }

    /** Nobody needs what is missing in a range, not even what was seen forming. */
    void waived(final long fromMs, final long toMs) {
        if (floorMs == null) {
            return;
        }
        final int moved = moveMissingToEmpty(fromMs, toMs);
        final boolean isAhead = emptyAhead(fromMs, toMs);
        if (isAhead || moved > 0) {
            history.raise(calendar.higher(calendar.floor(Math.min(toMs, frontierMs))));
        }
        if (moved > 0) {
            tellIfComplete();
        }
    }

    private int moveMissingToEmpty(final long fromMs, final long toMs) {
        final List<Long> moved = new ArrayList<>(missing.tailSet(fromMs));
        moved.removeIf(time -> time > toMs);
        moved.forEach(missing::remove);
        empty.addAll(moved);
        return moved.size();
    }

    private boolean emptyAhead(final long fromMs, final long toMs) {
        final long nextMs = calendar.higher(frontierMs);
        final boolean isAhead = fromMs <= nextMs && nextMs <= toMs;
        if (isAhead) {
            empty.addAll(calendar.subSet(nextMs, true, toMs, true));
            frontierMs = calendar.floor(toMs);
        }
        return isAhead;
    }

    void remember(final Bar bar) {
        if (newest == null || bar.openTimeMs() >= newest.openTimeMs()) {
            newest = bar;
        }
        if (unflagged && !bar.closed()) {
            lastOpen = bar;
        }
    }

    /** Whether it was published closed; of what an earlier run has published and is forgotten nobody knows. */
    boolean isPublished(final long time) {
        return (restored && time < floorMs) ? history.last(time) != null : published.contains(time);
    }

    /** Whether an open bar comes too late; the last closed one is known even if a restart has forgotten its values. */
    boolean isClosed(final long time) {
        return isPublished(time) || (lastClosedMs != null && lastClosedMs == time);
    }

    /** Whether an open time lies before all that is owed. */
    boolean isBelow(final long time) {
        return floorMs == null || time < floorMs;
    }

    /** A candle for the history alone, from before all that is owed; REST has shown that nothing follows up to an open time. */
    void bootstrap(final Bar bar, final long emptyToMs) {
        if (restored || !history.prepend(bar)) {
            return;
        }
        final long time = bar.openTimeMs();
        published.add(time);
        lastClosedMs = lastClosedMs == null ? time : Math.max(lastClosedMs, time);
        if (floorMs == null) {
            startAt(time, time);
            emptyAhead(calendar.higher(time), emptyToMs);
            return;
        }
        final var between = new TreeSet<>(calendar.subSet(time, false, floorMs, false));
        lowerFloor(time);
        final var shownEmpty = new TreeSet<>(between.headSet(emptyToMs, true));
        between.removeAll(shownEmpty);
        empty.addAll(shownEmpty);
        openGap(between);
    }

    /** REST has nothing in a range that ends right before all that is owed. */
    void settle(final long fromMs, final long toMs) {
        history.settled = true;
        if (restored || fromMs == Candle.NONE || fromMs > toMs) {
            return;
        }
        if (floorMs == null) {
            startAt(fromMs, toMs);
            empty.addAll(calendar.subSet(fromMs, true, toMs, true));
        } else if (fromMs < floorMs && toMs >= calendar.lower(floorMs)) {
            empty.addAll(calendar.subSet(fromMs, true, floorMs, false));
            lowerFloor(fromMs);
        }
    }

    /** The series is wanted; the first time it begins with what an earlier run has published. */
    void takeUp(final List<Bar> journal) {
        if (!takenUp && floorMs == null && !journal.isEmpty()) {
            restore(journal);
        }
        takenUp = true;
    }

    /** What is wanting between what was published is missing, if it is not too long ago. */
    private void restore(final List<Bar> journal) {
        journal.forEach(history::append);
        restored = true;
        final NavigableSet<Long> kept = new TreeSet<>();
        history.entries().forEach(bar -> kept.add(bar.openTimeMs()));
        final long floor = restoredFloor(kept);
        startAt(floor, calendar.lower(floor));
        kept.tailSet(floor).forEach(this::enter);
        published.addAll(kept);
        newest = Bar.unknown(id, frontierMs);
        lastClosedMs = frontierMs;
        history.liveFrom = history.end();
        history.settled = true;
        final List<Bar> newestEntries = new ArrayList<>(history.entries());
        final int first = Math.max(0, newestEntries.size() - CONFIRMED_AGAIN);
        newestEntries.subList(first, newestEntries.size()).forEach(this::tellIfProvisional);
    }

    /** After all that is forgotten, and after the last hole that is longer than the history. */
    private long restoredFloor(final NavigableSet<Long> kept) {
        Long floor = history.completeFromMs;
        Long expected = floor;
        for (final long time : kept) {
            if (expected != null && time < expected) {
                continue;
            }
            if (expected == null || calendar.subSet(expected, time).size() > history.capacity()) {
                floor = time;
            }
            expected = calendar.higher(time);
        }
        return floor;
    }

    void count(final int counter) {
        counts[PipeCounts.ofVenue(id, counter)]++;
    }

    void reject(final RejectReason reason) {
        counts[PipeCounts.rejected(id, reason)]++;
    }

    /** All up to here is published, or proven not to exist. */
    private Long watermarkMs() {
        return missing.isEmpty() ? frontierMs : calendar.lower(missing.first());
    }

    Pipe.Account account() {
        if (floorMs == null) {
            return new Pipe.Account(null, null, null, null, 0, "", memory());
        }
        final StringBuilder fates = new StringBuilder();
        for (final long time : calendar.subSet(floorMs, true, Math.max(floorMs, frontierMs), true)) {
            if (time <= frontierMs) {
                final int sets = (published.contains(time) ? 1 : 0)
                        + (missing.contains(time) ? 1 : 0)
                        + (empty.contains(time) ? 1 : 0);
                fates.append(sets != 1 ? '!' : published.contains(time) ? 'P' : missing.contains(time) ? 'M' : 'E');
            }
        }
        return new Pipe.Account(
                floorMs, frontierMs, watermarkMs(), lastClosedMs, missing.size(), fates.toString(), memory());
    }

    private Pipe.Memory memory() {
        return new Pipe.Memory(
                history.begin(),
                history.end(),
                history.liveFrom,
                history.completeFromMs,
                history.settled,
                history.entries().peekLast());
    }
}
