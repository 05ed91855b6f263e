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
        private final VenueRest rest;

        Side(final Venue at) {
            venue = new FakeVenue(at);
            rest = new VenueRest(at, venue, gate, waiting::add, Runnable::run, clock);
        }

        Series want(final String symbol) {
            final Series series = registry.register(venue.venue(), symbol, Interval.M1);
            backfill.repair(series, this, START_MS, START_MS);
            return series;
        }

        @Override
        public VenueRest rest() {
            return rest;
        }

        @Override
        public void onHistory(final Series series, final long provenToMs) {}
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
