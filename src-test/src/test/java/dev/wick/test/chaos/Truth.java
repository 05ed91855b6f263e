package dev.wick.test.chaos;

import dev.wick.adapters.sim.MadeCandle;
import java.util.List;

/**
 * What the exchange made of one series.
 *
 * @param made closed candles in order, every one since the series began
 * @param excused open times in which the exchange did not list the symbol: what it made then may come, and need not
 * @param isFlagged whether the exchange says of a candle that it is closed
 */
record Truth(List<MadeCandle> made, List<Excuse> excused, boolean isFlagged) {
    /** A range of open times, both ends included, UTC ms. */
    record Excuse(long fromMs, long toMs) {}

    boolean isExcused(final long openTimeMs) {
        for (final Excuse excuse : excused) {
            if (openTimeMs >= excuse.fromMs && openTimeMs <= excuse.toMs) {
                return true;
            }
        }
        return false;
    }
}
