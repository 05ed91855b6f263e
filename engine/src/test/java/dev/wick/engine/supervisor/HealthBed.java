package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
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
import dev.wick.engine.pipeline.VenueSkews;
import dev.wick.engine.pipeline.WakeUp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.CachedEpochClock;

/** A supervisor on a virtual clock, over venues that a test plays; the test plays the pipeline, too. */
final class HealthBed {
    static final long START_MS = 1_700_000_000_000L - 1_700_000_000_000L % 60_000;
    static final long MINUTE_MS = 60_000;
    static final long INACTIVITY_MS = 3_000;
    static final long GRACE_MS = 5_000;
    static final long TIMER_MS = 30_000;
    static final long LIST_AGE_MS = 3_600_000;

    final CachedEpochClock clock = new CachedEpochClock();
    final Metrics metrics = new Metrics();
    final Ring ring = new Ring(1 << 16, new WakeUp());
    final SeriesRegistry registry = new SeriesRegistry();
    final FakeVenue venue = new FakeVenue();
    final Map<Venue, FakeVenue> venues = new LinkedHashMap<>();
    final Map<Integer, Long> watermarks = new HashMap<>();
    final Map<Integer, Long> frontiers = new HashMap<>();
    final Map<Integer, Long> oldestMissing = new HashMap<>();
    final VenueSkews skews = new VenueSkews();
    final List<Resolution> resolutions = new ArrayList<>();
    final List<String> refusals = new ArrayList<>();
    final List<String> statuses = new ArrayList<>();
    final List<GapEvent> gaps = new ArrayList<>();
    final Supervisor supervisor;

    HealthBed() {
        this(0, 0);
    }

    HealthBed(final long pingIntervalMs, final long pingTimeoutMs) {
        this(pingIntervalMs, pingTimeoutMs, new HistorySettings(1_440, 0));
    }

    HealthBed(final long pingIntervalMs, final long pingTimeoutMs, final HistorySettings history) {
        this(pingIntervalMs, pingTimeoutMs, history, 1);
    }

    /** With so many legs for each series. */
    static HealthBed withLegs(final int redundantLegs) {
        return new HealthBed(0, 0, new HistorySettings(1_440, 0), redundantLegs);
    }

    private HealthBed(
            final long pingIntervalMs,
            final long pingTimeoutMs,
            final HistorySettings history,
            final int redundantLegs) {
        clock.update(START_MS);
        venues.put(FakeVenue.VENUE, venue);
        final SupervisorParts parts = new SupervisorParts(
                new WakeUp(),
                clock,
                registry,
                new Publisher(ring),
                new Books(),
                new Desk(),
                Runnable::run,
                new SplittableRandom(1),
                skews,
                new Publisher(ring),
                () -> {});
        final HealthSettings health =
                new HealthSettings(INACTIVITY_MS, GRACE_MS, TIMER_MS, pingIntervalMs, pingTimeoutMs);
        supervisor = new Supervisor(
                new SupervisorSettings(
                        Redundancy.ofAll(redundantLegs),
                        50,
                        1_000,
                        30_000,
                        new BreakerSettings(5, 30_000, 1),
                        30_000,
                        LIST_AGE_MS,
                        4,
                        history,
                        health),
                parts,
                v -> venues.computeIfAbsent(v, at -> new FakeVenue(at)),
                metrics);
    }

    Series series(final String symbol) {
        return registry.register(FakeVenue.VENUE, symbol, Interval.M1);
    }

    /** Wanted, connected and acknowledged. */
    Series live(final String symbol) {
        final Series series = series(symbol);
        supervisor.want(series.id());
        step();
        open();
        return series;
    }

    void open() {
        if (venue.last().closed) {
            throw new IllegalStateException("the last connection is closed");
        }
        venue.last().open();
        step();
        venue.last().acknowledgeAll();
        step();
    }

    /** A candle comes now, stamped with the exchange's time. */
    void deliver(final Series series, final long openTimeMs, final long eventTimeMs) {
        venue.last().deliver(series, openTimeMs, eventTimeMs, clock.time());
    }

    /** What REST has as the newest bar of a series. */
    void restHas(final Series series, final long openTimeMs) {
        final Candle newest = new Candle();
        newest.seriesId = series.id();
        newest.openTimeMs = openTimeMs;
        venue.newest.put(series.symbol(), newest);
    }

    /** Lets time pass in steps of a tenth of a second. */
    void pass(final long ms) {
        for (long passed = 0; passed < ms; passed += 100) {
            clock.advance(Math.min(100, ms - passed));
            step();
        }
    }

    void step() {
        supervisor.doWork();
        supervisor.doWork();
    }

    SubscribeRequest request(final Venue at, final String contractType, final String... symbols) {
        return new SubscribeRequest(
                1, false, null, at.exchange(), contractType, List.of(symbols), Interval.M1, false, 0);
    }

    int states(final String state) {
        return (int) metrics.value(Metric.SERIES_STATE, "binance", "spot", state);
    }

    int unconfirmed() {
        return (int) metrics.value(Metric.CLOSED_UNCONFIRMED, "binance", "spot");
    }

    /** What was published into the ring since the last call, as text. */
    List<String> published() {
        final List<String> all = new ArrayList<>();
        try {
            ring.poller().poll((slot, sequence, endOfBatch) -> all.add(slot.toString()));
        } catch (final Exception e) {
            throw new AssertionError(e);
        }
        return all;
    }

    /** The pipeline's, which the test keeps. */
    private final class Books implements Watermarks {
        @Override
        public long watermarkMs(final int seriesId) {
            return watermarks.getOrDefault(seriesId, NONE);
        }

        @Override
        public long frontierMs(final int seriesId) {
            return frontiers.getOrDefault(seriesId, watermarkMs(seriesId));
        }

        @Override
        public long oldestMissingMs(final int seriesId) {
            return oldestMissing.getOrDefault(seriesId, NONE);
        }
    }

    private final class Desk implements SubscriberDesk {
        @Override
        public void found(final HistoryRequest request, final Resolution resolution) {
            resolutions.add(resolution);
        }

        @Override
        public void carried(final Series series) {
            // Nobody watches here.
        }

        @Override
        public void dropped(final Series series) {
            // Nobody watches here.
        }

        @Override
        public void resolved(final SubscribeRequest request, final Resolution resolution) {
            resolutions.add(resolution);
        }

        @Override
        public void fetched(final FetchRequest request, final FetchAnswer answer) {
            throw new AssertionError("nobody fetches here");
        }

        @Override
        public void refused(final Series series, final String exchangeMessage) {
            refusals.add(series.symbol() + ": " + exchangeMessage);
        }

        @Override
        public void status(final Series series, final String state, final String reason, final long timeMs) {
            statuses.add(series.symbol() + " " + state);
        }

        @Override
        public void gap(final GapEvent event) {
            gaps.add(event);
        }
    }
}
