package dev.wick.bench.hop;

import dev.wick.bench.report.Effort;

/**
 * How much is measured.
 *
 * @param runs of each, in turn
 * @param warmUp candles that each way has had at full speed before anything counts
 * @param settling candles at the rate before each run
 * @param parked candles of a run with a parked publisher
 * @param spinning candles of a run with a spinning publisher
 * @param scaling candles of a run for one number of series
 * @param flood candles of a run at full speed
 * @param withoutCollector candles of the run without a collector
 */
record Sizes(
        int runs, int warmUp, int settling, int parked, int spinning, int scaling, int flood, int withoutCollector) {
    private static final Sizes FULL = new Sizes(5, 200_000, 200, 1_000, 500, 500, 200_000, 2_000_000);
    private static final Sizes SMOKE = new Sizes(2, 2_000, 10, 40, 40, 40, 10_000, 300_000);

    static Sizes of(final Effort effort) {
        return effort == Effort.FULL ? FULL : SMOKE;
    }
}
