package dev.wick.bench.load;

import java.util.ArrayList;
import java.util.List;

/** What subscribers found wrong: how much, and the first of it in words. Any thread. */
final class Faults {
    private static final int KEPT = 5;

    private final List<String> first = new ArrayList<>();
    private long count;

    /** Adds one. */
    synchronized void add(final String what) {
        count++;
        if (first.size() < KEPT) {
            first.add(what);
        }
    }

    /** How many there are. */
    synchronized long count() {
        return count;
    }

    /** The first ones, on one line; empty if there are none. */
    synchronized String text() {
        return String.join(" | ", first).replace('\n', ' ').replace('\r', ' ');
    }
}
