package dev.wick.engine.journal;

import java.nio.file.Path;

/**
 * Where the journal is, and how large it may become.
 *
 * @param folder its own; made if it is not there
 * @param maxBytes of all its files together
 * @param candlesPerSeries how many of the newest are handed out after a restart, per series
 */
public record JournalSettings(Path folder, long maxBytes, int candlesPerSeries) {
    /** One for what is prepared, one that is written, six that are full, and two that may be set aside as damaged. */
    private static final int PARTS = 10;

    static final int DAMAGED_KEPT = 2;

    private static final int BLOCK_BYTES = 4_096;

    /** The length of a new segment: whole blocks. */
    int segmentBytes() {
        return Math.toIntExact(maxBytes / PARTS / BLOCK_BYTES * BLOCK_BYTES);
    }

    /** How large all segments together may become, without those that were set aside. */
    long segmentsMaxBytes() {
        return maxBytes - (long) DAMAGED_KEPT * segmentBytes();
    }
}
