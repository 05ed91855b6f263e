package dev.wick.engine.supervisor;

import static dev.wick.engine.supervisor.HealthBed.GRACE_MS;
import static dev.wick.engine.supervisor.HealthBed.MINUTE_MS;
import static dev.wick.engine.supervisor.HealthBed.START_MS;
import static dev.wick.engine.supervisor.HealthBed.TIMER_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Closing;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Series;
import org.junit.jupiter.api.Test;

/** Closes that do not come. */
class CloseWatchTest {
    private final HealthBed bed = new HealthBed();

    @Test
    void shouldAskForACloseThatIsOverdueAndNotBefore() {
        final Series btc = bed.live("BTCUSDT");
        bed.watermarks.put(btc.id(), START_MS - MINUTE_MS);
        bed.deliver(btc, START_MS, START_MS);
        bed.pass(MINUTE_MS + GRACE_MS - 200);
        assertThat(bed.venue.asked).isEmpty();

        bed.pass(500);

        assertThat(bed.venue.asked).hasSize(1);
        assertThat(bed.venue.asked.get(0).fromMs()).isEqualTo(START_MS);
    }

    @Test
    void shouldNotAskForACloseThatCameInTime() {
        final Series btc = bed.live("BTCUSDT");
        bed.watermarks.put(btc.id(), START_MS - MINUTE_MS);
        bed.pass(MINUTE_MS + GRACE_MS / 2);
        bed.watermarks.put(btc.id(), START_MS);
        bed.pass(MINUTE_MS - GRACE_MS);

        assertThat(bed.venue.asked).isEmpty();
    }

    @Test
    void shouldJudgeByTheExchangesClockHoweverFarItIsAhead() {
        final Series btc = bed.live("BTCUSDT");
        final long aheadMs = START_MS + 7 * MINUTE_MS;
        bed.watermarks.put(btc.id(), START_MS + 5 * MINUTE_MS);
        bed.deliver(btc, aheadMs, aheadMs);
        bed.pass(GRACE_MS + 500);

        assertThat(bed.venue.asked).hasSize(1);
        assertThat(bed.venue.asked.get(0).fromMs()).isEqualTo(START_MS + 6 * MINUTE_MS);
    }

    @Test
    void shouldNotThinkABarOverOfAnExchangeThatIsBehindUs() {
        final Series btc = bed.live("BTCUSDT");
        final long behindMs = START_MS - 60 * MINUTE_MS;
        bed.watermarks.put(btc.id(), behindMs - MINUTE_MS);
        bed.deliver(btc, behindMs, behindMs);
        bed.pass(MINUTE_MS - 1_000);

        assertThat(bed.venue.asked).isEmpty();
    }

    @Test
    void shouldAskWithGrowingPausesWhileRestSaysItIsStillForming() {
        final Series btc = bed.live("BTCUSDT");
        bed.watermarks.put(btc.id(), START_MS - MINUTE_MS);
        bed.venue.provenToMs = START_MS - MINUTE_MS;
        bed.pass(MINUTE_MS + GRACE_MS + 500);
        bed.pass(MINUTE_MS);
        final int first = bed.venue.asked.size();
        bed.pass(MINUTE_MS);

        assertThat(first).isBetween(3, 12);
        assertThat(bed.venue.asked.size() - first).isLessThanOrEqualTo(6);
    }

    @Test
    void shouldNotAskTwiceForABarThatRestHasProvenEmptyBeforeAnyCandleCame() {
        bed.live("BTCUSDT");
        bed.pass(MINUTE_MS + GRACE_MS + 500);
        assertThat(bed.venue.asked).hasSize(1);
        bed.pass(MINUTE_MS - 1_000);
        assertThat(bed.venue.asked).hasSize(1);

        bed.pass(2_000);

        assertThat(bed.venue.asked).hasSize(2);
        assertThat(bed.venue.asked.get(1).fromMs()).isEqualTo(START_MS + MINUTE_MS);
    }

    @Test
    void shouldLookOnceAfterAnInterruptionInWhichNothingIsKnownToHaveEnded() {
        final Series btc = forming();
        bed.pass(1_000);
        bed.venue.last().lose();
        bed.pass(2_000);
        bed.open();
        bed.venue.provenToMs = START_MS - MINUTE_MS;
        bed.pass(30_000);

        assertThat(bed.venue.asked)
                .extracting(FakeVenue.Asked::series, FakeVenue.Asked::fromMs)
                .containsExactly(tuple(btc, START_MS));
        assertThat(bed.states("LIVE")).isEqualTo(1);
    }

    @Test
    void shouldAskNothingOfASeriesThatIsNotAcknowledged() {
        bed.supervisor.want(bed.series("BTCUSDT").id());
        bed.step();
        bed.pass(3 * MINUTE_MS);

        assertThat(bed.venue.asked).isEmpty();
    }

    @Test
    void shouldCloseByTheTimerWhereTheVenueFlagsNothingAndRestFails() {
        bed.venue.closing = Closing.UNFLAGGED;
        final Series btc = forming();
        bed.venue.failure = new HistoryException(HistoryException.Kind.TIMEOUT, "no answer");
        bed.pass(MINUTE_MS + TIMER_MS - 1_000);
        assertThat(bed.published()).noneMatch(text -> text.contains("TIMER_CLOSE"));

        bed.pass(2_000);

        assertThat(bed.published())
                .filteredOn(text -> text.contains("TIMER_CLOSE"))
                .containsExactly(
                        "open times " + START_MS + " to " + START_MS + " of series " + btc.id() + ", TIMER_CLOSE");
    }

    @Test
    void shouldNotCloseByTheTimerWhileRestAnswersThatTheBarIsForming() {
        bed.venue.closing = Closing.UNFLAGGED;
        forming();
        bed.venue.provenToMs = START_MS - MINUTE_MS;
        bed.pass(2 * MINUTE_MS);

        assertThat(bed.published()).noneMatch(text -> text.contains("TIMER_CLOSE"));
    }

    @Test
    void shouldNotCloseByTheTimerWhereTheVenueFlagsItsCloses() {
        bed.venue.closing = Closing.FLAGGED_IF_TRADED;
        forming();
        bed.venue.failure = new HistoryException(HistoryException.Kind.UNREACHABLE, "no route");
        bed.pass(2 * MINUTE_MS);

        assertThat(bed.published()).noneMatch(text -> text.contains("TIMER_CLOSE"));
    }

    @Test
    void shouldHaveSeveralProvisionalClosesOfASeriesConfirmedInOneRequest() {
        final Series btc = forming();
        bed.supervisor.onProvisionalClose(btc.id(), START_MS);
        bed.supervisor.onProvisionalClose(btc.id(), START_MS + MINUTE_MS);
        bed.step();
        assertThat(bed.unconfirmed()).isEqualTo(2);
        bed.pass(3_000);

        assertThat(bed.venue.asked).containsExactly(new FakeVenue.Asked(btc, START_MS, START_MS + MINUTE_MS));
        assertThat(bed.unconfirmed()).isZero();
    }

    @Test
    void shouldConfirmNothingWhileSomethingIsToBeRepaired() {
        final Series btc = forming();
        bed.venue.failure = new HistoryException(HistoryException.Kind.RATE_LIMITED, "429", 20_000, null);
        bed.supervisor.onGapOpened(btc.id(), START_MS, START_MS);
        bed.step();
        bed.supervisor.onProvisionalClose(btc.id(), START_MS);
        bed.venue.failure = null;
        bed.pass(19_000);
        assertThat(bed.venue.asked).hasSize(1);

        bed.pass(10_000);
        assertThat(bed.unconfirmed()).isZero();
    }

    @Test
    void shouldKeepTryingToConfirm() {
        final Series btc = forming();
        bed.supervisor.onProvisionalClose(btc.id(), START_MS);
        bed.venue.provenToMs = START_MS - MINUTE_MS;
        bed.pass(10_000);
        assertThat(bed.unconfirmed()).isEqualTo(1);

        bed.venue.provenToMs = START_MS;
        bed.pass(20_000);
        assertThat(bed.unconfirmed()).isZero();
    }

    private Series forming() {
        final Series btc = bed.live("BTCUSDT");
        bed.watermarks.put(btc.id(), START_MS - MINUTE_MS);
        bed.deliver(btc, START_MS, Candle.NONE);
        return btc;
    }
}
