package dev.wick.test.chaos;

import dev.wick.adapters.sim.MadeCandle;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What a closed candle says.
 *
 * @param volume null where the exchange does not give it
 * @param trades null where the exchange does not give it
 */
record Values(
        long closeTimeMs,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal volume,
        BigDecimal trades) {
    /** Of a quote of the feed. */
    static Values of(final Map<String, Object> quote) {
        return new Values(
                ((Number) quote.get("close_time")).longValue(),
                decimal(quote.get("open")),
                decimal(quote.get("high")),
                decimal(quote.get("low")),
                decimal(quote.get("close")),
                decimal(quote.get("volume")),
                decimal(quote.get("trade_num")));
    }

    private static BigDecimal decimal(final Object number) {
        return number == null ? null : new BigDecimal(number.toString());
    }

    /** Whether it is exactly what was made; not every exchange gives every amount. */
    boolean isExactly(final MadeCandle made) {
        return closeTimeMs == made.closeTimeMs()
                && same(open, made.open())
                && same(high, made.high())
                && same(low, made.low())
                && same(close, made.close())
                && (volume == null || same(volume, made.baseVolume()))
                && (trades == null || same(trades, BigDecimal.valueOf(made.trades())));
    }

    private static boolean same(final BigDecimal one, final BigDecimal other) {
        return one != null && one.compareTo(other) == 0;
    }

    @Override
    public String toString() {
        return "o=" + open + " h=" + high + " l=" + low + " c=" + close + " v=" + volume + " n=" + trades;
    }
}
