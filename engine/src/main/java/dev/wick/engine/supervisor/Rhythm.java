package dev.wick.engine.supervisor;

/**
 * How long something that speaks now and then may be silent before that is strange: some typical gaps, and longer where REST
 * has shown that a longer silence was right. The supervisor's thread.
 */
final class Rhythm {
    private static final int GAPS = 4;
    private static final int SMOOTHING = 8;

    private final long leastMs;
    private final long mostMs;
    private final long longestGrownMs;
    private long smoothedMs;
    private long grownMs;

    /**
     * Nothing is known yet, and the first gap expected to be of the given length.
     *
     * @param leastMs the shortest silence that is strange, ms
     * @param mostMs beyond which every silence is strange that REST has not shown to be right, ms
     * @param longestGrownMs beyond which every silence is strange, ms
     */
    Rhythm(final long firstGapMs, final long leastMs, final long mostMs, final long longestGrownMs) {
        smoothedMs = firstGapMs / GAPS;
        this.leastMs = leastMs;
        this.mostMs = Math.max(leastMs, mostMs);
        this.longestGrownMs = Math.max(this.mostMs, longestGrownMs);
    }

    /** It spoke after a gap, ms. */
    void heardAfter(final long gapMs) {
        smoothedMs += (gapMs - smoothedMs) / SMOOTHING;
        if (2 * gapMs < grownMs) {
            grownMs -= grownMs / SMOOTHING;
        }
    }

    /** A silence of this length, ms, was shown to be right. */
    void silenceWasRight(final long silenceMs) {
        grownMs = Math.min(longestGrownMs, 2 * Math.max(silenceMs, expectedSilenceMs()));
    }

    /** The typical gap, ms. */
    long typicalGapMs() {
        return smoothedMs;
    }

    /** How long it may be silent, ms. */
    long expectedSilenceMs() {
        return Math.max(grownMs, Math.max(leastMs, Math.min(mostMs, GAPS * smoothedMs)));
    }
}
