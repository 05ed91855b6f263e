package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.engine.ops.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DedupTest {
    private final PipelineBed bed = new PipelineBed();

    @Test
    void shouldPublishACloseOnce() {
        bed.take(bed.closedCandle(0, 100), bed.closedCandle(0, 100), bed.restRow(0, 100));

        assertThat(bed.drainClosed()).containsExactly("0:100");
        assertThat(bed.duplicates()).isEqualTo(2);
    }

    @Test
    void shouldPublishOtherValuesAsARevision() {
        bed.take(bed.closedCandle(0, 100), bed.closedCandle(0, 101), bed.closedCandle(0, 101), bed.restRow(0, 102));

        assertThat(bed.drainClosed()).containsExactly("0:100", "0:101/1", "0:102/2");
        assertThat(bed.count(Metric.REVISIONS)).isEqualTo(2);
        assertThat(bed.duplicates()).isEqualTo(1);
    }

    @Test
    void shouldNotLetAnOlderMessageReviseANewerOne() {
        final Candle first = stamped(bed.closedCandle(0, 100), 1_000, 5);
        final Candle second = stamped(bed.closedCandle(0, 101), 2_000, 6);
        bed.take(first, second, first);

        assertThat(bed.drainClosed()).containsExactly("0:100", "0:101/1");
        assertThat(bed.duplicates()).isEqualTo(1);
    }

    @Test
    void shouldCompareOnlyWhatBothSay() {
        final Candle row = bed.restRow(0, 100);
        row.quoteVolume.clear();
        row.contracts.set(7, 0);
        row.tradeCount = 9;
        row.firstTradeId = 77;
        bed.take(bed.closedCandle(0, 100), row);

        assertThat(bed.drainClosed()).containsExactly("0:100");
        assertThat(bed.duplicates()).isEqualTo(1);
    }

    @Test
    void shouldSeeADifferenceInAnyValueThatBothSay() {
        final Candle row = bed.restRow(0, 100);
        row.quoteVolume.set(1, 0);
        bed.take(bed.closedCandle(0, 100), row);

        assertThat(bed.drainClosed()).containsExactly("0:100", "0:100/1");
    }

    @Test
    void shouldNotPublishACloseAgainWhenTheHistoryHasForgottenIt() {
        final PipelineBed small = new PipelineBed(1_024, 1_000, 0, 120_000, 10_000, 3);
        small.take(small.closedCandle(0, 100), small.closedCandle(1, 1), small.closedCandle(2, 1));
        small.take(small.closedCandle(3, 1), small.closedCandle(0, 101));

        assertThat(small.drainClosed()).containsExactly("0:100", "1:1", "2:1", "3:1");
        assertThat(small.duplicates()).isEqualTo(1);
    }

    @Test
    void shouldReviseByARestRowHoursLater() {
        bed.take(bed.closedCandle(0, 100), bed.closedCandle(1, 1));
        bed.clock.advance(5 * 3_600_000);
        bed.take(bed.restRow(0, 100), bed.restRow(0, 101), bed.restRow(0, 101));

        assertThat(bed.drainClosed()).containsExactly("0:100", "1:1", "0:101/1");
        assertThat(bed.duplicates()).isEqualTo(2);
        assertThat(bed.count(Metric.REVISIONS)).isEqualTo(1);
        assertThat(bed.remembered()).containsExactly("0:100", "1:1", "0:101/1");
    }

    @Test
    void shouldDropOpenCandlesOfAClosedOpenTime() {
        bed.take(bed.closedCandle(0, 100), bed.openCandle(0, 99));

        assertThat(bed.drainOpen()).isEmpty();
        assertThat(bed.duplicates()).isEqualTo(1);
    }

    @Test
    void shouldDropOpenCandlesOfAnOpenTimeThatIsOver() {
        bed.take(bed.openCandle(0, 100), bed.openCandle(1, 101), bed.openCandle(0, 102));

        assertThat(bed.drainOpen()).containsExactly("1:101");
        assertThat(bed.duplicates()).isEqualTo(1);
    }

    @Test
    void shouldTakeAnOpenCandleWithANewerEventTimeOnly() {
        bed.take(stamped(bed.openCandle(0, 100), 1_000, 5));
        assertThat(bed.drainOpen()).containsExactly("0:100");
        bed.take(stamped(bed.openCandle(0, 101), 999, 6));
        assertThat(bed.drainOpen()).isEmpty();
        bed.take(stamped(bed.openCandle(0, 100), 1_001, 5));
        assertThat(bed.drainOpen()).containsExactly("0:100");
    }

    @Test
    void shouldFallBackToTheTradeCount() {
        bed.take(stamped(bed.openCandle(0, 100), Candle.NONE, 5));
        bed.take(stamped(bed.openCandle(0, 101), Candle.NONE, 4));
        assertThat(bed.drainOpen()).containsExactly("0:100");
        bed.take(stamped(bed.openCandle(0, 102), Candle.NONE, 6));
        assertThat(bed.drainOpen()).containsExactly("0:102");
    }

    @Test
    void shouldFallBackToTheValues() {
        bed.take(bed.openCandle(0, 100), bed.openCandle(0, 100));
        assertThat(bed.duplicates()).isEqualTo(1);
        bed.take(bed.openCandle(0, 101));
        assertThat(bed.drainOpen()).containsExactly("0:101");
        assertThat(bed.duplicates()).isEqualTo(1);
    }

    @Test
    void shouldKnowARepeatedOpenCandleThoughItsValuesAreForgotten() {
        bed.take(stamped(bed.openCandle(0, 100), 1_000, 5));
        assertThat(bed.drainOpen()).hasSize(1);
        bed.clock.advance(500_000);
        bed.take(stamped(bed.openCandle(0, 100), 1_000, 5));

        assertThat(bed.drainOpen()).isEmpty();
    }

    @Test
    void shouldKeepSeriesApart() {
        final Candle other = PipelineBed.fill(new Candle(), bed.eth.id(), 0, 100, true);
        bed.take(bed.closedCandle(0, 100), other);

        assertThat(bed.drainClosed()).containsExactly("0:100", "0:100");
        assertThat(bed.duplicates()).isZero();
    }

    @Test
    void shouldForgetTheOldestBeyondTheMaximum() {
        final RecentCandles recent = new RecentCandles(1_000, 3);
        for (int minute = 0; minute < 4; minute++) {
            recent.put(bed.closedCandle(minute, 100), minute);
        }

        assertThat(recent.size()).isEqualTo(3);
        assertThat(recent.find(bed.closedCandle(0, 100), 4)).isEqualTo(RecentCandles.NOBODY);
        assertThat(recent.find(bed.closedCandle(1, 100), 4)).isNotEqualTo(RecentCandles.NOBODY);
        recent.put(bed.closedCandle(1, 101), 5);
        recent.put(bed.closedCandle(9, 100), 6);
        final int known = recent.find(bed.closedCandle(1, 100), 6);
        assertThat(recent.differs(known, bed.closedCandle(1, 101))).isFalse();
        assertThat(recent.differs(known, bed.closedCandle(1, 100))).isTrue();
        assertThat(recent.find(bed.closedCandle(2, 100), 6)).isEqualTo(RecentCandles.NOBODY);
    }

    @Test
    void shouldRememberEveryValueToTheDigitAndCompareOnlyWhatBothHave() {
        final RecentCandles recent = new RecentCandles(1_000, 3);
        final Candle candle = bed.closedCandle(0, 100);
        final List<Decimal> values = List.of(
                candle.open,
                candle.high,
                candle.low,
                candle.close,
                candle.volume,
                candle.quoteVolume,
                candle.contracts);
        final int[] scales = {0, 1, 18, 64, -64, 128, -1};
        for (int i = 0; i < scales.length; i++) {
            values.get(i).mantissa = 123_456_789_012_345_678L - i;
            values.get(i).scale = scales[i];
        }
        candle.tradeCount = 17;
        recent.put(candle, 0);
        final int known = recent.find(candle, 0);
        assertThat(recent.differs(known, candle)).isFalse();

        for (final Decimal value : values) {
            final Decimal right = new Decimal();
            right.copyFrom(value);
            value.mantissa++;
            assertThat(recent.differs(known, candle)).isTrue();
            value.copyFrom(right);
            value.scale++;
            assertThat(recent.differs(known, candle)).isTrue();
            value.clear();
            assertThat(recent.differs(known, candle)).as("absent now").isFalse();
            recent.put(candle, 0);
            value.copyFrom(right);
            assertThat(recent.differs(known, candle)).as("absent then").isFalse();
            recent.put(candle, 0);
        }
        candle.tradeCount++;
        assertThat(recent.differs(known, candle)).isTrue();
        candle.tradeCount = Candle.NONE;
        assertThat(recent.differs(known, candle)).isFalse();
    }

    @Test
    void shouldMakeRoomAsTheWindowPasses() {
        final RecentCandles recent = new RecentCandles(10, 100);
        for (int i = 0; i < 100; i++) {
            recent.put(bed.closedCandle(i, 100), i);
        }

        assertThat(recent.size()).isBetween(10, 12);
    }

    private static Candle stamped(final Candle candle, final long eventTimeMs, final long trades) {
        candle.eventTimeMs = eventTimeMs;
        candle.tradeCount = trades;
        return candle;
    }
}
