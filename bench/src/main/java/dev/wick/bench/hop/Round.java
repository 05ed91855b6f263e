package dev.wick.bench.hop;

import org.HdrHistogram.Histogram;

/**
 * What came of one run. Immutable, save the histograms, which nobody writes any more.
 *
 * @param hop from the call that published until taken, ns
 * @param planned from the planned time until taken, ns
 * @param sent how many were sent, warm-up included
 * @param came how many of them came, each checked
 * @param leftOut how many of them were left out on purpose, since a newer one of the same series was there
 * @param wrong what was wrong, in words; empty if nothing was
 */
record Round(Histogram hop, Histogram planned, long sent, long came, long leftOut, String wrong) {
    /** At least this part must come, or be left out on purpose. */
    private static final double ENOUGH = 0.999;

    /** What a way has had since its times were last forgotten; nothing is under way. Closes it. */
    static Round end(final Way way, final long sent) {
        // The way's own books are closed with it, and may show what is wrong.
        way.close();
        final Arrivals arrivals = way.arrivals();
        return new Round(
                arrivals.hop(), arrivals.planned(), sent, arrivals.count(), way.leftOut(), arrivals.firstFault());
    }

    /** Why it does not count; empty if it does. */
    String problem() {
        if (!wrong.isEmpty()) {
            return wrong;
        }
        return came + leftOut >= ENOUGH * sent
                ? ""
                : "of " + sent + " candles only " + came + " came, and " + leftOut + " were left out on purpose";
    }
}
