package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegSide;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.agrona.concurrent.CachedEpochClock;

/** The legs of a fake venue, stepped by hand on a virtual clock. */
final class LegsHarness implements VenueLegs.Events {
    static final long START_MS = 1_700_000_000_000L - 1_700_000_000_000L % 60_000;
    static final long RECONNECT_MS = 1_000;
    static final long RECONNECT_MAX_MS = 30_000;

    final CachedEpochClock clock = new CachedEpochClock();
    final Metrics metrics = new Metrics();
    final FakeVenue venue;
    final ConnectionQuota quota = new ConnectionQuota();
    final List<Series> acknowledged = new ArrayList<>();
    final List<String> refused = new ArrayList<>();
    final List<Series> lost = new ArrayList<>();
    final CircuitBreaker breaker;
    final VenueLegs legs;
    private final Queue<Runnable> commands = new ArrayDeque<>();
    private final SeriesRegistry registry = new SeriesRegistry();
    Consumer<Series> onRefused = series -> {};
    int candles;

    LegsHarness(final int maxSeriesPerLeg) {
        this(maxSeriesPerLeg, 1);
    }

    LegsHarness(final int maxSeriesPerLeg, final long seed) {
        this(maxSeriesPerLeg, seed, new FakeVenue());
    }

    LegsHarness(final int maxSeriesPerLeg, final long seed, final FakeVenue venue) {
        this.venue = venue;
        clock.update(START_MS);
        final SupervisorSettings settings = new SupervisorSettings(
                Redundancy.ofAll(1),
                maxSeriesPerLeg,
                RECONNECT_MS,
                RECONNECT_MAX_MS,
                new BreakerSettings(5, 30_000, 1),
                0,
                0,
                1,
                null,
                null);
        final Jitter jitter = new Jitter(new SplittableRandom(seed));
        breaker = new CircuitBreaker(FakeVenue.VENUE, settings.breaker(), clock, jitter, metrics);
        final LegListener listener = new LegListener(commands::add, () -> {});
        legs = new VenueLegs(
                venue, listener, this::take, this, settings, breaker, quota, jitter, metrics, LegSide.A, TwinLegs.NONE);
        listener.attach(legs);
        step();
    }

    private void take(final Candle candle) {
        candles++;
    }

    @Override
    public void onAcknowledged(final Series series) {
        acknowledged.add(series);
    }

    @Override
    public void onRefused(final Series series, final String exchangeMessage) {
        refused.add(series.symbol() + ": " + exchangeMessage);
        onRefused.accept(series);
    }

    @Override
    public void onLost(final Series series) {
        lost.add(series);
    }

    Series series(final String symbol) {
        return registry.register(FakeVenue.VENUE, symbol, Interval.M1);
    }

    List<Series> series(final int count) {
        final List<Series> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(series("S" + i));
        }
        return some;
    }

    /** Adds series, and opens and acknowledges whatever is dialled for them. */
    List<Series> live(final int count) {
        final List<Series> some = series(count);
        legs.add(some);
        step();
        venue.connections.forEach(this::bringUp);
        return some;
    }

    void bringUp(final FakeVenue.Connection connection) {
        connection.open();
        step();
        connection.acknowledgeAll();
        step();
    }

    FakeVenue.Connection connection(final int index) {
        return venue.connections.get(index);
    }

    FakeVenue.Connection last() {
        return venue.last();
    }

    Leg leg() {
        return legs.legs().iterator().next();
    }

    void step() {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
        legs.tick(clock.time());
    }

    /** Lets time pass in the steps that the supervisor makes. */
    void advance(final long ms) {
        advance(ms, 10);
    }

    void advance(final long ms, final long stepMs) {
        final long endMs = clock.time() + ms;
        while (clock.time() < endMs) {
            clock.update(Math.min(endMs, clock.time() + stepMs));
            step();
        }
    }

    double errors(final String type) {
        return metrics.value(Metric.CONNECTION_ERRORS, "binance", "spot", type);
    }

    double failures(final CircuitBreaker.Kind kind) {
        return metrics.value(Metric.CIRCUIT_BREAKER_FAILURES, "binance", "spot", kind.text());
    }
}
