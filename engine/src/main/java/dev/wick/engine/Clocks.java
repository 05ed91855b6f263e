package dev.wick.engine;

import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The clocks that all parts read.
 *
 * @param epoch UTC ms
 * @param nano monotonic ns
 * @param epochNano UTC ns
 */
record Clocks(EpochClock epoch, NanoClock nano, EpochNanoClock epochNano) {
    private static final int MEASUREMENTS = 100;
    private static final long GOOD_MEASUREMENT_NS = 250;
    /** The two clocks of a machine drift apart by some microseconds in this time. */
    private static final long MEASURE_AGAIN_AFTER_NS = 10_000_000_000L;

    /** The machine's own. */
    static Clocks system() {
        return new Clocks(
                SystemEpochClock.INSTANCE,
                SystemNanoClock.INSTANCE,
                new OffsetEpochNanoClock(MEASUREMENTS, GOOD_MEASUREMENT_NS, MEASURE_AGAIN_AFTER_NS));
    }
}
