package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Interval;
import dev.wick.engine.ops.Metric;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class CandleCheckTest {
    private final PipelineBed bed = new PipelineBed();
    private final CandleCheck check = new CandleCheck(CandleCheck.DEFAULT_FUTURE_LIMIT_MS);

    @Test
    void shouldPassASoundCandle() {
        assertThat(isSound(c -> {})).isTrue();
        assertThat(bed.count(Metric.CANDLES_REJECTED)).isZero();
    }

    @Test
    void shouldPassABarWithoutTrades() {
        assertThat(isSound(c -> {
                    c.volume.set(0, 0);
                    c.quoteVolume.clear();
                    c.high.copyFrom(c.open);
                    c.low.copyFrom(c.open);
                }))
                .isTrue();
    }

    @Test
    void shouldRejectACandleThatLacksAValue() {
        assertRejected("missing_value", c -> c.open.clear());
        assertRejected("missing_value", c -> c.high.clear());
        assertRejected("missing_value", c -> c.low.clear());
        assertRejected("missing_value", c -> c.close.clear());
        assertRejected("missing_value", c -> {
            c.volume.clear();
            c.contracts.clear();
        });
        assertRejected("missing_value", c -> c.openTimeMs = Candle.NONE);
    }

    @Test
    void shouldRejectCrossedPrices() {
        assertRejected("prices_crossed", c -> above(c.low, c.high));
        assertRejected("prices_crossed", c -> above(c.low, c.open));
        assertRejected("prices_crossed", c -> above(c.low, c.close));
        assertRejected("prices_crossed", c -> above(c.open, c.high));
        assertRejected("prices_crossed", c -> above(c.close, c.high));
    }

    @Test
    void shouldRejectNegativeValues() {
        assertRejected("negative_value", c -> c.volume.set(-1, 5));
        assertRejected("negative_value", c -> c.quoteVolume.set(-1, 5));
        assertRejected("negative_value", c -> c.contracts.set(-1, 0));
        assertRejected("negative_value", c -> c.low.set(-1, 5));
    }

    @Test
    void shouldRejectAnOpenTimeOffTheGrid() {
        assertRejected("off_grid", c -> c.openTimeMs += 1_000);
    }

    @Test
    void shouldRejectOnlyWhatIsFarAheadOfOurClock() {
        final long limit = CandleCheck.DEFAULT_FUTURE_LIMIT_MS;
        assertThat(isSound(c -> c.openTimeMs += limit)).isTrue();
        assertRejected("in_the_future", c -> c.openTimeMs += limit + PipelineBed.MINUTE_MS);
    }

    @Test
    void shouldRejectTimesBeforeThereWasAMarket() {
        assertRejected("before_2009", c -> c.openTimeMs = 0);
        assertRejected("before_2009", c -> c.openTimeMs = -60_000);
    }

    @Test
    void shouldNotRejectGoodCandlesBecauseOurClockIsDaysBehind() {
        final Consumer<Candle> tenDaysAhead = c -> c.openTimeMs += 10 * 86_400_000L;
        assertRejected("in_the_future", tenDaysAhead);
        bed.skews.of(bed.venue).leastMs().set(10 * 86_400_000L - 60_000);
        assertThat(isSound(tenDaysAhead)).isTrue();
        assertRejected("in_the_future", c -> c.openTimeMs += 12 * 86_400_000L);

        bed.skews.of(bed.venue).leastMs().set(-10 * 86_400_000L);
        assertThat(isSound(c -> {})).as("nor because it is ahead").isTrue();
    }

    @Test
    void shouldKnowTheGridOfMonths() {
        final int id =
                bed.registry.register(bed.venue, "BTCUSDT", Interval.MONTH1).id();
        final Candle candle = bed.closedCandle(0, 100);
        candle.seriesId = id;
        assertThat(check.isSound(bed.states.of(id), candle, PipelineBed.START_MS))
                .isFalse();
        candle.openTimeMs = 1_696_118_400_000L;
        assertThat(check.isSound(bed.states.of(id), candle, PipelineBed.START_MS))
                .isTrue();
    }

    @Test
    void shouldLeaveNoTraceOfABrokenCandle() {
        final Candle broken = bed.closedCandle(5, 100);
        broken.volume.set(-1, 0);
        bed.take(broken, bed.closedCandle(0, 100), bed.closedCandle(1, 101));

        assertThat(bed.drainClosed()).containsExactly("0:100", "1:101");
        assertThat(bed.gaps).isEmpty();
        assertThat(bed.metrics.value(Metric.CANDLES_REJECTED, "binance", "spot", "negative_value"))
                .isEqualTo(1);
    }

    private static void above(final Decimal value, final Decimal bound) {
        value.set(bound.mantissa + 1, bound.scale);
    }

    private void assertRejected(final String reason, final Consumer<Candle> change) {
        final double before = bed.metrics.value(Metric.CANDLES_REJECTED, "binance", "spot", reason);
        assertThat(isSound(change)).isFalse();
        assertThat(bed.metrics.value(Metric.CANDLES_REJECTED, "binance", "spot", reason))
                .isEqualTo(before + 1);
    }

    private boolean isSound(final Consumer<Candle> change) {
        final Candle candle = bed.closedCandle(0, 12_345);
        change.accept(candle);
        return check.isSound(bed.states.of(bed.btc.id()), candle, PipelineBed.START_MS);
    }
}
