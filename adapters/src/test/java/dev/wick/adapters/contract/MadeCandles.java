package dev.wick.adapters.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.sim.MadeCandle;
import java.math.BigDecimal;

/** Compares what an adapter says with what the exchange made. */
final class MadeCandles {
    /** Which of a candle's amounts a market gives. */
    record Gives(boolean volume, boolean quoteVolume, boolean contracts, boolean trades) {}

    private MadeCandles() {}

    static void assertSame(final Candle candle, final MadeCandle made, final Gives gives) {
        assertThat(value(candle.open)).as("open of %s", made).isEqualByComparingTo(made.open());
        assertThat(value(candle.high)).as("high of %s", made).isEqualByComparingTo(made.high());
        assertThat(value(candle.low)).as("low of %s", made).isEqualByComparingTo(made.low());
        assertThat(value(candle.close)).as("close of %s", made).isEqualByComparingTo(made.close());
        assertThat(candle.closeTimeMs).isEqualTo(made.closeTimeMs());
        assertAmount("volume", candle.volume, gives.volume, made.baseVolume(), made);
        assertAmount("quote volume", candle.quoteVolume, gives.quoteVolume, made.quoteVolume(), made);
        assertAmount("contracts", candle.contracts, gives.contracts, made.contracts(), made);
        assertThat(candle.tradeCount)
                .as("trades of %s", made)
                .isEqualTo(gives.trades && candle.tradeCount != Candle.NONE ? made.trades() : Candle.NONE);
    }

    private static void assertAmount(
            final String what, final Decimal amount, final boolean given, final BigDecimal made, final MadeCandle all) {
        if (given) {
            assertThat(amount.isPresent()).as("%s of %s is there", what, all).isTrue();
            assertThat(value(amount)).as("%s of %s", what, all).isEqualByComparingTo(made);
        } else {
            assertThat(amount.isPresent()).as("no %s of %s", what, all).isFalse();
        }
    }

    static BigDecimal value(final Decimal decimal) {
        return BigDecimal.valueOf(decimal.mantissa, decimal.scale);
    }
}
