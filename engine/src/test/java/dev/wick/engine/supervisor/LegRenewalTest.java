package dev.wick.engine.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Series;
import dev.wick.engine.ops.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A connection that will end is replaced before it does. */
class LegRenewalTest {
    private final LegsHarness h = new LegsHarness(50);

    private List<Series> announced(final int count) {
        final List<Series> series = h.live(count);
        series.forEach(one -> h.connection(0).deliver(one, h.clock.time()));
        notice(0);
        return series;
    }

    private void notice(final int index) {
        h.connection(index).listener.onNotice(h.connection(index), "about to restart");
        h.step();
    }

    @Test
    void shouldKeepTheOldConnectionUntilTheNewOneDeliversAllThatItDid() {
        final List<Series> series = announced(2);
        assertThat(h.venue.connections).hasSize(2);
        assertThat(h.connection(1).threadName).isEqualTo("leg-bin-sp-0A");
        assertThat(h.connection(1).legId()).isEqualTo(h.connection(0).legId());

        h.connection(1).open();
        h.step();
        assertThat(h.connection(1).subscribed).containsExactlyElementsOf(series);
        h.connection(1).acknowledge(series.get(0));
        h.connection(1).deliver(series.get(0), h.clock.time());
        h.step();
        assertThat(h.connection(0).closed).isFalse();
        h.connection(1).acknowledge(series.get(1));
        h.step();
        assertThat(h.connection(0).closed).isFalse();
        h.connection(1).deliver(series.get(1), h.clock.time());
        h.step();

        assertThat(h.connection(0).closed).isTrue();
        assertThat(h.connection(1).closed).isFalse();
        assertThat(h.lost).isEmpty();
        assertThat(h.acknowledged).containsExactlyInAnyOrderElementsOf(series);
        assertThat(h.metrics.total(Metric.CONNECTION_ERRORS)).isZero();
        assertThat(h.quota.used()).isEqualTo(2);
        h.step();
        assertThat(h.quota.used()).isEqualTo(1);
    }

    @Test
    void shouldNotWaitForEverForAQuietSymbol() {
        announced(2);
        h.bringUp(h.connection(1));
        h.advance(14_990);
        assertThat(h.connection(0).closed).isFalse();
        h.advance(10);

        assertThat(h.connection(0).closed).isTrue();
    }

    @Test
    void shouldNotWaitForASymbolThatWasQuietOnTheOldConnection() {
        final List<Series> series = h.live(2);
        h.connection(0).deliver(series.get(0), h.clock.time());
        h.advance(120_000);
        h.connection(0).deliver(series.get(1), h.clock.time());
        notice(0);
        h.bringUp(h.connection(1));
        h.connection(1).deliver(series.get(1), h.clock.time());
        h.step();

        assertThat(h.connection(0).closed).isTrue();
    }

    @Test
    void shouldAlternateTheNamesOfItsThreads() {
        announced(1);
        h.bringUp(h.connection(1));
        h.advance(15_000);
        notice(1);

        assertThat(h.connection(2).threadName).isEqualTo("leg-bin-sp-0a");
    }

    @Test
    void shouldLoseOnlyWhatTheNewConnectionHasNotYetWhenTheOldOneEndsFirst() {
        final List<Series> series = announced(3);
        h.connection(1).open();
        h.step();
        h.connection(1).acknowledge(series.get(0));
        h.step();
        h.connection(0).lose();
        h.step();

        assertThat(h.lost).containsExactly(series.get(1), series.get(2));
        h.acknowledged.clear();
        h.connection(1).acknowledge(series.get(0), series.get(1), series.get(2));
        h.step();
        assertThat(h.acknowledged).containsExactly(series.get(1), series.get(2));
        h.advance(60_000);
        assertThat(h.venue.connections).hasSize(2);
        assertThat(h.metrics.total(Metric.CONNECTION_ERRORS)).isZero();
    }

    @Test
    void shouldGoOnWithTheSuccessorWhenTheOldConnectionIsFoundDead() {
        final List<Series> series = announced(2);
        h.bringUp(h.connection(1));
        h.legs.replace(h.leg(), "silent", "nothing heard");
        h.step();
        h.advance(60_000);

        assertThat(h.connection(0).closed).isTrue();
        assertThat(h.lost).isEmpty();
        assertThat(h.legs.isAcknowledged(series.get(0).id())).isTrue();
        assertThat(h.venue.connections).hasSize(2);
    }

    @Test
    void shouldTakeAnUnopenedSuccessorWhenTheOldOneEndsFirst() {
        final List<Series> series = announced(2);
        h.connection(0).lose();
        h.step();
        assertThat(h.lost).containsExactlyElementsOf(series);

        h.bringUp(h.connection(1));
        assertThat(h.legs.isAcknowledged(series.get(1).id())).isTrue();
        assertThat(h.venue.connections).hasSize(2);
    }

    @Test
    void shouldKeepTheOldConnectionAndTryAgainWhenTheNewOneFails() {
        final List<Series> series = announced(1);
        for (int i = 1; i <= 4; i++) {
            h.connection(i).fail();
            h.step();
            h.advance(30_000);
            assertThat(h.venue.connections).hasSize(i + 2);
        }
        assertThat(h.connection(0).closed).isFalse();
        assertThat(h.lost).isEmpty();
        assertThat(h.errors("connect")).isEqualTo(4);

        h.connection(0).deliver(series.get(0), h.clock.time());
        h.bringUp(h.last());
        h.last().deliver(series.get(0), h.clock.time());
        h.step();
        assertThat(h.connection(0).closed).isTrue();
    }

    @Test
    void shouldNotGiveUpASeriesThatDeliversForASuccessorThatIsRefusedIt() {
        final List<Series> series = announced(2);
        h.connection(1).open();
        h.step();
        h.connection(1).listener.onRefused(h.connection(1), series.subList(0, 1), "too many subscriptions");
        h.step();

        assertThat(h.connection(1).closed).isTrue();
        assertThat(h.connection(0).closed).isFalse();
        assertThat(h.refused).isEmpty();
        h.advance(1_000);
        assertThat(h.venue.connections).hasSize(3);
    }

    @Test
    void shouldGoOnWithoutASeriesThatWasSilentAndIsNowRefused() {
        final List<Series> series = h.live(2);
        h.connection(0).deliver(series.get(1), h.clock.time());
        notice(0);
        h.connection(1).open();
        h.step();
        h.connection(1).listener.onRefused(h.connection(1), series.subList(0, 1), "delisted");
        h.connection(1).acknowledge(series.get(1));
        h.connection(1).deliver(series.get(1), h.clock.time());
        h.step();

        assertThat(h.connection(0).closed).isTrue();
        assertThat(h.refused).containsExactly("S0: delisted");
        assertThat(h.lost).containsExactly(series.get(0));
    }

    @Test
    void shouldSubscribeANewSeriesOnBothConnectionsAndDropItFromBoth() {
        announced(1);
        h.connection(1).open();
        h.step();
        final Series late = h.series("LATE");
        h.legs.add(List.of(late));
        h.step();
        assertThat(h.connection(0).subscribed).contains(late);
        assertThat(h.connection(1).subscribed).contains(late);

        h.legs.remove(List.of(late));
        h.step();
        assertThat(h.connection(0).unsubscribed).containsExactly(late);
        assertThat(h.connection(1).unsubscribed).containsExactly(late);
    }

    @Test
    void shouldDialOneSuccessorHoweverOftenTheEndIsAnnounced() {
        announced(1);
        notice(0);
        notice(0);

        assertThat(h.venue.connections).hasSize(2);
    }

    @Test
    void shouldRenewASuccessorThatIsAnnouncedToEndAsWell() {
        final List<Series> series = announced(1);
        h.connection(1).listener.onNotice(h.connection(1), "restart");
        h.bringUp(h.connection(1));
        h.connection(1).deliver(series.get(0), h.clock.time());
        h.step();
        h.step();

        assertThat(h.connection(0).closed).isTrue();
        assertThat(h.venue.connections).hasSize(3);
    }

    @Test
    void shouldNotRenewAllLegsOfAVenueAtOnce() {
        h.live(50 * 8);
        for (int i = 0; i < 8; i++) {
            h.connection(i).listener.onNotice(h.connection(i), "service upgrade");
        }
        h.step();
        assertThat(h.venue.connections.size() - 8).isLessThan(4);
        h.advance(5_000);
        assertThat(h.venue.connections.size() - 8).isBetween(1, 7);
        h.advance(5_000);
        assertThat(h.venue.connections.size() - 8).isEqualTo(8);
    }

    @Test
    void shouldCloseBothConnectionsWhenNothingIsWantedAnyMore() {
        final List<Series> series = announced(1);
        h.connection(1).open();
        h.step();
        h.legs.remove(series);
        h.step();
        h.advance(60_000);

        assertThat(h.venue.connections).hasSize(2).allMatch(one -> one.closed);
        assertThat(h.quota.used()).isZero();
    }

    @Test
    void shouldCloseBothConnectionsWhenStopped() {
        announced(1);
        h.legs.stop();
        h.step();

        assertThat(h.legs.isStopped()).isTrue();
        h.advance(60_000);
        assertThat(h.venue.connections).hasSize(2);
    }
}
