package dev.wick.engine.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.HistoryException.Kind;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.pipeline.Publisher;
import dev.wick.engine.pipeline.Ring;
import dev.wick.engine.pipeline.WakeUp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import org.agrona.concurrent.CachedEpochClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is asked when, and what the breaker hears of it. */
class BackfillTest {
    private static final long START_MS = HealthBed.START_MS;
    private static final long MINUTE_MS = HealthBed.MINUTE_MS;
    private static final int WORKERS = 4;

    private final CachedEpochClock clock = new CachedEpochClock();
    private final SeriesRegistry registry = new SeriesRegistry();
    private final Map<Integer, Long> watermarks = new HashMap<>();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Backfill backfill = new Backfill(
            WORKERS,
            new Publisher(new Ring(1024, new WakeUp())),
            id -> watermarks.getOrDefault(id, Watermarks.NONE),
            new Metrics(),
            new Jitter(new SplittableRandom(1)));
    private final Side spot = new Side(Exchange.BINANCE.venue("spot").orElseThrow());
    private final Side usdm = new Side(Exchange.BINANCE.venue("usdm").orElseThrow());

    @BeforeEach
    void start() {
        clock.update(START_MS);
    }

    @Test
    void shouldLetNoVenueThatWaitsHoldUpAnother() {
        for (int i = 0; i < 10; i++) {
            spot.want("S" + i);
        }
        backfill.tick(clock.time());
        assertThat(waiting).hasSize(WORKERS);

        usdm.want("U0");
        backfill.tick(clock.time());

        assertThat(waiting).hasSize(WORKERS + 1);
    }

    @Test
    void shouldNotAskForWhatTheStreamHasBroughtMeanwhile() {
        final Series series = spot.want("S0");
        watermarks.put(series.id(), START_MS);
        backfill.tick(clock.time());

        assertThat(waiting).isEmpty();
        assertThat(backfill.isRepairing(series.id())).isFalse();
    }

    @Test
    void shouldAskOnlyForWhatIsStillMissing() {
        final Series series = spot.want("S0");
        backfill.repair(series, spot, START_MS, START_MS + 5 * MINUTE_MS);
        watermarks.put(series.id(), START_MS + 2 * MINUTE_MS);
        tick();

        assertThat(spot.venue.asked.get(0).fromMs()).isEqualTo(START_MS + 3 * MINUTE_MS);
    }

    @Test
    void shouldAskNothingWhileTheBreakerIsOpenAndAllOfItAfterwards() {
        final Series series = spot.want("S0");
        spot.want("S1");
        spot.gate.isOpen = false;
        tick();
        assertThat(spot.venue.asked).isEmpty();
        assertThat(backfill.isFailing(series.id())).isTrue();
        assertThat(spot.gate.heard).isEmpty();

        spot.gate.isOpen = true;
        tick();

        assertThat(spot.venue.asked).hasSize(2);
        assertThat(backfill.isFailing(series.id())).isFalse();
        assertThat(spot.gate.heard).containsExactly("succeeded", "succeeded");
    }

    @Test
    void shouldTellTheBreakerOfWhatIsTheVenuesFaultAlone() {
        assertThat(heardOf(new HistoryException(Kind.TIMEOUT, "t"))).isEqualTo("failed");
        assertThat(heardOf(new HistoryException(Kind.UNREACHABLE, "u"))).isEqualTo("failed");
        assertThat(heardOf(new HistoryException(Kind.BAD_ANSWER, "b"))).isEqualTo("failed");
        assertThat(heardOf(new HistoryException(503, "s"))).isEqualTo("failed");
        assertThat(heardOf(new HistoryException(400, "r"))).isEqualTo("released");
        assertThat(heardOf(new HistoryException(Kind.RATE_LIMITED, "l", 0, null)))
                .isEqualTo("released");
    }

    @Test
    void shouldNotHoldOneVenuesSilenceAgainstAnother() {
        spot.want("S0");
        spot.venue.failure = new HistoryException(Kind.RATE_LIMITED, "429", 60_000, null);
        tick();
        usdm.want("U0");
        spot.want("S1");
        tick();

        assertThat(spot.venue.asked).hasSize(1);
        assertThat(usdm.venue.asked).hasSize(1);
    }

    @Test
    void shouldRepairTheNewestGapOfAllSeriesFirstAndOnlyThenAskForCloses() {
        final Series old = spot.series("OLD");
        final Series fresh = spot.series("FRESH");
        final Series over = spot.series("OVER");
        backfill.close(over, spot, at(30), at(30));
        backfill.look(spot.series("LOOK"), spot, at(40));
        backfill.repair(old, spot, at(0), at(9));
        backfill.repair(fresh, spot, at(20), at(20));
        tick();

        assertThat(spot.venue.asked)
                .extracting(asked -> asked.series().symbol())
                .containsExactly("FRESH", "OLD", "OVER", "LOOK");
    }

    @Test
    void shouldFetchTheNewestGapOfASeriesFirst() {
        final Series series = spot.series("S0");
        backfill.repair(series, spot, at(0), at(3));
        backfill.repair(series, spot, at(10), at(11));
        backfill.repair(series, spot, at(6), at(6));
        tick();
        tick();
        tick();

        assertThat(spot.pages()).containsExactly("10..11", "6..6", "0..3");
        assertThat(backfill.isRepairing(series.id())).isFalse();
    }

    @Test
    void shouldFetchALongGapInPagesAndLetAShortNewOnePass() {
        final Series series = spot.series("S0");
        backfill.repair(series, spot, at(0), at(1_199));
        tick();
        backfill.repair(series, spot, at(1_300), at(1_300));
        tick();
        tick();
        tick();
        tick();

        assertThat(spot.pages()).containsExactly("720..1199", "1300..1300", "240..719", "0..239");
        assertThat(backfill.isRepairing(series.id())).isFalse();
    }

    @Test
    void shouldNotSayThatAllIsKnownBeforeTheOldestPageIs() {
        final Series series = spot.series("S0");
        backfill.repair(series, spot, at(0), at(500));
        tick();
        tick();

        assertThat(spot.proven).containsExactly(at(-1), at(500));
    }

    @Test
    void shouldAskOnWhereAnAnswerEndedAndNotWaitWithWhatIsOlder() {
        final Series series = spot.series("S0");
        backfill.repair(series, spot, at(0), at(3));
        backfill.repair(series, spot, at(10), at(19));
        spot.venue.provenToMs = at(14);
        tick();
        spot.venue.provenToMs = null;
        tick();
        assertThat(spot.pages()).containsExactly("10..19", "0..3");
        assertThat(spot.missing).containsExactly("15..19 not_there_yet");

        clock.advance(60_000);
        tick();

        assertThat(spot.pages()).containsExactly("10..19", "0..3", "15..19");
        assertThat(backfill.isRepairing(series.id())).isFalse();
    }

    @Test
    void shouldTellOncePerReasonWhyCandlesAreStillMissing() {
        final Series series = spot.series("S0");
        backfill.repair(series, spot, at(0), at(1));
        spot.venue.failure = new HistoryException(Kind.TIMEOUT, "no answer in 5 s");
        for (int i = 0; i < 4; i++) {
            tick();
            clock.advance(60_000);
        }
        spot.gate.isOpen = false;
        tick();
        tick();
        spot.gate.isOpen = true;
        spot.venue.failure = new HistoryException(Kind.RATE_LIMITED, "429", 90_000, null);
        tick();

        assertThat(spot.missing).containsExactly("0..1 timeout", "0..1 breaker_open", "0..1 rate_limited");
        assertThat(spot.nextTries.get(2)).isBetween(clock.time() + 90_000, clock.time() + 91_000);
        assertThat(backfill.isFailing(series.id())).isTrue();
    }

    @Test
    void shouldNotSpeakOfGapsWhereOnlyACloseIsOverdue() {
        backfill.close(spot.series("S0"), spot, at(0), at(1));
        spot.venue.failure = new HistoryException(Kind.TIMEOUT, "t");
        tick();

        assertThat(spot.missing).isEmpty();
    }

    @Test
    void shouldAskForWhatTheExchangeNoLongerHasOnceAnHourAndHoldNothingUp() {
        spot.venue.historyBars = 100;
        clock.update(at(200));
        final Series series = spot.series("S0");
        backfill.repair(series, spot, at(0), at(110));
        tick();

        assertThat(spot.pages()).containsExactly("103..110");
        assertThat(spot.missing).containsExactly("0..102 beyond_history");
        assertThat(spot.nextTries.get(0) - clock.time()).isBetween(1_800_000L, 5_400_000L);
        assertThat(backfill.isRepairing(series.id()))
                .as("what can be had is there")
                .isFalse();
        assertThat(backfill.isOwed(series.id(), at(5))).isTrue();

        spot.venue.provenToMs = at(-1);
        for (int i = 0; i < 600; i++) {
            clock.advance(MINUTE_MS);
            tick();
        }
        assertThat(spot.venue.asked).hasSizeBetween(1 + 10 * 2 / 3, 1 + 10 * 2);
        assertThat(spot.missing).as("told once").hasSize(1);
    }

    @Test
    void shouldAskAgainForWhatWasReportedMissingWhileAnAnswerWasUnderWay() {
        final Series series = spot.series("S0");
        backfill.close(series, spot, at(0), at(0));
        backfill.tick(clock.time());
        backfill.repair(series, spot, at(0), at(0));
        runAll();
        tick();

        assertThat(spot.pages()).containsExactly("0..0", "0..0");
        assertThat(backfill.isRepairing(series.id())).isFalse();
    }

    /** A pause that the exchange names is known; many of them in a row must not add up to minutes. */
    @Test
    void shouldComeBackWhenItWasToldToHoweverOftenThatWas() {
        final Series series = spot.want("S0");
        spot.venue.failure = new HistoryException(Kind.RATE_LIMITED, "later", 500, null);
        for (int i = 0; i < 8; i++) {
            tick();
            clock.advance(1_501);
        }
        assertThat(spot.venue.asked).hasSize(8);

        spot.venue.failure = null;
        tick();
        assertThat(backfill.isRepairing(series.id())).isFalse();
    }

    private static long at(final int minute) {
        return START_MS + minute * MINUTE_MS;
    }

    private static long minute(final long timeMs) {
        return (timeMs - START_MS) / MINUTE_MS;
    }

    private String heardOf(final HistoryException failure) {
        spot.gate.heard.clear();
        spot.venue.failure = failure;
        spot.rest().ask(history -> history.symbols(), list -> {}, e -> {});
        runAll();
        return spot.gate.heard.get(0);
    }

    private void tick() {
        backfill.tick(clock.time());
        runAll();
    }

    private void runAll() {
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
        }
    }

    /** One venue's side. */
    private final class Side implements Backfill.Owner {
        final FakeVenue venue;
        final FakeGate gate = new FakeGate();
        final List<Long> proven = new ArrayList<>();
        final List<String> missing = new ArrayList<>();
        final List<Long> nextTries = new ArrayList<>();
        private final VenueRest rest;

        Side(final Venue at) {
            venue = new FakeVenue(at);
            rest = new VenueRest(at, venue, gate, waiting::add, Runnable::run, clock);
        }

        Series series(final String symbol) {
            return registry.register(venue.venue(), symbol, Interval.M1);
        }

        /** What was asked for, in minutes; without the two bars more that prove. */
        List<String> pages() {
            return venue.asked.stream()
                    .map(asked -> minute(asked.fromMs()) + ".." + (minute(asked.toMs()) - 2))
                    .toList();
        }

        Series want(final String symbol) {
            final Series series = series(symbol);
            backfill.repair(series, this, START_MS, START_MS);
            return series;
        }

        @Override
        public VenueRest rest() {
            return rest;
        }

        @Override
        public int historyBars() {
            return venue.historyBars;
        }

        @Override
        public long exchangeTimeMs() {
            return clock.time();
        }

        @Override
        public void onHistory(final Series series, final long provenToMs) {
            proven.add(provenToMs);
        }

        @Override
        public void onStillMissing(
                final Series series,
                final long fromMs,
                final long toMs,
                final MissingReason reason,
                final long nextTryMs) {
            missing.add(minute(fromMs) + ".." + minute(toMs) + " " + reason.code());
            nextTries.add(nextTryMs);
        }
    }

    private static final class FakeGate implements Gate {
        final List<String> heard = new ArrayList<>();
        boolean isOpen = true;

        @Override
        public boolean mayTry() {
            return isOpen;
        }

        @Override
        public void succeeded() {
            heard.add("succeeded");
        }

        @Override
        public void failed() {
            heard.add("failed");
        }

        @Override
        public void released() {
            heard.add("released");
        }

        @Override
        public boolean isUndisturbed() {
            return isOpen;
        }
    }
}
