package dev.wick.engine.pipeline;

import static dev.wick.engine.pipeline.PipelineBed.minute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Source;
import dev.wick.engine.history.SeriesHistory;
import dev.wick.engine.ops.Metric;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the pipeline remembers of a series, and what it makes of memories. */
class MemoryTest {
    private final PipelineBed bed = new PipelineBed();

    @Test
    void shouldRememberInOrderOfPublicationAndTellThePlace() {
        bed.take(bed.closedCandle(0, 1), bed.openCandle(1, 2), bed.closedCandle(2, 3));
        bed.take(bed.closedCandle(1, 2), bed.closedCandle(1, 2), bed.closedCandle(0, 9));

        assertThat(bed.remembered()).containsExactly("0:1", "2:3", "1:2", "0:9/1");
        for (long expected = 0; expected < 4; expected++) {
            final Candle candle = bed.closed.poll();
            assertThat(candle.position).isEqualTo(expected);
            bed.closed.release(candle);
        }
        assertThat(bed.history().liveFrom()).isZero();
    }

    @Test
    void shouldHaveInTheHistoryWhatIsHeldForAFullQueue() {
        final PipelineBed tight = new PipelineBed(1_024, 1, 0, 120_000, 100);
        tight.take(tight.closedCandle(0, 1), tight.closedCandle(1, 2));
        assertThat(tight.router.isHolding()).isTrue();

        assertThat(tight.remembered()).containsExactly("0:1", "1:2");
        assertThat(tight.drainClosed()).containsExactly("0:1");
        tight.step();
        final Candle held = tight.closed.poll();
        assertThat(held.position).isEqualTo(1);
    }

    @Test
    void shouldBeCompleteFromTheFirstCandleOn() {
        bed.take(bed.openCandle(3, 1));
        assertThat(bed.history().completeFromMs()).isEqualTo(minute(3));
        bed.take(bed.closedCandle(1, 1));

        assertThat(bed.history().completeFromMs()).isEqualTo(minute(1));
    }

    @Test
    void shouldNotBeCompleteBeforeTheEndOfWhatWasWaived() {
        bed.take(bed.closedCandle(0, 1));
        waive(1, 9);
        assertThat(bed.history().completeFromMs()).isEqualTo(minute(10));
        bed.take(bed.closedCandle(10, 1), bed.closedCandle(14, 1));
        waive(5, 12);
        assertThat(bed.history().completeFromMs()).isEqualTo(minute(13));
        bed.take(bed.closedCandle(13, 1));
        waive(0, 14);

        assertThat(bed.history().completeFromMs()).isEqualTo(minute(13));
    }

    @Test
    void shouldRememberWhatIsOlderThanTheFirstCandleAndSendItToNobody() {
        bed.take(bed.openCandle(5, 1));
        bootstrap(bed.restRow(4, 4), 4);
        bootstrap(bed.restRow(3, 3), 3);
        bed.publisher.publishSettled(bed.btc.id(), Candle.NONE, Candle.NONE);
        bed.step();

        assertThat(bed.drainClosed()).isEmpty();
        assertThat(bed.remembered()).containsExactly("3:3", "4:4");
        assertThat(bed.history().completeFromMs()).isEqualTo(minute(3));
        assertThat(bed.history().isSettled()).isTrue();
        assertThat(bed.gaps).isEmpty();
        assertThat(bed.count(Metric.GAP_CANDLES_REPAIRED)).isZero();
        bed.take(bed.closedCandle(5, 1), bed.closedCandle(4, 4));
        assertThat(bed.drainClosed()).containsExactly("5:1");
        assertThat(bed.duplicates()).isEqualTo(1);
    }

    @Test
    void shouldEnterWhatRestHasProvenEmptyAndCountItNowhere() {
        bed.take(bed.openCandle(9, 1));
        bootstrap(bed.restRow(6, 6), 8);
        bootstrap(bed.restRow(3, 3), 5);
        settled(0, 2);

        assertThat(bed.states.missing()).isZero();
        assertThat(bed.count(Metric.GAP_CANDLES_EMPTY) + bed.count(Metric.GAPS_OPENED))
                .isZero();
        assertThat(bed.history().completeFromMs()).isEqualTo(minute(0));
        assertThat(bed.states.watermarkMs(bed.btc.id())).isEqualTo(minute(8));
        bed.take(bed.closedCandle(7, 7));
        assertThat(bed.drainClosed()).containsExactly("7:7");
    }

    @Test
    void shouldOweWhatLiesBetweenBootstrapAndFirstCandleIfRestDoesNotKnow() {
        bed.take(bed.openCandle(9, 1));
        bootstrap(bed.restRow(6, 6), 7);

        assertThat(bed.gaps).containsExactly("opened 8..8");
        bed.take(bed.restRow(8, 8));
        assertThat(bed.drainClosed()).containsExactly("8:8");
    }

    @Test
    void shouldBeginWithTheBootstrapIfNoCandleHasCome() {
        bootstrap(bed.restRow(6, 6), 8);
        bootstrap(bed.restRow(5, 5), 5);
        assertThat(bed.states.watermarkMs(bed.btc.id())).isEqualTo(minute(8));
        assertThat(bed.states.lastClosedOpenTimeMs(bed.btc.id())).isEqualTo(minute(6));
        bed.take(bed.openCandle(6, 9), bed.closedCandle(9, 9), bed.closedCandle(11, 9));

        assertThat(bed.drainOpen()).isEmpty();
        assertThat(bed.drainClosed()).containsExactly("9:9", "11:9");
        assertThat(bed.gaps).containsExactly("opened 10..10");
    }

    @Test
    void shouldKnowThatASeriesHasNoPast() {
        settled(0, 8);

        assertThat(bed.history().isSettled()).isTrue();
        assertThat(bed.history().completeFromMs()).isEqualTo(minute(0));
        bed.take(bed.closedCandle(9, 9));
        assertThat(bed.gaps).isEmpty();
        assertThat(bed.states.watermarkMs(bed.btc.id())).isEqualTo(minute(9));
    }

    @Test
    void shouldLeadABootstrappedCandleLikeAnyOtherIfItIsOwed() {
        bed.take(bed.closedCandle(0, 1), bed.closedCandle(2, 3));
        bootstrap(bed.restRow(2, 4), 2);
        bootstrap(bed.restRow(1, 2), 1);

        assertThat(bed.drainClosed()).containsExactly("0:1", "2:3", "2:4/1", "1:2");
        assertThat(bed.states.missing()).isZero();
    }

    @Test
    void shouldNotExtendAFullHistory() {
        final PipelineBed small = new PipelineBed(1_024, 1_000, 0, 120_000, 100, 2);
        small.take(small.closedCandle(5, 1));
        small.publisher.publishBootstrap(small.restRow(4, 4), minute(4));
        small.publisher.publishBootstrap(small.restRow(3, 3), minute(3));
        small.publisher.publishSettled(small.btc.id(), minute(0), minute(2));
        small.step();

        assertThat(small.remembered()).containsExactly("4:4", "5:1");
        assertThat(small.history().completeFromMs()).isEqualTo(minute(4));
        assertThat(small.history().isSettled()).isTrue();
    }

    @Test
    void shouldRejectABrokenRowOfABootstrap() {
        final Candle broken = bed.restRow(4, 4);
        broken.high.set(-7, 0);
        bed.take(bed.openCandle(5, 1));
        bootstrap(broken, 4);

        assertThat(bed.remembered()).isEmpty();
        assertThat(bed.count(Metric.CANDLES_REJECTED)).isEqualTo(1);
    }

    @Test
    void shouldReviseABootstrappedCandleThatTheStreamContradicts() {
        bed.take(bed.openCandle(5, 1));
        bootstrap(bed.restRow(4, 4), 4);
        bed.take(bed.closedCandle(4, 5));

        assertThat(bed.drainClosed()).containsExactly("4:5/1");
    }

    @Test
    void shouldGoOnWhereAnEarlierRunHasEnded() {
        restoring(bed.closedCandle(0, 1), bed.closedCandle(2, 3), bed.closedCandle(1, 2), bed.closedCandle(2, 4));
        takeUp();

        assertThat(bed.takenUp).containsExactly("0 to 2");
        assertThat(bed.drainClosed()).isEmpty();
        assertThat(bed.history().liveFrom()).isEqualTo(4);
        assertThat(bed.history().isSettled()).isTrue();
        assertThat(bed.history().completeFromMs()).isEqualTo(minute(0));
        assertThat(bed.states.watermarkMs(bed.btc.id())).isEqualTo(minute(2));
        bed.take(bed.restRow(2, 4), bed.openCandle(2, 9), bed.restRow(1, 7), bed.closedCandle(3, 1));

        assertThat(bed.drainClosed()).containsExactly("1:7/1", "3:1");
        assertThat(bed.drainOpen()).isEmpty();
        assertThat(bed.gaps).isEmpty();
    }

    @Test
    void shouldKnowTheHolesThatAnEarlierRunHasLeft() {
        restoring(bed.closedCandle(0, 1), bed.closedCandle(3, 3), bed.closedCandle(5, 2));
        takeUp();

        assertThat(bed.gaps).containsExactly("opened 1..2", "opened 4..4");
        assertThat(bed.states.missing()).isEqualTo(3);
        assertThat(bed.states.watermarkMs(bed.btc.id())).isEqualTo(minute(0));
        bed.take(bed.restRow(1, 1), bed.restRow(2, 2));
        bed.checked(4, 4);
        assertThat(bed.drainClosed()).containsExactly("1:1", "2:2");
        assertThat(bed.states.watermarkMs(bed.btc.id())).isEqualTo(minute(5));
    }

    /** Whoever needs what was waived was served by REST, so it must not come again by way of a repair. */
    @Test
    void shouldNotTakeForMissingWhatAnEarlierRunHasWaived() {
        bed.restorer = (series, into) -> {
            into.onCandle(bed.closedCandle(0, 1));
            into.onCandle(bed.closedCandle(1, 1));
            into.onWaived(minute(4));
            into.onCandle(bed.closedCandle(5, 1));
            into.onCandle(bed.closedCandle(7, 1));
            return true;
        };
        takeUp();
        bed.take(bed.restRow(3, 9));

        assertThat(bed.gaps).containsExactly("opened 6..6");
        assertThat(bed.drainClosed()).isEmpty();
        assertThat(bed.history().completeFromMs()).isEqualTo(minute(5));
        assertThat(bed.history().unbrokenFrom()).isEqualTo(2);
    }

    @Test
    void shouldGoOnBehindWhatAnEarlierRunHasWaivedAtItsEnd() {
        bed.restorer = (series, into) -> {
            into.onCandle(bed.closedCandle(0, 1));
            into.onWaived(minute(4));
            return true;
        };
        takeUp();
        bed.take(bed.closedCandle(5, 1));

        assertThat(bed.takenUp).containsExactly("0 to 4");
        assertThat(bed.gaps).isEmpty();
        assertThat(bed.drainClosed()).containsExactly("5:1");
    }

    /** Months are not all of a length: fourteen of them are no more than a history of fourteen holds. */
    @Test
    void shouldCountTheHolesThatAnEarlierRunHasLeftByTheCalendar() {
        final PipelineBed small = new PipelineBed(1_024, 1_000, 0, 120_000, 100, 14);
        final Series monthly = small.registry.register(small.btc.venue(), "BTCUSDT", Interval.MONTH1);
        final List<Long> months = new ArrayList<>();
        for (long month = monthly.interval().openTimeAt(PipelineBed.START_MS); months.size() < 16; ) {
            months.add(month);
            month = monthly.interval().next(month);
        }
        small.restorer = (series, into) -> {
            into.onCandle(monthlyCandle(monthly, months.get(0)));
            into.onCandle(monthlyCandle(monthly, months.get(15)));
            return true;
        };
        small.publisher.publishTakeUp(monthly.id(), true);
        small.step();

        assertThat(small.states.missing(monthly.id())).isEqualTo(14);
    }

    private static Candle monthlyCandle(final Series monthly, final long openTimeMs) {
        final Candle candle = PipelineBed.fill(new Candle(), monthly.id(), 0, 1, true);
        candle.openTimeMs = openTimeMs;
        candle.closeTimeMs = monthly.interval().next(openTimeMs) - 1;
        return candle;
    }

    @Test
    void shouldPublishNothingAgainThatAnEarlierRunHasPublishedAndForgotten() {
        final PipelineBed small = new PipelineBed(1_024, 1_000, 0, 120_000, 100, 2);
        small.restorer = (series, into) -> {
            // 3 is late, and so it is kept longer than 4, which came before it.
            for (final int minute : new int[] {1, 2, 4, 3, 5}) {
                into.onCandle(small.closedCandle(minute, minute));
            }
            return true;
        };
        small.publisher.publishTakeUp(small.btc.id(), true);
        for (int minute = 0; minute < 7; minute++) {
            small.take(small.restRow(minute, minute));
        }

        assertThat(small.drainClosed()).containsExactly("6:6");
        assertThat(small.gaps).isEmpty();
    }

    /** A late close is kept longer than newer ones that came before it; those are not missing. */
    @Test
    void shouldKeepWhatAnEarlierRunPublishedLateAndMissNothingThatItHasForgotten() {
        bed.restorer = (series, into) -> {
            into.onForgotten(minute(4));
            for (final int minute : new int[] {5, 2, 6}) {
                into.onCandle(bed.closedCandle(minute, minute));
            }
            return true;
        };
        takeUp();
        bed.take(bed.restRow(2, 2), bed.restRow(3, 3), bed.restRow(5, 5));

        assertThat(bed.drainClosed()).isEmpty();
        assertThat(bed.gaps).isEmpty();
        assertThat(bed.history().completeFromMs()).isEqualTo(minute(5));
        assertThat(bed.history().lastOf(minute(2), Long.MAX_VALUE)).isEqualTo(1);
        assertThat(bed.states.watermarkMs(bed.btc.id())).isEqualTo(minute(6));
    }

    @Test
    void shouldTakeNoOpenCandleOfABarThatAnEarlierRunHasClosedAndForgotten() {
        final PipelineBed small = new PipelineBed(1_024, 1_000, 0, 120_000, 100, 2);
        small.restorer = (series, into) -> {
            for (final int minute : new int[] {5, 2, 4, 3}) {
                into.onCandle(small.closedCandle(minute, minute));
            }
            return true;
        };
        small.publisher.publishTakeUp(small.btc.id(), true);
        final Candle unstamped = small.openCandle(5, 7);
        unstamped.eventTimeMs = Candle.NONE;
        unstamped.tradeCount = Candle.NONE;
        small.take(unstamped);

        assertThat(small.drainOpen()).isEmpty();
    }

    @Test
    void shouldOweNoHoleThatIsLongerThanAHistory() {
        final PipelineBed small = new PipelineBed(1_024, 1_000, 0, 120_000, 100, 10);
        small.restorer = (series, into) -> {
            for (final int minute : new int[] {0, 1, 50, 52}) {
                into.onCandle(small.closedCandle(minute, 1));
            }
            return true;
        };
        final List<String> waived = new ArrayList<>();
        small.log = new PublishedLog() {
            @Override
            public void append(final Series series, final Candle closed) {}

            @Override
            public void waived(final Series series, final long fromMs, final long toMs) {
                waived.add((fromMs - minute(0)) / 60_000 + " to " + (toMs - minute(0)) / 60_000);
            }
        };
        small.publisher.publishTakeUp(small.btc.id(), true);
        small.take(small.restRow(1, 1));

        assertThat(small.gaps).containsExactly("opened 51..51");
        // So that it is no hole for the next run, and who resumes is served by REST.
        assertThat(waived).containsExactly("2 to 49");
        assertThat(small.history().completeFromMs()).isEqualTo(minute(50));
        assertThat(small.drainClosed()).isEmpty();
        assertThat(small.duplicates()).isEqualTo(1);
    }

    @Test
    void shouldHaveTheLastProvisionalClosesOfAnEarlierRunConfirmed() {
        final Candle timed = bed.closedCandle(1, 1);
        timed.finality = Finality.TIMER;
        restoring(bed.closedCandle(0, 1), timed);
        takeUp();

        assertThat(bed.provisional).containsExactly(1L);
    }

    /** Confirmations come late where an exchange allows few requests, and the end of a run must not forget them. */
    @Test
    void shouldHaveCloseAfterCloseConfirmedThatAnEarlierRunHasLeftBehind() {
        final Candle[] guessed = new Candle[200];
        for (int minute = 0; minute < guessed.length; minute++) {
            guessed[minute] = bed.closedCandle(minute, 1);
            guessed[minute].finality = Finality.SUCCESSOR;
        }
        restoring(guessed);
        takeUp();

        assertThat(bed.provisional).hasSize(200);
    }

    @Test
    void shouldBeginASeriesThoughItsPastCannotBeRestored() {
        bed.restorer = (series, into) -> {
            throw new IllegalStateException("torn");
        };
        takeUp();
        bed.take(bed.closedCandle(0, 1));

        assertThat(bed.errors).hasSize(1).first().asString().contains("torn", "BTCUSDT");
        assertThat(bed.takenUp).containsExactly("0 new");
        assertThat(bed.drainClosed()).containsExactly("0:1");
    }

    @Test
    void shouldRestoreOnceHoweverOftenASeriesIsTakenUp() {
        restoring(bed.closedCandle(0, 1));
        takeUp();
        takeUp();

        assertThat(bed.takenUp).hasSize(1);
        assertThat(bed.remembered()).containsExactly("0:1");
    }

    @Test
    void shouldPutNoBootstrapBeforeWhatWasRestored() {
        restoring(bed.closedCandle(4, 1));
        takeUp();
        bootstrap(bed.restRow(3, 3), 3);
        settled(0, 2);

        assertThat(bed.remembered()).containsExactly("4:1");
        assertThat(bed.drainClosed()).isEmpty();
        assertThat(bed.history().completeFromMs()).isEqualTo(minute(4));
    }

    @Test
    void shouldPublishLateClosesOnceInWhateverOrderMinutesLate() {
        bed.take(bed.closedCandle(0, 1), bed.closedCandle(7, 1));
        bed.clock.advance(20 * 60_000);
        for (final int minute : new int[] {5, 1, 6, 2, 4, 3, 5, 1, 6, 2, 4, 3}) {
            bed.take(bed.closedCandle(minute, minute));
        }

        assertThat(bed.drainClosed()).containsExactly("0:1", "7:1", "5:5", "1:1", "6:6", "2:2", "4:4", "3:3");
        assertThat(bed.gaps).containsExactly("opened 1..6", "closed at 7, 6 repaired, 0 empty");
        assertThat(bed.duplicates()).isEqualTo(6);
    }

    @Test
    void shouldPublishWhatRestHadShownEmptySoLongAgoThatItIsForgotten() {
        final PipelineBed large = new PipelineBed(1_024, 1_000, 0, 120_000, 100, 2_000);
        for (int minute = 0; minute <= 600; minute += 2) {
            large.take(large.closedCandle(minute, 1));
            large.checked(minute - 1, minute - 1);
        }
        large.drainClosed();
        large.take(large.closedCandle(1, 7), large.closedCandle(1, 7), large.closedCandle(2, 1));

        assertThat(large.drainClosed()).containsExactly("1:7");
    }

    @Test
    void shouldKeepBothValuesOfARevisedCandle() {
        bed.take(bed.closedCandle(0, 1));
        bed.clock.advance(7_200_000);
        bed.take(bed.restRow(0, 2));

        final SeriesHistory history = bed.history();
        final Candle candle = new Candle();
        assertThat(history.read(0, candle)).isTrue();
        assertThat(List.of(candle.source, candle.revision)).isEqualTo(List.of(Source.STREAM, 0));
        assertThat(history.read(1, candle)).isTrue();
        assertThat(List.of(candle.source, candle.revision)).isEqualTo(List.of(Source.BACKFILL, 1));
        assertThat(candle.finality).isEqualTo(Finality.REST);
    }

    private void restoring(final Candle... candles) {
        bed.restorer = (series, into) -> {
            final Candle carrier = new Candle();
            for (final Candle candle : candles) {
                carrier.copyFrom(candle);
                into.onCandle(carrier);
            }
            return true;
        };
    }

    private void takeUp() {
        bed.publisher.publishTakeUp(bed.btc.id(), true);
        bed.step();
    }

    private void bootstrap(final Candle row, final int emptyToMinute) {
        bed.publisher.publishBootstrap(row, minute(emptyToMinute));
        bed.step();
    }

    private void settled(final int fromMinute, final int toMinute) {
        bed.publisher.publishSettled(bed.btc.id(), minute(fromMinute), minute(toMinute));
        bed.step();
    }

    private void waive(final int fromMinute, final int toMinute) {
        bed.publisher.publishRangeWaived(bed.btc.id(), minute(fromMinute), minute(toMinute));
        bed.step();
    }
}
