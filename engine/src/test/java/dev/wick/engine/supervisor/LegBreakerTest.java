package dev.wick.engine.supervisor;

import static dev.wick.engine.supervisor.CircuitBreaker.Kind.CONNECT;
import static dev.wick.engine.supervisor.CircuitBreaker.Kind.REST;
import static dev.wick.engine.supervisor.CircuitBreaker.Kind.SUBSCRIBE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Series;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the legs send while the circuit breaker is open, and what they tell it. */
class LegBreakerTest {
    private final LegsHarness h = new LegsHarness(1);

    private void open() {
        for (int i = 0; i < 5; i++) {
            h.breaker.failed(REST);
        }
        assertThat(h.breaker.state()).isEqualTo("open");
    }

    @Test
    void shouldOpenAfterFiveFailedDialsAndDialNoMoreUntilTheTrial() {
        h.legs.add(h.series(5));
        h.step();
        List.copyOf(h.venue.connections).forEach(FakeVenue.Connection::fail);
        h.step();
        assertThat(h.breaker.state()).isEqualTo("open");
        assertThat(h.failures(CONNECT)).isEqualTo(5);

        h.advance(23_900);
        assertThat(h.venue.connections).hasSize(5);
        h.advance(7_200);
        assertThat(h.venue.connections).hasSize(6);
        h.advance(60_000);
        assertThat(h.venue.connections).as("one trial at a time").hasSize(6);
    }

    @Test
    void shouldResumeAllLegsSpreadOverTimeWhenTheTrialSucceeds() {
        h.legs.add(h.series(5));
        h.step();
        List.copyOf(h.venue.connections).forEach(FakeVenue.Connection::fail);
        h.step();
        h.advance(31_000);
        h.last().open();
        h.step();
        assertThat(h.breaker.state()).as("opened is not enough").isEqualTo("half_open");
        h.last().acknowledgeAll();
        h.step();
        assertThat(h.breaker.state()).isEqualTo("closed");
        assertThat(h.venue.connections).hasSizeLessThan(10);
        h.advance(LegDialer.LOOK_AGAIN_MS);
        assertThat(h.venue.connections).hasSize(10);
    }

    @Test
    void shouldWaitLongerWhenTheTrialFails() {
        h.legs.add(h.series(1));
        h.step();
        open();
        h.last().fail();
        h.step();
        h.advance(31_000);
        assertThat(h.venue.connections).hasSize(2);
        h.last().fail();
        h.step();

        assertThat(h.breaker.state()).isEqualTo("open");
        h.advance(47_000);
        assertThat(h.venue.connections).hasSize(2);
        h.advance(15_000);
        assertThat(h.venue.connections).hasSize(3);
    }

    @Test
    void shouldLeaveALiveConnectionAloneAndSendItNothingNew() {
        final LegsHarness wide = new LegsHarness(50);
        final List<Series> series = wide.live(2);
        for (int i = 0; i < 5; i++) {
            wide.breaker.failed(REST);
        }
        final Series late = wide.series("LATE");
        wide.legs.add(List.of(late));
        wide.legs.remove(series.subList(0, 1));
        wide.legs.askAgain(series.get(1));
        wide.last().listener.onNotice(wide.last(), "service upgrade");
        wide.advance(20_000);
        assertThat(wide.venue.connections).hasSize(1);
        assertThat(wide.last().closed).isFalse();
        assertThat(wide.last().subscribed).containsExactlyElementsOf(series);
        assertThat(wide.last().unsubscribed).isEmpty();

        wide.last().deliver(series.get(1), wide.clock.time());
        assertThat(wide.candles).isEqualTo(1);
        wide.advance(11_000);
        assertThat(wide.connection(0).subscribed).contains(late);
        assertThat(wide.connection(0).unsubscribed).contains(series.get(0));
    }

    @Test
    void shouldTakeAConnectionThatEndsBeforeAnyAnswerAsAFailedSubscription() {
        h.legs.add(h.series(1));
        h.step();
        h.last().open();
        h.step();
        h.last().lose();
        h.step();

        assertThat(h.failures(SUBSCRIBE)).isEqualTo(1);
    }

    @Test
    void shouldNotTakeTheLossOfAConnectionThatWorkedAsAFailure() {
        h.live(1);
        h.last().lose();
        h.step();

        assertThat(h.breaker.consecutiveFailures()).isZero();
        assertThat(h.errors("disconnected")).isEqualTo(1);
    }

    @Test
    void shouldEndTheTrialWhenItsSeriesIsRefused() {
        h.legs.add(h.series(1));
        open();
        h.advance(31_000);
        h.last().open();
        h.step();
        h.last().listener.onRefused(h.last(), h.series(1), "unknown symbol");
        h.step();
        h.step();

        assertThat(h.breaker.state()).isEqualTo("half_open");
        assertThat(h.breaker.mayTry()).isTrue();
    }

    @Test
    void shouldEndTheTrialWhenItsSeriesIsNotWantedAnyMore() {
        h.legs.add(h.series(1));
        open();
        h.advance(31_000);
        assertThat(h.breaker.mayTry()).isFalse();
        h.legs.remove(h.series(1));
        h.step();

        assertThat(h.breaker.mayTry()).isTrue();
    }

    @Test
    void shouldGiveTheTrialBackWhenTheAllowanceOfDialsForbidsIt() {
        h.legs.add(h.series(1));
        open();
        h.venue.dialDelayMs = 1_000_000;
        h.advance(31_000);

        assertThat(h.venue.connections).isEmpty();
        assertThat(h.breaker.mayTry()).isTrue();
    }

    @Test
    void shouldNotCountARefusalByTheBreakerAsAFailure() {
        h.legs.add(h.series(3));
        open();
        h.advance(20_000);

        assertThat(h.failures(CONNECT)).isZero();
        assertThat(h.breaker.consecutiveFailures()).isEqualTo(5);
    }
}
