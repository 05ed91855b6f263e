package dev.wick.engine.supervisor;

import static dev.wick.engine.supervisor.EngineBed.CANDLES;
import static dev.wick.engine.supervisor.EngineBed.GRACE_MS;
import static dev.wick.engine.supervisor.EngineBed.MINUTE_MS;
import static dev.wick.engine.supervisor.EngineBed.START_MS;
import static dev.wick.engine.supervisor.EngineBed.TIMER_MS;
import static dev.wick.engine.supervisor.EngineBed.minute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Closing;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.HistoryException.Kind;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.pipeline.SeriesRestorer;
import org.junit.jupiter.api.Test;

/** Supervisor and pipeline together: what is fetched for the memory, and what becomes of provisional and late closes. */
class EngineMemoryTest {
    private EngineBed bed = new EngineBed(5);

    @Test
    void shouldFillTheHistoryWithTheBarsBeforeTheAcknowledgement() {
        final Series btc = withPast("BTCUSDT", -9, -1);
        bed.want("BTCUSDT");
        assertThat(bed.history(btc).isSettled()).isFalse();
        assertThat(bed.venue.asked).isEmpty();
        bed.open();

        assertThat(bed.remembered(btc))
                .containsExactly("-5:995 rest", "-4:996 rest", "-3:997 rest", "-2:998 rest", "-1:999 rest");
        assertThat(bed.history(btc).isSettled()).isTrue();
        assertThat(bed.history(btc).completeFromMs()).isEqualTo(minute(-5));
        assertThat(bed.published()).isEmpty();
        assertThat(bed.metrics.total(Metric.GAP_CANDLES_REPAIRED)).isZero();
    }

    @Test
    void shouldGoOnLiveBehindTheBootstrapWithoutHoleOrRepetition() {
        final Series btc = withPast("BTCUSDT", -9, -1);
        bed.live("BTCUSDT");
        bed.deliver(FakeVenue.candle(btc, minute(0), 7));
        bed.deliver(closed(btc, 0, 8));
        bed.deliver(closed(btc, -1, 999));
        bed.deliver(closed(btc, 1, 9));

        assertThat(bed.published()).containsExactly("0:8 exchange", "1:9 exchange");
        assertThat(bed.remembered(btc)).endsWith("-1:999 rest", "0:8 exchange", "1:9 exchange");
        assertThat(bed.metrics.total(Metric.GAPS_OPENED)).isZero();
    }

    @Test
    void shouldSendTheCloseOfTheBarInWhichItSubscribedThoughTheFirstCandleIsOfTheNext() {
        final Series btc = withPast("BTCUSDT", -9, -1);
        bed.venue.failure = new HistoryException(Kind.TIMEOUT, "no answer");
        bed.clock.update(minute(1) - 500);
        bed.live("BTCUSDT");
        bed.pass(1_000);
        bed.venue.failure = null;
        bed.deliver(FakeVenue.candle(btc, minute(1), 7));
        bed.venue.restHas(btc, minute(0), 100);
        bed.pass(10_000);

        assertThat(bed.published()).containsExactly("0:100 rest");
        assertThat(bed.remembered(btc)).contains("-4:996 rest", "-1:999 rest", "0:100 rest");
    }

    @Test
    void shouldFetchNothingIfTheSettingIsZero() {
        bed = new EngineBed(0);
        final Series btc = withPast("BTCUSDT", -9, -1);
        bed.live("BTCUSDT");
        bed.pass(10_000);

        assertThat(bed.history(btc).isSettled()).isTrue();
        assertThat(bed.venue.asked).isEmpty();
    }

    @Test
    void shouldSettleAtTheFirstFailureAndGoOnTrying() {
        final Series btc = withPast("BTCUSDT", -9, -1);
        bed.venue.failure = new HistoryException(Kind.TIMEOUT, "no answer");
        bed.live("BTCUSDT");
        assertThat(bed.history(btc).isSettled()).isTrue();
        assertThat(bed.remembered(btc)).isEmpty();

        bed.venue.failure = null;
        bed.pass(10_000);
        assertThat(bed.remembered(btc)).hasSize(5);
        final int asked = bed.venue.asked.size();
        bed.pass(40_000);
        assertThat(bed.venue.asked).hasSize(asked);
    }

    @Test
    void shouldLetNobodyWaitForASeriesThatIsNotAcknowledged() {
        final Series btc = bed.want("BTCUSDT");
        bed.pass(Bootstrap.SETTLE_AFTER_MS);

        assertThat(bed.history(btc).isSettled()).isTrue();
        assertThat(bed.venue.asked).isEmpty();
    }

    @Test
    void shouldAskForOneSeriesAtATimeAndNotWhileSomethingIsRepaired() {
        withPast("BTCUSDT", -9, -1);
        final Series eth = withPast("ETHUSDT", -9, -1);
        bed.want("BTCUSDT");
        bed.want("ETHUSDT");
        bed.venue.failure = new HistoryException(Kind.RATE_LIMITED, "429", 20_000, null);
        bed.supervisor.onGapOpened(eth.id(), minute(-3), minute(-2));
        bed.open();
        bed.venue.failure = null;
        bed.pass(19_000);
        assertThat(bed.venue.asked).hasSize(1);

        bed.pass(20_000);
        assertThat(bed.remembered(bed.series("BTCUSDT"))).hasSize(5);
        assertThat(bed.remembered(eth)).contains("-5:995 rest", "-1:999 rest");
    }

    @Test
    void shouldWaitForTheProofOfABarThatIsJustOver() {
        final Series btc = withPast("BTCUSDT", -9, -2);
        bed.want("BTCUSDT");
        bed.venue.provenToMs = minute(-2);
        bed.venue.last().open();
        bed.step();
        bed.deliver(FakeVenue.candle(btc, minute(0), 7));
        bed.venue.last().acknowledgeAll();
        bed.step();
        assertThat(bed.remembered(btc)).isEmpty();

        bed.venue.restHas(btc, minute(-1), 999);
        bed.venue.provenToMs = null;
        bed.pass(3_000);
        assertThat(bed.remembered(btc)).hasSize(5).endsWith("-1:999 rest");
        assertThat(bed.metrics.total(Metric.GAPS_OPENED)).isZero();
    }

    @Test
    void shouldNotAskAgainForASeriesThatIsWantedAgain() {
        final Series btc = withPast("BTCUSDT", -9, -1);
        bed.live("BTCUSDT");
        bed.deliver(closed(btc, 0, 8));
        bed.supervisor.release(btc.id());
        bed.pass(40_000);
        final int asked = bed.venue.asked.size();
        bed.clock.update(minute(30));
        bed.step();
        bed.live("BTCUSDT");
        bed.pass(3_000);

        assertThat(bed.venue.asked).hasSize(asked);
        assertThat(bed.history(btc).completeFromMs()).isEqualTo(minute(30));
        assertThat(bed.states.missing()).isZero();
    }

    @Test
    void shouldFetchWhatTheDowntimeMissed() {
        restoredTo(-20, -11);
        final Series btc = withPast("BTCUSDT", -30, -1);
        bed.live("BTCUSDT");
        bed.pass(2_000);

        assertThat(bed.published()).hasSize(10).startsWith("-10:990 rest").endsWith("-1:999 rest");
        assertThat(bed.remembered(btc)).hasSize(20);
        assertThat(bed.history(btc).liveFrom()).isEqualTo(10);
        assertThat(bed.history(btc).isSettled()).isTrue();
        assertThat(bed.states.watermarkMs(btc.id())).isEqualTo(minute(-1));
    }

    @Test
    void shouldFetchWhatTheDowntimeMissedThoughTheFirstDialFails() {
        restoredTo(-20, -11);
        withPast("BTCUSDT", -30, -1);
        bed.want("BTCUSDT");
        bed.venue.last().fail();
        bed.pass(1_500);
        bed.open();

        assertThat(bed.published()).hasSize(10);
    }

    @Test
    void shouldWaiveADowntimeThatIsLongerThanAHistory() {
        restoredTo(-CANDLES - 20, -CANDLES - 10);
        final Series btc = withPast("BTCUSDT", -300, -1);
        bed.live("BTCUSDT");
        bed.pass(2_000);
        bed.deliver(closed(btc, 0, 8));

        assertThat(bed.published()).containsExactly("0:8 exchange");
        assertThat(bed.history(btc).completeFromMs()).isEqualTo(minute(0));
        assertThat(bed.states.missing()).isZero();
    }

    @Test
    void shouldRepairAHoleThatAnEarlierRunHasLeft() {
        final SeriesRestorer holed = (series, into) -> {
            into.onCandle(closed(series, -3, 997));
            into.onCandle(closed(series, -1, 999));
            return true;
        };
        bed = new EngineBed(5, holed);
        final Series btc = withPast("BTCUSDT", -9, -1);
        bed.want("BTCUSDT");
        bed.step();

        assertThat(bed.published()).containsExactly("-2:998 rest");
        assertThat(bed.states.watermarkMs(btc.id())).isEqualTo(minute(-1));
    }

    @Test
    void shouldReviseATimerCloseThatRestContradictsOnceItCanBeHad() {
        bed = new EngineBed(0);
        bed.venue.closing = Closing.UNFLAGGED;
        final Series btc = bed.live("BTCUSDT");
        bed.deliver(FakeVenue.candle(btc, START_MS, 7));
        bed.venue.failure = new HistoryException(Kind.TIMEOUT, "no answer");
        bed.pass(MINUTE_MS + GRACE_MS + TIMER_MS + 5_000);
        assertThat(bed.published()).containsExactly("0:7 timer");

        bed.venue.restHas(btc, minute(0), 8);
        bed.venue.failure = null;
        bed.venue.provenToMs = minute(0);
        bed.pass(10 * MINUTE_MS);

        assertThat(bed.published()).containsExactly("0:8/1 rest");
        assertThat(bed.remembered(btc)).containsExactly("0:7 timer", "0:8/1 rest");
        assertThat(bed.metrics.total(Metric.CLOSED_UNCONFIRMED)).isZero();
        assertThat(bed.metrics.total(Metric.REVISIONS)).isEqualTo(1);
    }

    @Test
    void shouldLeaveATimerCloseAloneThatRestConfirms() {
        bed = new EngineBed(0);
        bed.venue.closing = Closing.UNFLAGGED;
        final Series btc = bed.live("BTCUSDT");
        bed.deliver(FakeVenue.candle(btc, START_MS, 7));
        bed.venue.failure = new HistoryException(Kind.TIMEOUT, "no answer");
        bed.pass(MINUTE_MS + GRACE_MS + TIMER_MS + 5_000);
        bed.venue.restHas(btc, minute(0), 7);
        bed.venue.failure = null;
        bed.venue.provenToMs = minute(0);
        bed.pass(10 * MINUTE_MS);

        assertThat(bed.published()).containsExactly("0:7 timer");
        assertThat(bed.metrics.total(Metric.CLOSED_UNCONFIRMED)).isZero();
    }

    @Test
    void shouldPublishLateClosesOnceThoughRestHasRepairedSomeOfThem() {
        bed = new EngineBed(0);
        final Series btc = bed.live("BTCUSDT");
        bed.deliver(closed(btc, 0, 100));
        bed.venue.restHas(btc, minute(2), 102);
        bed.venue.provenToMs = minute(0);
        bed.deliver(closed(btc, 4, 104));
        bed.pass(3 * MINUTE_MS);
        bed.deliver(closed(btc, 3, 103));
        bed.deliver(closed(btc, 2, 102));
        bed.deliver(closed(btc, 1, 101));

        assertThat(bed.published())
                .containsExactly("0:100 exchange", "4:104 exchange", "2:102 rest", "3:103 exchange", "1:101 exchange");
        assertThat(bed.states.watermarkMs(btc.id())).isEqualTo(minute(4));
        assertThat(bed.errors).isEmpty();
    }

    /** REST has bars of these minutes, whose price is a hundred more. */
    private Series withPast(final String symbol, final int fromMinute, final int toMinute) {
        final Series series = bed.series(symbol);
        for (int minute = fromMinute; minute <= toMinute; minute++) {
            bed.venue.restHas(series, minute(minute), 1_000 + minute);
        }
        return series;
    }

    private void restoredTo(final int fromMinute, final int toMinute) {
        bed = new EngineBed(5, (series, into) -> {
            for (int minute = fromMinute; minute <= toMinute; minute++) {
                into.onCandle(closed(series, minute, 1_000 + minute));
            }
            return true;
        });
    }

    private static Candle closed(final Series series, final int minute, final long price) {
        final Candle candle = FakeVenue.candle(series, minute(minute), price);
        candle.closed = true;
        candle.finality = Finality.EXCHANGE;
        return candle;
    }
}
