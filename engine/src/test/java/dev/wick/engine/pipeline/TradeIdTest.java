package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.TradeIds;
import dev.wick.engine.ops.Metric;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What trade ids prove between successive closed candles, and what they do not. */
final class TradeIdTest {
    private final PipelineBed bed = new PipelineBed();

    @Test
    void shouldFindNothingWhereIdsJoin() {
        strict();
        bed.take(ids(0, 100, 140), ids(1, 141, 141), ids(2, 142, 190));

        assertContradictions(0, 0);
        assertThat(bed.provisional).isEmpty();
    }

    @Test
    void shouldCountAHoleAndHaveBothCandlesConfirmed() {
        strict();
        bed.take(ids(0, 100, 140), ids(1, 145, 150));

        assertContradictions(1, 0);
        assertThat(bed.provisional).containsExactly(0L, 1L);
        assertThat(bed.drainClosed()).as("nothing is held back").containsExactly("0:100", "1:101");
    }

    @Test
    void shouldCountAnOverlap() {
        strict();
        bed.take(ids(0, 100, 140), ids(1, 140, 150), ids(2, 20, 30));

        assertContradictions(0, 2);
    }

    @Test
    void shouldTakeItForAHintOnlyWhereIdsAreNotStrict() {
        bed.publisher.publishTradeIds(bed.btc.id(), TradeIds.HINT);
        bed.take(ids(0, 100, 140), ids(1, 145, 150));

        assertThat(count("hole", "hint")).isEqualTo(1);
        assertThat(bed.provisional).isEmpty();
    }

    @Test
    void shouldPassOverBarsWithoutATrade() {
        strict();
        final Candle quiet = ids(2, Candle.NONE, Candle.NONE);
        quiet.tradeCount = 0;
        bed.take(ids(0, 100, 140), ids(1, -1, -1), quiet, ids(3, 141, 150), ids(4, -1, -1), ids(5, 160, 170));

        assertContradictions(1, 0);
        assertThat(bed.provisional).containsExactly(3L, 5L);
    }

    @Test
    void shouldCompareALateCandleWithBothItsNeighboursAndNothingAcrossAGap() {
        strict();
        bed.take(ids(0, 100, 140), ids(2, 160, 170), ids(4, 200, 210));
        assertContradictions(0, 0);
        bed.take(ids(1, 141, 158));
        assertContradictions(1, 0);
        bed.take(ids(3, 171, 199));
        assertContradictions(1, 0);
        assertThat(bed.provisional).containsExactly(1L, 2L);
    }

    @Test
    void shouldCompareAcrossALateBarWithoutATrade() {
        strict();
        bed.take(ids(0, 100, 140), ids(2, 150, 170), ids(1, -1, -1));

        assertContradictions(1, 0);
    }

    @Test
    void shouldContradictRestThatShowsABarNotToExistThoughItHadTrades() {
        strict();
        bed.take(ids(0, 100, 140), ids(3, 150, 170), ids(5, 171, 180));
        bed.checked(1, 2);
        bed.checked(4, 4);

        assertContradictions(1, 0);
        assertThat(bed.provisional).containsExactly(0L, 3L);
    }

    @Test
    void shouldCompareNothingWithARowOfRestThatHasNoIds() {
        strict();
        final Candle row = bed.restRow(1, 101);
        row.tradeCount = 7;
        bed.take(ids(0, 100, 140), row, ids(2, 990, 999));
        assertContradictions(0, 0);

        final Candle confirmation = bed.restRow(2, 333);
        confirmation.tradeCount = 7;
        bed.take(confirmation, ids(3, 1_001, 1_005));
        assertContradictions(1, 0);
        assertThat(bed.provisional)
                .as("a revision without ids keeps those known")
                .containsExactly(2L, 3L);
    }

    @Test
    void shouldProveNothingAcrossAPauseInWhichNobodyWantedTheSeries() {
        strict();
        bed.take(ids(0, 100, 140));
        bed.publisher.publishRangeWaived(bed.btc.id(), PipelineBed.minute(1), PipelineBed.minute(4));
        bed.take(ids(5, 500, 510));

        assertContradictions(0, 0);
    }

    @Test
    void shouldCheckNothingOfAVenueThatHasNoIds() {
        bed.publisher.publishTradeIds(bed.btc.id(), TradeIds.NONE);
        bed.take(ids(0, 100, 140), ids(1, 145, 150));

        assertThat(bed.count(Metric.TRADE_ID_CONTRADICTIONS)).isZero();
    }

    /** Whatever comes late, and in whatever order: each pair that does not join is found, and no other. */
    @Test
    void shouldFindExactlyTheHolesWhateverTheOrder() {
        for (int seed = 0; seed < 300; seed++) {
            final PipelineBed one = new PipelineBed();
            one.publisher.publishTradeIds(one.btc.id(), TradeIds.STRICT);
            final SplittableRandom random = new SplittableRandom(seed);
            final int bars = 2 + random.nextInt(40);
            final Candle[] candles = new Candle[bars];
            long nextId = 1_000;
            long holes = 0;
            boolean isHoleOpen = false;
            boolean hasBegun = false;
            for (int i = 0; i < bars; i++) {
                if (random.nextInt(4) == 0) {
                    candles[i] = ids(one, i, -1, -1);
                } else {
                    final long trades = 1L + random.nextLong(5);
                    holes += isHoleOpen && hasBegun ? 1 : 0;
                    candles[i] = ids(one, i, nextId, nextId + trades - 1);
                    isHoleOpen = random.nextInt(5) == 0;
                    hasBegun = true;
                    nextId += trades + (isHoleOpen ? 3 : 0);
                }
            }
            for (int i = bars - 1; i > 0; i--) {
                final int other = random.nextInt(i + 1);
                final Candle swapped = candles[i];
                candles[i] = candles[other];
                candles[other] = swapped;
            }
            one.take(candles);
            assertThat(one.count(Metric.TRADE_ID_CONTRADICTIONS))
                    .as("seed %d, %d bars", seed, bars)
                    .isEqualTo(holes);
        }
    }

    private void strict() {
        bed.publisher.publishTradeIds(bed.btc.id(), TradeIds.STRICT);
    }

    private Candle ids(final int minute, final long first, final long last) {
        return ids(bed, minute, first, last);
    }

    private static Candle ids(final PipelineBed at, final int minute, final long first, final long last) {
        final Candle candle = at.closedCandle(minute, 100L + minute);
        candle.firstTradeId = first;
        candle.lastTradeId = last;
        return candle;
    }

    private void assertContradictions(final int holes, final int overlaps) {
        assertThat(count("hole", "strict")).isEqualTo(holes);
        assertThat(count("overlap", "strict")).isEqualTo(overlaps);
    }

    private double count(final String kind, final String strictness) {
        return bed.metrics.value(Metric.TRADE_ID_CONTRADICTIONS, "binance", "spot", kind, strictness);
    }
}
