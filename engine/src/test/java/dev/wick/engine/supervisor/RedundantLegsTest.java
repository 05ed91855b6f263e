package dev.wick.engine.supervisor;

import static dev.wick.engine.supervisor.HealthBed.INACTIVITY_MS;
import static dev.wick.engine.supervisor.HealthBed.MINUTE_MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.FeedListener;
import dev.wick.adapters.feed.LegSide;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.supervisor.FakeVenue.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two legs on the same series: what the supervisor makes of either's fate, on a virtual clock. */
class RedundantLegsTest {
    private final HealthBed bed = HealthBed.withLegs(2);
    private final FakeVenue venue = bed.venue;

    /** The connections of a side that are not closed, the oldest first. */
    private List<Connection> open(final LegSide side) {
        return venue.connections.stream()
                .filter(one -> !one.closed && LegSide.of(one.legId()) == side)
                .toList();
    }

    private Connection only(final LegSide side) {
        assertThat(open(side)).hasSize(1);
        return open(side).get(0);
    }

    private void bringUp(final Connection connection) {
        connection.open();
        bed.step();
        connection.acknowledgeAll();
        bed.step();
    }

    /** Wanted, and acknowledged on both sides. */
    private Series live(final String symbol) {
        final Series series = wanted(symbol);
        bringUp(only(LegSide.A));
        bed.pass(LegDialer.SECOND_AFTER_MS);
        bringUp(only(LegSide.B));
        return series;
    }

    private Series wanted(final String symbol) {
        final Series series = bed.series(symbol);
        bed.supervisor.want(series.id());
        bed.step();
        return series;
    }

    private void deliver(final LegSide side, final Series series) {
        only(side).deliver(series, series.interval().openTimeAt(bed.clock.time()), Candle.NONE, bed.clock.time());
    }

    /** Lets time pass while these sides deliver a candle each second. */
    private void deliverFor(final long ms, final Series series, final LegSide... sides) {
        for (long passed = 0; passed < ms; passed += 1_000) {
            for (final LegSide side : sides) {
                deliver(side, series);
            }
            bed.pass(1_000);
        }
    }

    private double connections(final LegSide side) {
        return bed.metrics.value(Metric.LEG_CONNECTIONS, "binance", "spot", side.letter());
    }

    private double set(final String name) {
        return bed.metrics.value(Metric.SERIES_SETS, "binance", "spot", name);
    }

    @Test
    void shouldCarryEverySeriesOnTwoConnectionsTheSecondDialledALittleLater() {
        wanted("BTCUSDT");
        assertThat(venue.connections).extracting(one -> one.threadName).containsExactly("leg-bin-sp-0a");
        bed.pass(LegDialer.SECOND_AFTER_MS / 2 - 100);
        assertThat(venue.connections).hasSize(1);
        bed.pass(LegDialer.SECOND_AFTER_MS / 2 + 200);
        assertThat(venue.connections)
                .extracting(one -> one.threadName)
                .containsExactly("leg-bin-sp-0a", "leg-bin-sp-0b");

        venue.connections.forEach(this::bringUp);
        bed.pass(500);

        assertThat(venue.connections)
                .allSatisfy(one ->
                        assertThat(one.subscribed).extracting(Series::symbol).containsExactly("BTCUSDT"));
        assertThat(connections(LegSide.A)).isEqualTo(1);
        assertThat(connections(LegSide.B)).isEqualTo(1);
    }

    @Test
    void shouldHaveOneLegWhereOneIsSet() {
        final HealthBed single = new HealthBed();
        single.live("BTCUSDT");
        single.pass(MINUTE_MS);
        assertThat(single.venue.connections).hasSize(1);
    }

    @Test
    void shouldCountASeriesOnceHoweverManyLegsHaveIt() {
        final List<Series> series = List.of(wanted("BTCUSDT"), wanted("ETHUSDT"), wanted("SOLUSDT"));
        bed.pass(LegDialer.SECOND_AFTER_MS);
        only(LegSide.A).open();
        only(LegSide.B).open();
        bed.step();
        only(LegSide.A).acknowledge(series.get(0));
        only(LegSide.B).acknowledge(series.get(0), series.get(1));
        deliver(LegSide.B, series.get(0));
        bed.pass(1_000);

        assertThat(set("wanted")).isEqualTo(3);
        assertThat(set("acknowledged")).isEqualTo(2);
        assertThat(set("delivering")).isEqualTo(1);
    }

    @Test
    void shouldLoseNothingWithOneLeg() {
        final Series btc = live("BTCUSDT");
        for (final LegSide side : List.of(LegSide.A, LegSide.B, LegSide.A)) {
            deliverFor(2_000, btc, LegSide.A, LegSide.B);
            only(side).lose();
            bed.pass(1_200);
            bringUp(only(side));
        }
        deliverFor(2_000, btc, LegSide.A, LegSide.B);

        assertThat(bed.statuses).isEmpty();
        assertThat(venue.asked).isEmpty();
        assertThat(venue.newestAsked).isEmpty();
        assertThat(bed.metrics.total(Metric.RECONNECTIONS)).isEqualTo(3);
    }

    @Test
    void shouldFetchWhatWasMissedOnlyOnceBothWereLost() {
        final Series btc = live("BTCUSDT");
        deliver(LegSide.A, btc);
        deliver(LegSide.B, btc);
        bed.watermarks.put(btc.id(), HealthBed.START_MS - MINUTE_MS);
        only(LegSide.A).lose();
        bed.pass(200);
        assertThat(bed.statuses).isEmpty();
        open(LegSide.B).get(0).lose();
        bed.pass(100);
        assertThat(bed.statuses).containsExactly("BTCUSDT STALE");
        bed.pass(2 * MINUTE_MS);

        assertThat(venue.asked).isEmpty();
        open(LegSide.B).forEach(this::bringUp);
        bed.pass(500);
        assertThat(venue.asked).hasSize(1);
        open(LegSide.A).forEach(this::bringUp);
        bed.pass(500);
        assertThat(venue.asked).hasSize(1);
        assertThat(bed.statuses).last().isEqualTo("BTCUSDT LIVE");
    }

    @Test
    void shouldRefuseASeriesOnlyOnceBothLegsSaySo() {
        final Series btc = wanted("BTCUSDT");
        bed.pass(LegDialer.SECOND_AFTER_MS);
        only(LegSide.A).open();
        only(LegSide.B).open();
        bed.step();
        refuse(LegSide.A, btc);
        assertThat(bed.refusals).isEmpty();
        refuse(LegSide.B, btc);
        assertThat(bed.refusals).containsExactly("BTCUSDT: no");
    }

    @Test
    void shouldRefuseASeriesOfWhichTheOtherLegSaysNothing() {
        final Series btc = wanted("BTCUSDT");
        only(LegSide.A).open();
        bed.step();
        refuse(LegSide.A, btc);
        bed.pass(Refusals.WAIT_MS - 200);
        assertThat(bed.refusals).isEmpty();
        bed.pass(400);
        assertThat(bed.refusals).containsExactly("BTCUSDT: no");
    }

    @Test
    void shouldAskAgainWhereOneLegIsRefusedWhatTheOtherHasAndTellNobody() {
        final Series btc = live("BTCUSDT");
        refuse(LegSide.B, btc);
        deliverFor(Refusals.ASK_AGAIN_AFTER_MS - 1_000, btc, LegSide.A);
        assertThat(only(LegSide.B).subscribed).hasSize(1);
        deliverFor(2_000, btc, LegSide.A);

        assertThat(only(LegSide.B).subscribed).hasSize(2);
        assertThat(bed.refusals).isEmpty();
        assertThat(bed.statuses).isEmpty();
    }

    private void refuse(final LegSide side, final Series series) {
        final Connection connection = only(side);
        connection.listener.onRefused(connection, List.of(series), "no");
        bed.step();
    }

    @Test
    void shouldReplaceALegThatIsSilentWhileItsTwinDeliversWithoutAskingRest() {
        final Series btc = live("BTCUSDT");
        deliverFor(10_000, btc, LegSide.A, LegSide.B);
        final Connection mute = only(LegSide.B);
        deliverFor(INACTIVITY_MS + 2_000, btc, LegSide.A);

        assertThat(mute.closed).isTrue();
        assertThat(only(LegSide.A).closed).isFalse();
        assertThat(venue.newestAsked).isEmpty();
        assertThat(bed.statuses).isEmpty();
        assertThat(bed.metrics.value(Metric.CONNECTION_ERRORS, "binance", "spot", "silent"))
                .isEqualTo(1);
    }

    @Test
    void shouldKeepALegThatBringsTheSameALittleLater() {
        final Series btc = live("BTCUSDT");
        for (int i = 0; i < 20; i++) {
            deliver(LegSide.A, btc);
            bed.pass(1_000);
            deliver(LegSide.B, btc);
            bed.pass(4_000);
        }
        assertThat(bed.metrics.total(Metric.CONNECTION_ERRORS)).isZero();
        assertThat(venue.connections).hasSize(2);
    }

    @Test
    void shouldSubscribeAgainOnOneLegWhatIsMuteThereAlone() {
        final Series btc = live("BTCUSDT");
        final Series eth = wanted("ETHUSDT");
        bed.pass(100);
        only(LegSide.A).acknowledge(eth);
        only(LegSide.B).acknowledge(eth);
        bed.step();
        for (int second = 0; second < 45; second++) {
            deliver(LegSide.A, btc);
            deliver(LegSide.B, btc);
            deliver(LegSide.A, eth);
            bed.pass(1_000);
        }

        assertThat(only(LegSide.B).unsubscribed).extracting(Series::symbol).containsExactly("ETHUSDT");
        assertThat(only(LegSide.B).subscribed)
                .extracting(Series::symbol)
                .containsExactly("BTCUSDT", "ETHUSDT", "ETHUSDT");
        assertThat(only(LegSide.A).unsubscribed).isEmpty();
        assertThat(bed.statuses).isEmpty();
    }

    @Test
    void shouldAskRestOnceWhereBothAreSilentAndReplaceBothIfItHasTraded() {
        final Series btc = live("BTCUSDT");
        deliver(LegSide.A, btc);
        deliver(LegSide.B, btc);
        bed.restHas(btc, HealthBed.START_MS);
        final Connection a = only(LegSide.A);
        final Connection b = only(LegSide.B);
        bed.pass(INACTIVITY_MS + 200);
        assertThat(venue.newestAsked).hasSize(1);
        bed.supervisor.onProbed(btc.id(), true);
        bed.pass(1_500);

        assertThat(a.closed).isTrue();
        assertThat(b.closed).isTrue();
    }

    @Test
    void shouldNeverRenewBothAtTheSameTime() {
        final Series btc = live("BTCUSDT");
        deliver(LegSide.A, btc);
        deliver(LegSide.B, btc);
        final Connection a = only(LegSide.A);
        final Connection b = only(LegSide.B);
        a.listener.onNotice(a, "maintenance");
        b.listener.onNotice(b, "maintenance");
        bed.pass(2_000);

        assertThat(venue.connections).hasSize(3);
        final Connection first = venue.last();
        assertThat(first.threadName).isEqualTo("leg-bin-sp-0A");
        bringUp(first);
        first.deliver(btc, bed.clock.time());
        bed.pass(1_000);
        assertThat(a.closed).isTrue();
        assertThat(venue.connections).hasSize(4);
        assertThat(venue.last().threadName).isEqualTo("leg-bin-sp-0B");
        bringUp(venue.last());
        venue.last().deliver(btc, bed.clock.time());
        bed.pass(1_000);
        assertThat(b.closed).isTrue();
        assertThat(bed.statuses).isEmpty();
    }

    @Test
    void shouldEndTheFirstLifeOfTheSecondLegHalfADayEarly() {
        final Series btc = live("BTCUSDT");
        final Connection b = only(LegSide.B);
        for (long passed = 0; passed < Renewal.FIRST_LIFE_MS; passed += MINUTE_MS) {
            deliver(LegSide.A, btc);
            deliver(LegSide.B, btc);
            bed.clock.advance(MINUTE_MS);
            deliver(LegSide.A, btc);
            deliver(LegSide.B, btc);
            bed.step();
        }
        assertThat(open(LegSide.A)).hasSize(1);
        assertThat(open(LegSide.B)).hasSize(2);
        bringUp(venue.last());
        venue.last().deliver(btc, bed.clock.time());
        bed.pass(500);
        assertThat(b.closed).isTrue();
        bed.pass(MINUTE_MS);
        assertThat(open(LegSide.B)).hasSize(1);
    }

    @Test
    void shouldLetTheFirstLegsHaveTheConnectionsThatThereAre() {
        venue.maxSeriesPerConnection = 1;
        venue.maxConnections = 3;
        wanted("BTCUSDT");
        bed.pass(LegDialer.SECOND_AFTER_MS);
        bringUp(only(LegSide.A));
        bringUp(only(LegSide.B));

        wanted("ETHUSDT");
        bed.pass(3_000);
        assertThat(open(LegSide.A)).hasSize(2);
        assertThat(open(LegSide.B)).hasSize(1);
        bringUp(open(LegSide.A).get(1));

        wanted("SOLUSDT");
        bed.pass(3_000);
        assertThat(open(LegSide.A)).hasSize(3);
        assertThat(open(LegSide.B)).isEmpty();
        bringUp(open(LegSide.A).get(2));

        assertThat(bed.statuses).isEmpty();
        assertThat(venue.asked).isEmpty();
    }

    @Test
    void shouldNotHoldAgainstTheVenueWhatFailsOnOneLegAlone() {
        final Series btc = wanted("BTCUSDT");
        bringUp(only(LegSide.A));
        for (int i = 0; i < 100; i++) {
            open(LegSide.B).forEach(Connection::fail);
            deliverFor(1_000, btc, LegSide.A);
        }
        assertThat(bed.metrics.value(Metric.CIRCUIT_BREAKER_STATE, "binance", "spot"))
                .isZero();
        assertThat(bed.metrics.total(Metric.CIRCUIT_BREAKER_FAILURES)).isZero();
        assertThat(bed.statuses).isEmpty();
    }

    @Test
    void shouldCountBothLegsAgainstWhatTheExchangeTakes() {
        venue.maxSeriesPerExchange = 3;
        wanted("BTCUSDT");
        wanted("ETHUSDT");
        assertThat(bed.refusals).singleElement().asString().contains("two for each that has two legs");
    }

    @Test
    void shouldCloseBothWhenNobodyWantsTheSeriesAnyMore() {
        final Series btc = live("BTCUSDT");
        bed.supervisor.release(btc.id());
        bed.pass(30_500);
        assertThat(venue.connections).allMatch(one -> one.closed);
    }

    @Test
    void shouldStopBoth() {
        live("BTCUSDT");
        bed.supervisor.stop();
        bed.step();
        assertThat(bed.supervisor.isStopped()).isTrue();
        assertThat(venue.connections).allMatch(one -> one.closed);
    }

    @Test
    void shouldHearOfEachConnectionByItsOwnSide() {
        live("BTCUSDT");
        final Connection b = only(LegSide.B);
        b.listener.onClosed(b, FeedListener.CloseCause.DISCONNECTED, "cut");
        bed.pass(300);
        assertThat(connections(LegSide.A)).isEqualTo(1);
        assertThat(connections(LegSide.B)).isZero();
    }
}
