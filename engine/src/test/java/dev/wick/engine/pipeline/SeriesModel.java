package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Finality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The account of one series: its open times from floor to frontier, in three sets. */
final class SeriesModel {
    /** A close from further before the first candle than so many intervals is refused. */
    private static final int LATE_LIMIT = 1_000;

    private static final int CLOSED_KEPT = 32;

    final int id;
    final NavigableSet<Long> calendar;
    final NavigableSet<Long> published = new TreeSet<>();
    final NavigableSet<Long> missing = new TreeSet<>();
    final NavigableSet<Long> empty = new TreeSet<>();
    private final long[] counts;
    private final List<String> told;

    /** What was last accepted for the newest open time. */
    Bar newest;
    /** What was last seen forming, and the last closed ones: only where the venue flags no close. */
    Bar lastOpen;

    Map<Long, Bar> keptClosed;
    private Long floorMs;
    private Long frontierMs;
    private long repaired;
    private long emptied;

    SeriesModel(final int id, final NavigableSet<Long> calendar, final long[] counts, final List<String> told) {
        this.id = id;
        this.calendar = calendar;
        this.counts = counts;
        this.told = told;
    }

    /** Enters a candle that is news; false if it is refused as too old. */
    boolean accepts(final Bar bar) {
        final long time = bar.openTimeMs();
        if (floorMs == null) {
            floorMs = time;
            frontierMs = calendar.lower(time);
        }
        if (bar.closed() && bar.revision() == 0) {
            if (time < floorMs && calendar.subSet(time, floorMs).size() > LATE_LIMIT) {
                reject(RejectReason.TOO_OLD);
                return false;
            }
            enter(time);
        }
        if (bar.closed() && (bar.finality() == Finality.SUCCESSOR || bar.finality() == Finality.TIMER)) {
            told.add("provisional " + id + " " + time);
        }
        return true;
    }

    private void enter(final long time) {
        published.add(time);
        empty.remove(time);
        if (time > frontierMs) {
            final var jumpedOver = calendar.subSet(frontierMs, false, time, false);
            frontierMs = time;
            openGap(jumpedOver);
        } else if (time < floorMs) {
            final var jumpedOver = calendar.subSet(time, false, floorMs, false);
            floorMs = time;
            openGap(jumpedOver);
        } else if (missing.remove(time)) {
            repaired++;
            count(PipeCounts.REPAIRED);
            tellIfComplete();
        }
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
        final boolean isForming = newest.openTimeMs() >= nextMs && newest.openTimeMs() <= toMs;
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
        emptyAhead(fromMs, toMs);
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

    private void emptyAhead(final long fromMs, final long toMs) {
        final long nextMs = calendar.higher(frontierMs);
        if (fromMs <= nextMs && nextMs <= toMs) {
            empty.addAll(calendar.subSet(nextMs, true, toMs, true));
            frontierMs = calendar.floor(toMs);
        }
    }

    void remember(final Bar bar) {
        if (newest == null || bar.openTimeMs() >= newest.openTimeMs()) {
            newest = bar;
        }
        if (keptClosed == null) {
            return;
        }
        if (!bar.closed()) {
            lastOpen = bar;
            return;
        }
        keptClosed.put(bar.openTimeMs(), bar);
        if (keptClosed.size() > CLOSED_KEPT) {
            keptClosed.remove(keptClosed.keySet().iterator().next());
        }
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
            return new Pipe.Account(null, null, null, null, 0, "");
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
        final Long lastClosed = published.isEmpty() ? null : published.last();
        return new Pipe.Account(floorMs, frontierMs, watermarkMs(), lastClosed, missing.size(), fates.toString());
    }
}
