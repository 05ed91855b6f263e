package dev.wick.engine.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.engine.egress.FetchAnswer;
import dev.wick.engine.egress.FetchRequest;
import dev.wick.engine.egress.GapEvent;
import dev.wick.engine.egress.HistoryRequest;
import dev.wick.engine.egress.Resolution;
import dev.wick.engine.egress.SubscribeRequest;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.pipeline.Publisher;
import dev.wick.engine.pipeline.Ring;
import dev.wick.engine.pipeline.WakeUp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.CachedEpochClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The supervisor, stepped by hand on a virtual clock. */
class SupervisorTest {
    private static final long START_MS = 1_700_000_000_000L - 1_700_000_000_000L % 60_000;
    private static final long RECONNECT_MS = 1_000;
    private static final long RECONNECT_MAX_MS = 30_000;
    private static final long LINGER_MS = 30_000;
    private static final HealthSettings HEALTH = new HealthSettings(3_000, 5_000, 30_000, 0, 0);

    private final CachedEpochClock clock = new CachedEpochClock();
    private final Metrics metrics = new Metrics();
    private final Ring ring = new Ring(1024, new WakeUp());
    private final SeriesRegistry registry = new SeriesRegistry();
    private final FakeVenue venue = new FakeVenue();
    private final Map<Integer, Long> watermarks = new HashMap<>();
    private final List<Resolution> resolutions = new ArrayList<>();
    private final List<String> carried = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final List<FetchAnswer> fetched = new ArrayList<>();
    private Supervisor supervisor;

    @BeforeEach
    void build() {
        clock.update(START_MS);
        final SubscriberDesk desk = new SubscriberDesk() {
            @Override
            public void fetched(final FetchRequest request, final FetchAnswer answer) {
                fetched.add(answer);
            }

            @Override
            public void found(final HistoryRequest request, final Resolution resolution) {
                resolutions.add(resolution);
            }

            @Override
            public void carried(final Series series) {
                carried.add("+" + series.symbol());
            }

            @Override
            public void dropped(final Series series) {
                carried.add("-" + series.symbol());
            }

            @Override
            public void resolved(final SubscribeRequest request, final Resolution resolution) {
                resolutions.add(resolution);
            }

            @Override
            public void refused(final Series series, final String exchangeMessage) {
                refusals.add(series.symbol() + ": " + exchangeMessage);
            }

            @Override
            public void status(final Series series, final String state, final String reason, final long timeMs) {}

            @Override
            public void gap(final GapEvent event) {}
        };
        final SupervisorParts parts = new SupervisorParts(
                new WakeUp(),
                clock,
                registry,
                new Publisher(ring),
                id -> watermarks.getOrDefault(id, Watermarks.NONE),
                desk,
                Runnable::run,
                new SplittableRandom(1));
        supervisor = new Supervisor(
                new SupervisorSettings(
                        Redundancy.ofAll(1),
                        2,
                        RECONNECT_MS,
                        RECONNECT_MAX_MS,
                        new BreakerSettings(5, 30_000, 1),
                        LINGER_MS,
                        3_600_000,
                        4,
                        new HistorySettings(1_440, 0),
                        HEALTH),
                parts,
                v -> venue,
                metrics);
    }

    @Test
    void shouldSubscribeWhatIsWantedAsSoonAsTheLegIsOpen() {
        final Series btc = want("BTCUSDT");
        assertThat(venue.connections).hasSize(1);
        assertThat(venue.last().subscribed).isEmpty();

        venue.last().open();
        step();

        assertThat(venue.last().subscribed).containsExactly(btc);
    }

    @Test
    void shouldOpenAnotherLegWhenOneIsFull() {
        want("BTCUSDT");
        want("ETHUSDT");
        want("SOLUSDT");

        assertThat(venue.connections).hasSize(2);
    }

    @Test
    void shouldShareOneSubscriptionAmongAllWhoWantTheSeries() {
        want("BTCUSDT");
        want("BTCUSDT");
        venue.last().open();
        step();

        assertThat(venue.connections).hasSize(1);
        assertThat(venue.last().subscribed).hasSize(1);
    }

    @Test
    void shouldLingerBeforeItUnsubscribes() {
        final Series btc = want("BTCUSDT");
        want("ETHUSDT");
        open();
        supervisor.release(btc.id());
        step();

        advance(LINGER_MS - 1);
        assertThat(venue.last().unsubscribed).isEmpty();

        advance(1);
        assertThat(venue.last().unsubscribed).containsExactly(btc);
        assertThat(venue.last().closed).isFalse();
    }

    @Test
    void shouldSayWhatIsCarriedAndWhatIsDroppedAfterItsLinger() {
        final Series btc = want("BTCUSDT");
        supervisor.wantAlways(FakeVenue.VENUE, "ETHUSDT", Interval.M1);
        step();
        step();
        want("BTCUSDT");
        assertThat(carried).containsExactly("+BTCUSDT", "+ETHUSDT");
        supervisor.release(btc.id());
        step();
        advance(LINGER_MS);
        assertThat(carried).containsExactly("+BTCUSDT", "+ETHUSDT", "-BTCUSDT");
    }

    @Test
    void shouldSayOfAllOnlyWhetherTheVenueHasTheInterval() {
        supervisor.resolve(request(Interval.M1, "*"));
        supervisor.resolve(request(Interval.MONTH3, "*"));
        step();
        assertThat(resolutions.get(0)).isEqualTo(new Resolution(List.of(), List.of(), null, null));
        assertThat(resolutions.get(1).systemMessage()).isEqualTo("unsupported interval");
        assertThat(carried).isEmpty();
    }

    @Test
    void shouldFindASeriesForHistoryWithoutTakingItUp() {
        supervisor.find(new HistoryRequest(
                1, null, FakeVenue.VENUE.exchange(), "spot", "btcusdt", Interval.M1, 0, HistoryRequest.NEWEST, 5));
        step();
        step();
        assertThat(resolutions.get(0).accepted()).containsExactly(series("BTCUSDT"));
        assertThat(carried).isEmpty();
    }

    @Test
    void shouldKeepASeriesThatIsWantedAgainWhileItLingers() {
        final Series btc = want("BTCUSDT");
        open();
        supervisor.release(btc.id());
        advance(LINGER_MS / 2);
        want("BTCUSDT");
        advance(LINGER_MS);

        assertThat(venue.last().unsubscribed).isEmpty();
        assertThat(venue.last().closed).isFalse();
        assertThat(venue.last().subscribed).hasSize(1);
    }

    @Test
    void shouldCloseALegThatCarriesNothingAnyMoreAndNotDialItAgain() {
        final Series btc = want("BTCUSDT");
        open();
        supervisor.release(btc.id());
        step();
        advance(LINGER_MS);
        advance(10 * RECONNECT_MS);

        assertThat(venue.last().closed).isTrue();
        assertThat(venue.connections).hasSize(1);
        assertThat(metrics.total(Metric.CONNECTION_ERRORS)).isZero();
    }

    @Test
    void shouldNeverReleaseASeriesOfTheSettings() {
        supervisor.wantAlways(FakeVenue.VENUE, "btcusdt", Interval.M1);
        step();
        step();
        final Series btc = series("BTCUSDT");
        open();
        supervisor.release(btc.id());
        advance(10 * LINGER_MS);

        assertThat(venue.last().closed).isFalse();
    }

    @Test
    void shouldDialALostLegAgainWithJitterAndSubscribeAllOfItsSeries() {
        final Series btc = want("BTCUSDT");
        final Series eth = want("ETHUSDT");
        open();
        venue.last().lose();
        step();

        advance(RECONNECT_MS);
        assertThat(venue.connections).hasSize(2);
        venue.last().open();
        step();

        assertThat(venue.last().subscribed).containsExactly(btc, eth);
        assertThat(metrics.total(Metric.RECONNECTIONS)).isEqualTo(1);
        assertThat(metrics.value(Metric.CONNECTION_ERRORS, "binance", "spot", "disconnected"))
                .isEqualTo(1);
    }

    @Test
    void shouldNeverGiveUpDialling() {
        want("BTCUSDT");
        for (int i = 1; i <= 50; i++) {
            assertThat(venue.connections).hasSize(i);
            venue.last().fail();
            step();
            advance(10 * 60_000);
        }
    }

    @Test
    void shouldFetchWhatWasMissedOnceTheSeriesIsAcknowledgedAgain() {
        final Series btc = want("BTCUSDT");
        open();
        watermarks.put(btc.id(), START_MS);
        venue.last().lose();
        step();
        advance(3 * 60_000);
        venue.last().open();
        step();
        assertThat(venue.asked).isEmpty();

        venue.last().acknowledgeAll();
        step();

        assertThat(venue.asked).hasSize(1);
        assertThat(venue.asked.get(0).fromMs()).isEqualTo(START_MS + 60_000);
        assertThat(venue.asked.get(0).toMs()).isGreaterThanOrEqualTo(START_MS + 2 * 60_000);
        step();
        assertThat(metrics.value(Metric.REST_BACKFILLS, "binance", "spot", "success"))
                .isEqualTo(1);
    }

    @Test
    void shouldOweEverythingSinceTheFirstAcknowledgementEvenIfNoCandleCame() {
        want("BTCUSDT");
        advance(30_000);
        open();
        venue.last().lose();
        step();
        advance(60_000);
        open();

        assertThat(venue.asked.get(0).fromMs()).isEqualTo(START_MS);
    }

    @Test
    void shouldFetchNothingForASeriesThatWasNeverInterrupted() {
        want("BTCUSDT");
        open();
        advance(60_000);

        assertThat(venue.asked).isEmpty();
    }

    @Test
    void shouldRepairAGapOfAWantedSeries() {
        final Series btc = want("BTCUSDT");
        supervisor.onGapOpened(btc.id(), START_MS, START_MS + 120_000);
        step();

        assertThat(venue.asked).hasSize(1);
        assertThat(venue.asked.get(0).fromMs()).isEqualTo(START_MS);
        assertThat(venue.asked.get(0).toMs()).isGreaterThanOrEqualTo(START_MS + 120_000);
    }

    @Test
    void shouldTryAGapAgainUntilItIsProven() {
        final Series btc = want("BTCUSDT");
        venue.provenToMs = START_MS;
        supervisor.onGapOpened(btc.id(), START_MS, START_MS + 120_000);
        step();
        advance(2_000);
        assertThat(venue.asked).hasSize(2);
        assertThat(venue.asked.get(1).fromMs()).isEqualTo(START_MS + 60_000);

        venue.provenToMs = START_MS + 120_000;
        advance(10_000);
        final int asked = venue.asked.size();
        advance(60_000);
        assertThat(venue.asked).hasSize(asked);
    }

    @Test
    void shouldAskNothingOfAVenueThatWantsSilence() {
        final Series btc = want("BTCUSDT");
        final Series eth = want("ETHUSDT");
        venue.failure = new HistoryException(HistoryException.Kind.RATE_LIMITED, "429", 20_000, null);
        supervisor.onGapOpened(btc.id(), START_MS, START_MS);
        step();
        supervisor.onGapOpened(eth.id(), START_MS, START_MS);
        venue.failure = null;
        advance(19_999);
        assertThat(venue.asked).hasSize(1);

        advance(20_000);
        assertThat(venue.asked).hasSizeGreaterThanOrEqualTo(3);
        assertThat(metrics.value(Metric.REST_BACKFILLS, "binance", "spot", "error"))
                .isEqualTo(1);
    }

    @Test
    void shouldReplaceAConnectionOnNoticeWithoutCountingAnError() {
        final Series btc = want("BTCUSDT");
        open();
        venue.last().listener.onNotice(venue.last(), "serverShutdown");
        step();
        step();

        assertThat(venue.connections).hasSize(2);
        assertThat(venue.connections.get(0).closed).isFalse();
        open();
        venue.last().deliver(btc, clock.time());
        step();
        assertThat(venue.connections.get(0).closed).isTrue();
        assertThat(metrics.total(Metric.CONNECTION_ERRORS)).isZero();
    }

    @Test
    void shouldTellSubscribersWhatTheExchangeRefusedAndAskAgainLater() {
        final Series btc = want("BTCUSDT");
        venue.last().open();
        step();
        venue.last().subscribed.clear();
        venue.last().listener.onRefused(venue.last(), List.of(btc), "too many parameters");
        step();

        assertThat(refusals).containsExactly("BTCUSDT: too many parameters");
        advance(30_000);
        assertThat(venue.last().subscribed).containsExactly(btc);
    }

    @Test
    void shouldShowTheCircuitBreakersStateInHealthAndMetrics() {
        want("BTCUSDT");
        want("ETHUSDT");
        want("SOLUSDT");
        while (metrics.value(Metric.CIRCUIT_BREAKER_STATE, "binance", "spot") == 0) {
            venue.connections.stream().filter(one -> !one.closed).forEach(FakeVenue.Connection::fail);
            step();
            advance(30_000);
        }
        assertThat(metrics.value(Metric.CIRCUIT_BREAKER_FAILURES, "binance", "spot", "connect"))
                .isGreaterThanOrEqualTo(5);
        assertThat(supervisor.health().get(0).circuitState()).isIn("open", "half_open");
        assertThat(supervisor.health().get(0).consecutiveFailures()).isGreaterThanOrEqualTo(5);
        assertThat(supervisor.health().get(0).totalErrors()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void shouldAcceptListedSymbolsAndRefuseOthersWithTheNearestNames() {
        supervisor.resolve(request(Interval.M1, "btcusdt", "ETHUSD"));
        step();
        step();

        final Resolution answer = resolutions.get(0);
        assertThat(answer.accepted()).extracting(Series::symbol).containsExactly("BTCUSDT");
        assertThat(answer.refused()).hasSize(1);
        assertThat(answer.refused().get(0).reason()).contains("ETHUSD").contains("ETHUSDT");
        assertThat(answer.error()).isNull();
    }

    @Test
    void shouldSayWhichIntervalsThereAre() {
        supervisor.resolve(request(Interval.S1, "BTCUSDT"));
        step();

        assertThat(resolutions.get(0).error()).contains("1s").contains("1m");
    }

    @Test
    void shouldLetSymbolsThroughWhenTheListCannotBeHad() {
        venue.failure = new HistoryException(HistoryException.Kind.UNREACHABLE, "no route");
        supervisor.resolve(request(Interval.M1, "BTCUSDT"));
        step();
        step();

        assertThat(resolutions.get(0).accepted()).hasSize(1);
    }

    @Test
    void shouldAskForTheListSoonAgainAsLongAsThereIsNoneAndLessAndLessOften() {
        venue.failure = new HistoryException(HistoryException.Kind.RATE_LIMITED, "too many", 1, null);
        want("BTCUSDT");
        supervisor.resolve(request(Interval.M1, "BTCUSDT"));
        step();
        step();
        assertThat(venue.listRequests).isEqualTo(1);

        advance(3_000);
        assertThat(venue.listRequests).isEqualTo(2);
        for (int second = 0; second < 60; second++) {
            advance(1_000);
        }
        assertThat(venue.listRequests).isBetween(4, 7);
    }

    @Test
    void shouldLookForANewListingInAFreshListButNotMoreOftenThanEveryTenSeconds() {
        supervisor.resolve(request(Interval.M1, "NEWUSDT"));
        step();
        step();
        venue.listed.add("NEWUSDT");
        supervisor.resolve(request(Interval.M1, "NEWUSDT"));
        step();
        step();
        assertThat(venue.listRequests).isEqualTo(1);

        clock.advance(10_000);
        supervisor.resolve(request(Interval.M1, "NEWUSDT"));
        step();
        step();
        assertThat(resolutions.get(2).accepted()).hasSize(1);
    }

    @Test
    void shouldEndAllLegsWhenStopped() {
        want("BTCUSDT");
        open();
        supervisor.stop();
        step();
        step();

        assertThat(venue.last().closed).isTrue();
        assertThat(supervisor.isStopped()).isTrue();
        advance(10 * RECONNECT_MS);
        assertThat(venue.connections).hasSize(1);
    }

    private void open() {
        venue.last().open();
        step();
        venue.last().acknowledgeAll();
        step();
        step();
    }

    @Test
    void shouldOweNothingOfThePauseInWhichNobodyWantedTheSeries() {
        final Series btc = want("BTCUSDT");
        open();
        watermarks.put(btc.id(), START_MS);
        supervisor.release(btc.id());
        step();
        advance(LINGER_MS);
        advance(10 * 60_000);

        want("BTCUSDT");

        assertThat(ring.isEmpty()).isFalse();
        assertThat(venue.asked).isEmpty();
    }

    @Test
    void shouldFetchForASubscriberWhatLiesBeforeMemory() {
        final Series btc = want("BTCUSDT");
        final long toMs = START_MS - 60_000;

        supervisor.fetch(new FetchRequest(btc, START_MS - 120_000, toMs));
        step();
        step();

        assertThat(venue.asked).containsExactly(new FakeVenue.Asked(btc, START_MS - 120_000, START_MS + 60_000));
        assertThat(fetched).containsExactly(FetchAnswer.of(List.of(), toMs));
    }

    private Series want(final String symbol) {
        final Series series = series(symbol);
        supervisor.want(series.id());
        step();
        return series;
    }

    private Series series(final String symbol) {
        return registry.register(FakeVenue.VENUE, symbol, Interval.M1);
    }

    private static SubscribeRequest request(final Interval interval, final String... symbols) {
        return new SubscribeRequest(
                1, false, null, FakeVenue.VENUE.exchange(), "spot", List.of(symbols), interval, false, 0);
    }

    private void advance(final long ms) {
        clock.advance(ms);
        step();
        step();
    }

    private void step() {
        supervisor.doWork();
    }
}
