package dev.wick.engine.supervisor;

import static dev.wick.engine.supervisor.LegsHarness.RECONNECT_MAX_MS;
import static dev.wick.engine.supervisor.LegsHarness.RECONNECT_MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Series;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Placement, the three sets, reconciliation and reconnect. */
class VenueLegsTest {
    private final LegsHarness h = new LegsHarness(50);
    private final FakeVenue venue = h.venue;

    @Test
    void shouldSpreadABatchEvenlyOverLegsAndAskForAllOfALegTogether() {
        h.live(120);

        assertThat(venue.connections).hasSize(3).allMatch(one -> one.subscribed.size() == 40);
        assertThat(venue.connections)
                .extracting(one -> one.threadName)
                .containsExactly("leg-bin-sp-0a", "leg-bin-sp-1a", "leg-bin-sp-2a");
    }

    @Test
    void shouldKeepToTheVenuesOwnLimit() {
        final FakeVenue small = new FakeVenue();
        small.maxSeriesPerConnection = 10;
        new LegsHarness(50, 1, small).live(21);

        assertThat(small.connections).hasSize(3).allMatch(one -> one.subscribed.size() == 7);
    }

    @Test
    void shouldNotMoveASeriesWhenOthersComeAndGo() {
        final List<Series> first = h.live(100);
        final Leg home = h.legs.legOf(first.get(0).id());
        h.legs.remove(first.subList(1, 99));
        h.legs.add(h.series(180).subList(100, 180));
        h.step();

        assertThat(h.legs.legOf(first.get(0).id())).isSameAs(home);
        assertThat(h.connection(0).closed).isFalse();
        assertThat(h.connection(0).unsubscribed).doesNotContain(first.get(0));
    }

    @Test
    void shouldCloseAnEmptiedLegAndFreeItsNumber() {
        h.live(100);
        h.legs.remove(List.copyOf(h.leg().series.values()));
        h.step();
        h.advance(60_000);

        assertThat(h.connection(0).closed).isTrue();
        assertThat(venue.connections).hasSize(2);
        assertThat(h.quota.used()).isEqualTo(1);
        assertThat(h.legs.errors()).isZero();

        h.legs.add(h.series(150).subList(100, 150));
        h.step();
        assertThat(h.last().threadName).isEqualTo("leg-bin-sp-0a");
    }

    @Test
    void shouldCountASeriesThatDeliversAsAcknowledgedOnce() {
        final Series btc = h.series("BTCUSDT");
        h.legs.add(List.of(btc));
        h.step();
        h.last().open();
        h.step();
        h.last().deliver(btc, h.clock.time());
        h.step();
        h.last().deliver(btc, h.clock.time() + 1);
        h.last().acknowledge(btc);
        h.step();

        assertThat(h.acknowledged).containsExactly(btc);
        assertThat(h.candles).isEqualTo(2);
    }

    @Test
    void shouldAskAgainOnlyForWhatIsNeitherAcknowledgedNorDelivering() {
        final List<Series> series = h.series(4);
        h.legs.add(series);
        h.step();
        h.last().open();
        h.step();
        h.last().acknowledge(series.get(0));
        h.last().deliver(series.get(1), h.clock.time());
        h.last().subscribed.clear();
        h.last().listener.onUnanswered(h.last(), series.subList(1, 3));
        h.step();

        assertThat(h.last().subscribed).containsExactly(series.get(2));
        assertThat(h.acknowledged).containsExactlyInAnyOrder(series.get(0), series.get(1));
    }

    @Test
    void shouldReplaceAConnectionThatNeverAnswersAfterThreeRounds() {
        final List<Series> series = h.series(3);
        h.legs.add(series);
        h.step();
        h.last().open();
        h.step();
        for (int round = 1; round <= 3; round++) {
            h.last().listener.onUnanswered(h.last(), series.subList(0, 1));
            h.last().listener.onUnanswered(h.last(), series.subList(1, 3));
            h.step();
            assertThat(h.connection(0).subscribed).hasSize(3 + 3 * round);
            assertThat(h.failures(CircuitBreaker.Kind.SUBSCRIBE)).isEqualTo(round);
        }
        h.last().listener.onUnanswered(h.last(), series);
        h.step();

        assertThat(h.connection(0).closed).isTrue();
        assertThat(h.errors("ack_timeout")).isEqualTo(1);
        h.advance(RECONNECT_MS);
        assertThat(venue.connections).hasSize(2);
    }

    @Test
    void shouldReplaceAHalfAcceptedConnectionWithoutHarmToItsOtherSeries() {
        final List<Series> series = h.series(3);
        h.legs.add(series);
        h.step();
        h.last().open();
        h.step();
        h.last().acknowledge(series.get(0), series.get(1));
        for (int round = 0; round <= 3; round++) {
            h.last().listener.onUnanswered(h.last(), series.subList(2, 3));
            h.step();
        }
        assertThat(h.errors("ack_timeout")).isEqualTo(1);
        assertThat(h.connection(0).closed).isFalse();
        assertThat(h.failures(CircuitBreaker.Kind.SUBSCRIBE)).isZero();

        h.step();
        h.bringUp(h.last());
        h.step();
        assertThat(h.connection(0).closed).isTrue();
        assertThat(h.lost).isEmpty();
        assertThat(h.acknowledged).containsExactlyInAnyOrderElementsOf(series);
    }

    @Test
    void shouldNotReplaceALegAgainAndAgainForASeriesThatNeverAnswers() {
        final List<Series> series = h.series(2);
        h.legs.add(series);
        h.step();
        h.last().open();
        h.step();
        for (int i = 0; i < 180; i++) {
            h.last().acknowledge(series.get(0));
            h.last().listener.onUnanswered(h.last(), series.subList(1, 2));
            h.advance(10_000);
            if (!h.last().subscribed.contains(series.get(0))) {
                h.last().open();
                h.step();
            }
        }
        assertThat(venue.connections).hasSizeBetween(3, 8);
        assertThat(h.lost).doesNotContain(series.get(0));
    }

    @Test
    void shouldAskForAMuteSeriesByUnsubscribingItFirst() {
        final List<Series> series = h.live(2);
        h.last().subscribed.clear();
        h.legs.askAgain(series.get(1));
        h.step();

        assertThat(h.last().unsubscribed).containsExactly(series.get(1));
        assertThat(h.last().subscribed).containsExactly(series.get(1));
        assertThat(h.legs.isAcknowledged(series.get(1).id())).isFalse();
        h.last().acknowledge(series.get(1));
        h.step();
        assertThat(h.legs.isAcknowledged(series.get(1).id())).isTrue();
    }

    @Test
    void shouldAskForARefusedSeriesWithoutUnsubscribingIt() {
        final List<Series> series = h.series(2);
        h.legs.add(series);
        h.step();
        h.last().open();
        h.step();
        h.last().listener.onRefused(h.last(), series.subList(0, 1), "unknown symbol");
        h.step();
        assertThat(h.refused).containsExactly("S0: unknown symbol");

        h.last().subscribed.clear();
        h.legs.askAgain(series.get(0));
        h.step();
        assertThat(h.last().unsubscribed).isEmpty();
        assertThat(h.last().subscribed).containsExactly(series.get(0));
    }

    @Test
    void shouldSubscribeEverySeriesAgainAfterAReconnectAndKnowWhatCameBefore() {
        final List<Series> series = h.live(3);
        final long deliveredMs = h.clock.time();
        h.last().deliver(series.get(0), deliveredMs);
        h.last().lose();
        h.step();
        assertThat(h.lost).containsExactlyElementsOf(series);
        assertThat(h.legs.isAcknowledged(series.get(0).id())).isFalse();
        assertThat(h.legs.isOpen(series.get(0).id())).isFalse();
        assertThat(h.legs.lastCandleMs(series.get(0).id())).isEqualTo(deliveredMs);

        h.advance(RECONNECT_MS);
        h.last().open();
        h.step();
        assertThat(h.last().subscribed).containsExactlyElementsOf(series);
        assertThat(h.legs.newestExchangeTimeMs()).isEqualTo(deliveredMs);
    }

    @Test
    void shouldGrowTheReconnectDelayWithFullJitterAndNeverGiveUp() {
        final LegsHarness far = new LegsHarness(50, 7);
        far.legs.add(far.series(1));
        far.step();
        long shortestAtCapMs = Long.MAX_VALUE;
        long longestAtCapMs = 0;
        for (int failure = 0; failure < 100; failure++) {
            far.breaker.succeeded();
            final long lostAtMs = far.clock.time();
            final int before = far.venue.connections.size();
            far.last().fail();
            far.step();
            final long capMs = Jitter.doubled(RECONNECT_MS, RECONNECT_MAX_MS, failure);
            while (far.venue.connections.size() == before) {
                far.advance(10);
            }
            final long delayMs = far.clock.time() - lostAtMs;
            assertThat(delayMs).isLessThanOrEqualTo(capMs + 10);
            if (capMs == RECONNECT_MAX_MS) {
                shortestAtCapMs = Math.min(shortestAtCapMs, delayMs);
                longestAtCapMs = Math.max(longestAtCapMs, delayMs);
            }
        }
        assertThat(shortestAtCapMs).isLessThan(RECONNECT_MAX_MS / 10);
        assertThat(longestAtCapMs).isGreaterThan(RECONNECT_MAX_MS * 9 / 10);
    }

    @Test
    void shouldStartTheDelayAnewOnlyWhenAConnectionHasDelivered() {
        final List<Series> series = h.live(1);
        for (int i = 0; i < 6; i++) {
            h.last().lose();
            h.step();
            h.advance(RECONNECT_MAX_MS);
            h.bringUp(h.last());
        }
        assertThat(h.leg().failures).isEqualTo(6);

        h.last().deliver(series.get(0), h.clock.time());
        h.last().lose();
        h.step();
        assertThat(h.leg().failures).isEqualTo(1);
        h.advance(RECONNECT_MS);
        assertThat(venue.connections).hasSize(8);
    }

    @Test
    void shouldEndADeadLegAtOnceAndDialAnew() {
        final List<Series> series = h.live(2);
        h.legs.replace(h.leg(), "silent", "nothing heard for 40 s");

        assertThat(h.connection(0).closed).isTrue();
        assertThat(h.errors("silent")).isEqualTo(1);
        assertThat(h.lost).containsExactlyElementsOf(series);
        h.advance(RECONNECT_MS);
        assertThat(venue.connections).hasSize(2);
        assertThat(h.errors("requested")).isZero();
        assertThat(h.legs.errors()).isEqualTo(1);
    }

    @Test
    void shouldLeaveALegAloneThatIsNoMore() {
        final List<Series> series = h.live(1);
        final Leg gone = h.leg();
        h.legs.remove(series);
        h.legs.replace(gone, "silent", "too late");
        h.advance(60_000);

        assertThat(venue.connections).hasSize(1);
        assertThat(h.legs.errors()).isZero();
        assertThat(h.lost).isEmpty();
    }

    @Test
    void shouldBearThatASeriesIsDroppedWhileItsRefusalIsTold() {
        final List<Series> series = h.series(2);
        h.legs.add(series);
        h.step();
        h.last().open();
        h.step();
        h.onRefused = one -> h.legs.remove(series);
        h.last().listener.onRefused(h.last(), series, "delisted");
        h.step();
        h.advance(60_000);

        assertThat(h.last().closed).isTrue();
        assertThat(venue.connections).hasSize(1);
        assertThat(h.refused).containsExactly("S0: delisted");
    }

    @Test
    void shouldNotAskTwiceWhenTheAnswerComesLate() {
        final List<Series> series = h.series(1);
        h.legs.add(series);
        h.step();
        h.last().open();
        h.step();
        h.last().listener.onUnanswered(h.last(), series);
        h.last().acknowledgeAll();
        h.step();

        assertThat(h.last().subscribed).hasSize(1);
        assertThat(h.legs.isAcknowledged(series.get(0).id())).isTrue();
    }

    @Test
    void shouldDialOnlyWithinTheAllowanceOfDials() {
        venue.dialDelayMs = 5_000;
        h.legs.add(h.series(1));
        h.step();
        assertThat(venue.connections).isEmpty();
        venue.dialDelayMs = 0;
        h.advance(4_999);
        assertThat(venue.connections).isEmpty();
        h.advance(1);
        assertThat(venue.connections).hasSize(1);
    }

    @Test
    void shouldKeepToTheNumberOfConnectionsThatTheExchangeAllowsInAll() {
        venue.maxConnections = 3;
        h.quota.take();
        final List<Series> series = h.live(150);
        assertThat(venue.connections).hasSize(2);

        h.legs.remove(series.subList(0, 150).stream()
                .filter(one -> h.legs.legOf(one.id()) == h.leg())
                .toList());
        h.advance(2_000);
        assertThat(venue.connections).hasSize(3);
        assertThat(h.quota.used()).isEqualTo(3);
    }

    @Test
    void shouldShowWhenALegHeardAndDelivered() {
        final List<Series> series = h.live(1);
        assertThat(h.leg().openedAtMs()).isEqualTo(LegsHarness.START_MS);
        assertThat(h.leg().lastCandleMs()).isZero();
        h.last().stats().lastHeardTimeMs(h.clock.time() + 5);
        h.last().deliver(series.get(0), h.clock.time() + 3);

        assertThat(h.leg().lastHeardMs()).isEqualTo(h.clock.time() + 5);
        assertThat(h.leg().lastCandleMs()).isEqualTo(h.clock.time() + 3);
    }
}
