package dev.wick.engine.supervisor;

import static dev.wick.engine.supervisor.HealthBed.INACTIVITY_MS;
import static dev.wick.engine.supervisor.HealthBed.MINUTE_MS;
import static dev.wick.engine.supervisor.HealthBed.START_MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.ops.Metric;
import org.junit.jupiter.api.Test;

/** Silence of series and of legs: quiet, mute or dead. */
class SilenceTest {
    private final HealthBed bed = new HealthBed();

    @Test
    void shouldAskRestWhenALegIsSilentAndKeepItIfNothingHasTraded() {
        bed.live("BTCUSDT");
        bed.pass(INACTIVITY_MS + 200);
        assertThat(bed.venue.newestAsked).containsExactly("BTCUSDT");

        bed.pass(10 * MINUTE_MS);

        assertThat(bed.venue.connections).hasSize(1);
        assertThat(bed.venue.last().closed).isFalse();
        assertThat(bed.venue.newestAsked).hasSizeLessThan(20);
        assertThat(bed.statuses).isEmpty();
    }

    @Test
    void shouldReplaceALegThatDidNotBringWhatHasTraded() {
        final Series btc = bed.live("BTCUSDT");
        bed.restHas(btc, START_MS);
        bed.pass(INACTIVITY_MS + 200);
        bed.supervisor.onProbed(btc.id(), true);
        bed.pass(2_000);

        assertThat(bed.venue.connections.get(0).closed).isTrue();
        assertThat(bed.metrics.value(Metric.CONNECTION_ERRORS, "binance", "spot", "silent"))
                .isEqualTo(1);
    }

    @Test
    void shouldKeepALegThatCouldNotBringWhatHadTradedBeforeItWasOpened() {
        final Series btc = bed.live("BTCUSDT");
        bed.restHas(btc, START_MS - MINUTE_MS);
        bed.pass(INACTIVITY_MS + 200);
        bed.supervisor.onProbed(btc.id(), true);
        bed.pass(5_000);

        assertThat(bed.venue.connections).hasSize(1);
        assertThat(bed.venue.last().closed).isFalse();
    }

    @Test
    void shouldKeepALegThatDeliversAMomentLater() {
        final Series btc = bed.live("BTCUSDT");
        bed.restHas(btc, START_MS);
        bed.pass(INACTIVITY_MS + 200);
        bed.supervisor.onProbed(btc.id(), true);
        bed.pass(300);
        bed.deliver(btc, START_MS, Candle.NONE);
        bed.pass(2_000);

        assertThat(bed.venue.last().closed).isFalse();
    }

    @Test
    void shouldKeepALegThatRestCannotSayAnythingOf() {
        bed.live("BTCUSDT");
        bed.venue.failure = new HistoryException(HistoryException.Kind.UNREACHABLE, "no route");
        bed.pass(5 * MINUTE_MS);

        assertThat(bed.venue.connections).hasSize(1);
        assertThat(bed.venue.last().closed).isFalse();
    }

    @Test
    void shouldReplaceALegOnWhichNotEvenAPingIsAnswered() {
        final HealthBed pinged = new HealthBed(5_000, 5_000);
        pinged.live("BTCUSDT");
        pinged.pass(19_000);
        assertThat(pinged.venue.last().closed).isFalse();

        pinged.pass(2_000);

        assertThat(pinged.venue.connections.get(0).closed).isTrue();
    }

    @Test
    void shouldNotProbeALegWithoutAcknowledgedSeries() {
        bed.supervisor.want(bed.series("BTCUSDT").id());
        bed.step();
        bed.venue.last().open();
        bed.pass(MINUTE_MS);

        assertThat(bed.venue.newestAsked).isEmpty();
    }

    @Test
    void shouldProbeAtMostFiveSeriesOfALeg() {
        for (int i = 0; i < 20; i++) {
            bed.supervisor.want(bed.series("C" + i + "USDT").id());
        }
        bed.step();
        bed.open();
        bed.pass(INACTIVITY_MS + 100);

        assertThat(bed.venue.newestAsked).hasSize(5);
    }

    @Test
    void shouldSubscribeAMuteSeriesAgainAndNoneOfItsNeighbours() {
        final Series btc = bed.live("BTCUSDT");
        final Series eth = neighbour();
        bed.restHas(eth, START_MS);
        talk(btc, MINUTE_MS + 2_000);
        assertThat(bed.statuses).containsExactly("ETHUSDT STALE");
        assertThat(bed.venue.newestAsked).contains("ETHUSDT").doesNotContain("BTCUSDT");

        bed.supervisor.onProbed(eth.id(), true);
        talk(btc, 3_000);

        assertThat(bed.venue.last().unsubscribed).containsExactly(eth);
        assertThat(bed.venue.last().closed).isFalse();
        assertThat(bed.statuses).containsExactly("ETHUSDT STALE", "ETHUSDT RECOVERING");
        assertThat(bed.states("RECOVERING")).isEqualTo(1);
        assertThat(bed.states("LIVE")).isEqualTo(1);

        bed.venue.last().acknowledgeAll();
        bed.deliver(eth, START_MS, Candle.NONE);
        talk(btc, 300);
        assertThat(bed.statuses).endsWith("ETHUSDT LIVE");
    }

    @Test
    void shouldNotCallASeriesMuteForWhatHadTradedBeforeItWasSubscribed() {
        final Series btc = bed.live("BTCUSDT");
        final Series eth = neighbour();
        bed.restHas(eth, START_MS - 2 * MINUTE_MS);
        talk(btc, MINUTE_MS + 2_000);
        assertThat(bed.statuses).containsExactly("ETHUSDT STALE");

        bed.supervisor.onProbed(eth.id(), true);
        talk(btc, 3_000);

        assertThat(bed.venue.last().unsubscribed).isEmpty();
        assertThat(bed.statuses).containsExactly("ETHUSDT STALE", "ETHUSDT LIVE");
    }

    @Test
    void shouldExpectLongerSilenceOfASeriesThatWasRightToBeQuiet() {
        final Series btc = bed.live("BTCUSDT");
        neighbour();
        talk(btc, MINUTE_MS + 2_000);
        assertThat(bed.statuses).containsExactly("ETHUSDT STALE", "ETHUSDT LIVE");

        talk(btc, MINUTE_MS + 30_000);

        assertThat(bed.statuses).hasSize(2);
        assertThat(bed.venue.newestAsked).containsExactly("ETHUSDT");
    }

    @Test
    void shouldTellOfALostConnectionAndOfEachStepOfItsReturn() {
        final Series btc = bed.live("BTCUSDT");
        bed.watermarks.put(btc.id(), START_MS - MINUTE_MS);
        bed.pass(1_000);
        bed.venue.last().lose();
        bed.pass(4 * MINUTE_MS);
        assertThat(bed.statuses).containsExactly("BTCUSDT STALE");
        assertThat(bed.states("STALE")).isEqualTo(1);

        bed.venue.failure = new HistoryException(HistoryException.Kind.TIMEOUT, "no answer");
        bed.open();
        bed.pass(200);
        assertThat(bed.statuses).containsExactly("BTCUSDT STALE", "BTCUSDT RECOVERING");

        bed.venue.failure = null;
        bed.deliver(btc, START_MS + 4 * MINUTE_MS, Candle.NONE);
        bed.pass(2_500);
        assertThat(bed.statuses).endsWith("BTCUSDT LIVE");
        assertThat(bed.states("LIVE")).isEqualTo(1);
    }

    @Test
    void shouldCountNoSeriesThatNobodyWantsAnyMore() {
        final Series btc = bed.live("BTCUSDT");
        bed.venue.last().lose();
        bed.pass(200);
        bed.supervisor.release(btc.id());
        bed.pass(31_000);

        assertThat(bed.states("STALE")).isZero();
        assertThat(bed.states("LIVE")).isZero();
        assertThat(bed.statuses).endsWith("BTCUSDT LIVE");
    }

    private Series neighbour() {
        final Series eth = bed.series("ETHUSDT");
        bed.supervisor.want(eth.id());
        bed.step();
        bed.venue.last().acknowledgeAll();
        bed.step();
        return eth;
    }

    private void talk(final Series series, final long ms) {
        for (long passed = 0; passed < ms; passed += 500) {
            bed.deliver(series, START_MS, Candle.NONE);
            bed.pass(500);
        }
    }
}
