package dev.wick.engine.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** What the pipeline should do with the candles of one series, by sets of minutes and nothing clever. */
final class PipelineModel {
    private static final int NEVER = Integer.MIN_VALUE;

    final List<String> closedOut = new ArrayList<>();
    final List<String> openOut = new ArrayList<>();
    final NavigableSet<Integer> missing = new TreeSet<>();
    private final NavigableSet<Integer> empty = new TreeSet<>();
    private final Map<Integer, Long> closedPrices = new HashMap<>();
    private final Map<Integer, Integer> revisions = new HashMap<>();
    private long lastPrice;
    private int newest = NEVER;
    private int floor = NEVER;
    private int frontier = NEVER;
    int duplicates;

    void open(final int minute, final long price) {
        final boolean update = minute == newest && !closedPrices.containsKey(minute) && price != lastPrice;
        final boolean news = minute > newest || update;
        if (!news) {
            duplicates++;
            return;
        }
        start(minute);
        accepted(minute, price);
        openOut.add(minute + ":" + price);
    }

    void closed(final int minute, final long price) {
        final Long before = closedPrices.get(minute);
        if (before != null && before == price) {
            duplicates++;
            return;
        }
        start(minute);
        accepted(minute, price);
        closedPrices.put(minute, price);
        if (before != null) {
            closedOut.add(minute + ":" + price + "/" + revisions.merge(minute, 1, Integer::sum));
            return;
        }
        closedOut.add(minute + ":" + price);
        for (int m = frontier + 1; m < minute; m++) {
            missing.add(m);
        }
        for (int m = minute + 1; m < floor; m++) {
            missing.add(m);
        }
        frontier = Math.max(frontier, minute);
        floor = Math.min(floor, minute);
        missing.remove(minute);
        empty.remove(minute);
    }

    void checked(final int from, final int to) {
        if (floor == NEVER) {
            return;
        }
        for (int m = from; m <= to; m++) {
            if (missing.remove(m)) {
                empty.add(m);
            }
        }
        final boolean seenForming = newest > frontier;
        if (from <= frontier + 1) {
            for (int m = frontier + 1; m <= to && !(seenForming && m == newest); m++) {
                empty.add(m);
                frontier = m;
            }
        }
    }

    /** Before the first candle there is none. */
    boolean hasWatermark() {
        return floor != NEVER;
    }

    int watermark() {
        return missing.isEmpty() ? frontier : missing.first() - 1;
    }

    private void start(final int minute) {
        if (floor == NEVER) {
            floor = minute;
            frontier = minute - 1;
        }
    }

    private void accepted(final int minute, final long price) {
        if (minute >= newest) {
            newest = minute;
            lastPrice = price;
        }
    }
}
