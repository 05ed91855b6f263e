package dev.wick.engine.pipeline;

import java.util.ArrayList;
import java.util.List;

/** The counters of a {@link Pipe} by number: those of the engine, then those of each of two venues. */
final class PipeCounts {
    static final int VENUES = 2;

    static final int SUPERSEDED = 0;
    static final int OVERFLOWS = 1;
    static final int BLOCKING = 2;
    static final int ERRORS = 3;
    static final int QUEUED_CLOSED = 4;
    static final int QUEUED_OPEN = 5;
    static final int HOLDING = 6;
    static final int MISSING = 7;
    private static final int OF_ENGINE = 8;

    static final int OPEN = 0;
    static final int CLOSED = 1;
    static final int DUPLICATES = 2;
    static final int REVISIONS = 3;
    static final int GAPS = 4;
    static final int REPAIRED = 5;
    static final int EMPTY = 6;
    static final int REJECTED = 7;
    private static final int OF_VENUE = REJECTED + RejectReason.values().length;

    private static final List<String> ENGINE_NAMES = List.of(
            "superseded", "overflows", "blocking", "errors", "queued closed", "queued open", "holding", "missing");
    private static final List<String> VENUE_NAMES =
            List.of("open", "closed", "duplicates", "revisions", "gaps", "repaired", "empty");

    private PipeCounts() {}

    static long[] zero() {
        return new long[OF_ENGINE + VENUES * OF_VENUE];
    }

    /** Whether it is no count, but says how much of something there is now. */
    static boolean isGauge(final int number) {
        return number >= QUEUED_CLOSED && number <= MISSING;
    }

    /** The number of a counter of the venue of a series. */
    static int ofVenue(final int series, final int counter) {
        return OF_ENGINE + series % VENUES * OF_VENUE + counter;
    }

    static int rejected(final int series, final RejectReason reason) {
        return ofVenue(series, REJECTED + reason.ordinal());
    }

    /** All names in order. */
    static List<String> names() {
        final List<String> names = new ArrayList<>(ENGINE_NAMES);
        for (int venue = 0; venue < VENUES; venue++) {
            for (final String name : VENUE_NAMES) {
                names.add(name + " of venue " + venue);
            }
            for (final RejectReason reason : RejectReason.values()) {
                names.add(reason.text() + " of venue " + venue);
            }
        }
        return names;
    }
}
