package dev.wick.engine.pipeline;

import static dev.wick.engine.pipeline.PipelineBed.minute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Interval;
import dev.wick.engine.ops.Metric;
import org.junit.jupiter.api.Test;

final class ContinuityTest {
    private final PipelineBed bed = new PipelineBed();

    @Test
    void shouldSeeNoGapInAnUnbrokenRow() {
        bed.take(bed.openCandle(0, 1), bed.closedCandle(0, 1), bed.closedCandle(1, 2), bed.closedCandle(2, 3));

        assertThat(bed.gaps).isEmpty();
        assertWatermark(2, 2, 0);
    }

    @Test
    void shouldPublishACandleAheadAtOnceAndOpenAGap() {
        bed.take(bed.closedCandle(0, 1), bed.closedCandle(4, 5));

        assertThat(bed.drainClosed()).containsExactly("0:1", "4:5");
        assertThat(bed.gaps).containsExactly("opened 1..3");
        assertThat(bed.count(Metric.GAPS_OPENED)).isEqualTo(1);
        assertWatermark(0, 4, 3);
    }

    @Test
    void shouldFillAGapInAnyOrderAndFromAnySource() {
        bed.take(bed.closedCandle(0, 1), bed.closedCandle(4, 5));
        bed.take(bed.restRow(2, 3));
        assertWatermark(0, 4, 2);
        bed.take(bed.closedCandle(1, 2));
        assertWatermark(2, 4, 1);
        bed.take(bed.restRow(3, 4), bed.restRow(3, 4));

        assertThat(bed.drainClosed()).containsExactly("0:1", "4:5", "2:3", "1:2", "3:4");
        assertThat(bed.gaps).containsExactly("opened 1..3", "closed at 4, 3 repaired, 0 empty");
        assertThat(bed.count(Metric.GAP_CANDLES_REPAIRED)).isEqualTo(3);
        assertWatermark(4, 4, 0);
    }

    @Test
    void shouldPassOverWhatRestShowsNotToExist() {
        bed.take(bed.closedCandle(0, 1), bed.closedCandle(4, 5), bed.restRow(2, 3));
        bed.clock.update(minute(5));
        bed.checked(1, 3);

        assertThat(bed.gaps).containsExactly("opened 1..3", "closed at 4, 1 repaired, 2 empty");
        assertThat(bed.count(Metric.GAP_CANDLES_EMPTY)).isEqualTo(2);
        assertWatermark(4, 4, 0);
    }

    @Test
    void shouldPublishACandleThoughRestDidNotKnowIt() {
        bed.take(bed.closedCandle(0, 1), bed.closedCandle(2, 3));
        bed.checked(1, 1);
        bed.take(bed.closedCandle(1, 2), bed.closedCandle(1, 2));

        assertThat(bed.drainClosed()).containsExactly("0:1", "2:3", "1:2");
        assertThat(bed.duplicates()).isEqualTo(1);
    }

    @Test
    void shouldCloseOnlyTheCheckedPartOfAGap() {
        bed.take(bed.closedCandle(0, 1), bed.closedCandle(9, 5));
        bed.checked(1, 4);

        assertWatermark(4, 9, 4);
        assertThat(bed.gaps).containsExactly("opened 1..8");
    }

    @Test
    void shouldOweNothingOfARangeCheckedBeforeItWasMissed() {
        bed.take(bed.closedCandle(0, 1));
        bed.clock.update(minute(10));
        bed.checked(1, 6);
        assertWatermark(6, 0, 0);
        bed.take(bed.closedCandle(7, 8));

        assertThat(bed.gaps).isEmpty();
        assertWatermark(7, 7, 0);
    }

    @Test
    void shouldNotBelieveThatACandleSeenFormingDoesNotExist() {
        bed.take(bed.closedCandle(0, 1), bed.openCandle(3, 4));
        bed.clock.update(minute(10));
        bed.checked(1, 6);

        assertWatermark(2, 0, 0);
        bed.take(bed.closedCandle(5, 6));
        assertThat(bed.gaps).containsExactly("opened 3..4");
    }

    @Test
    void shouldBelieveACheckWhateverOurOwnClockSays() {
        bed.take(bed.closedCandle(0, 1));
        bed.clock.update(minute(2));
        bed.checked(1, 4);
        bed.take(bed.closedCandle(5, 6));

        assertThat(bed.gaps).isEmpty();
        assertThat(bed.states.watermarkMs(bed.btc.id())).isEqualTo(minute(5));
    }

    @Test
    void shouldIgnoreACheckOfASeriesWithoutCandles() {
        bed.checked(1, 4);

        assertThat(bed.states.watermarkMs(bed.btc.id())).isEqualTo(Candle.NONE);
        assertThat(bed.errors).isEmpty();
    }

    @Test
    void shouldOweEverythingSinceTheFirstOpenCandle() {
        bed.take(bed.openCandle(0, 1), bed.closedCandle(2, 3));

        assertThat(bed.gaps).containsExactly("opened 0..1");
        assertWatermark(-1, 2, 2);
    }

    @Test
    void shouldPublishALateCloseOnceHoweverLate() {
        bed.take(bed.closedCandle(0, 1), bed.closedCandle(2, 3));
        bed.clock.advance(86_400_000);
        bed.take(bed.closedCandle(1, 2), bed.closedCandle(1, 2));

        assertThat(bed.drainClosed()).containsExactly("0:1", "2:3", "1:2");
    }

    @Test
    void shouldPublishALateCloseFromBeforeOurFirstCandle() {
        bed.take(bed.openCandle(10, 1), bed.closedCandle(9, 3));
        assertThat(bed.gaps).isEmpty();
        assertWatermark(9, 9, 0);
        bed.take(bed.closedCandle(5, 3), bed.closedCandle(5, 3));

        assertThat(bed.drainClosed()).containsExactly("9:3", "5:3");
        assertThat(bed.gaps).containsExactly("opened 6..8");
        assertWatermark(5, 9, 3);
    }

    @Test
    void shouldRejectACloseFromTooLongBeforeOurFirstCandle() {
        bed.take(bed.closedCandle(0, 1), bed.closedCandle(-1_001, 3));
        assertThat(bed.drainClosed()).containsExactly("0:1");
        assertThat(bed.metrics.value(Metric.CANDLES_REJECTED, "binance", "spot", "too_old"))
                .isEqualTo(1);
        bed.take(bed.closedCandle(-1_000, 3));

        assertThat(bed.drainClosed()).containsExactly("-1000:3");
        assertWatermark(-1_000, 0, 999);
    }

    @Test
    void shouldOweNothingOfAWaivedRangeThoughItWasSeenForming() {
        bed.take(bed.closedCandle(0, 1), bed.closedCandle(3, 4), bed.openCandle(4, 5));
        assertWatermark(0, 3, 2);

        bed.publisher.publishRangeWaived(bed.btc.id(), minute(1), minute(9));
        bed.step();
        assertWatermark(9, 3, 0);

        bed.take(bed.closedCandle(10, 11));
        assertWatermark(10, 10, 0);
        assertThat(bed.count(Metric.HANDLER_ERRORS)).isZero();
    }

    @Test
    void shouldEndAGapThatIsWaivedAndCountTheNextOneAnew() {
        bed.take(bed.closedCandle(0, 1), bed.closedCandle(4, 5), bed.restRow(1, 2));
        bed.publisher.publishRangeWaived(bed.btc.id(), minute(2), minute(9));
        bed.step();
        bed.take(bed.closedCandle(10, 1), bed.closedCandle(12, 1), bed.restRow(11, 1));

        assertThat(bed.gaps)
                .containsExactly(
                        "opened 1..3",
                        "closed at 9, 1 repaired, 0 empty",
                        "opened 11..11",
                        "closed at 12, 1 repaired, 0 empty");
    }

    @Test
    void shouldTellTheFrontierAndTheOldestMissingOpenTime() {
        bed.take(bed.closedCandle(0, 1), bed.closedCandle(4, 5), bed.closedCandle(7, 5));
        assertThat(bed.states.frontierMs(bed.btc.id())).isEqualTo(minute(7));
        assertThat(bed.states.oldestMissingMs(bed.btc.id())).isEqualTo(minute(1));
        bed.checked(1, 3);
        assertThat(bed.states.oldestMissingMs(bed.btc.id())).isEqualTo(minute(5));
        assertThat(bed.metrics.value(Metric.GAP_CANDLES_MISSING, "binance", "spot"))
                .isEqualTo(2);
        bed.checked(5, 6);
        assertThat(bed.states.oldestMissingMs(bed.btc.id())).isEqualTo(Candle.NONE);
    }

    /** What REST proves newest first must not let the watermark jump over what is older. */
    @Test
    void shouldLeaveTheWatermarkBehindTheOldestGapWhenTheNewestIsRepairedFirst() {
        bed.take(bed.closedCandle(0, 1), bed.closedCandle(9, 5));
        bed.take(bed.restRow(7, 1), bed.restRow(8, 1));
        bed.checked(5, 8);
        assertWatermark(0, 9, 4);
        bed.checked(1, 4);
        assertWatermark(9, 9, 0);
    }

    @Test
    void shouldStillPublishOnceWhatComesOfAWaivedRange() {
        bed.take(bed.closedCandle(0, 1), bed.openCandle(1, 2));
        bed.publisher.publishRangeWaived(bed.btc.id(), minute(1), minute(9));
        bed.take(bed.closedCandle(1, 2), bed.closedCandle(1, 2), bed.closedCandle(10, 11));

        assertThat(bed.drainClosed()).containsExactly("0:1", "1:2", "10:11");
        assertWatermark(10, 10, 0);
    }

    @Test
    void shouldNotLoseACandleThroughAListenerThatThrows() {
        bed.fromListener = new IllegalStateException("no room");
        bed.take(bed.closedCandle(0, 1), bed.closedCandle(2, 3));

        assertThat(bed.drainClosed()).containsExactly("0:1", "2:3");
        assertThat(bed.errors).hasSize(1).first().asString().contains("no room", "BTCUSDT");
        assertThat(bed.count(Metric.HANDLER_ERRORS)).isEqualTo(1);
    }

    @Test
    void shouldFollowTheCalendarOfMonths() {
        final int id =
                bed.registry.register(bed.venue, "BTCUSDT", Interval.MONTH1).id();
        final Candle candle = bed.closedCandle(0, 1);
        candle.seriesId = id;
        candle.openTimeMs = 1_672_531_200_000L;
        bed.take(candle);
        candle.openTimeMs = 1_682_899_200_000L;
        bed.take(candle);

        assertThat(bed.states.missing(id)).isEqualTo(3);
        bed.publisher.publishRangeChecked(id, 1_672_531_200_001L, 1_682_899_199_999L);
        bed.step();
        assertThat(bed.states.missing(id)).isZero();
        assertThat(bed.states.watermarkMs(id)).isEqualTo(1_682_899_200_000L);
    }

    private void assertWatermark(final int watermark, final int lastClosed, final int missing) {
        final int id = bed.btc.id();
        assertThat(bed.states.watermarkMs(id)).isEqualTo(minute(watermark));
        assertThat(bed.states.lastClosedOpenTimeMs(id)).isEqualTo(minute(lastClosed));
        assertThat(bed.states.missing(id)).isEqualTo(missing);
        assertThat(bed.states.missing()).isEqualTo(missing);
    }
}
