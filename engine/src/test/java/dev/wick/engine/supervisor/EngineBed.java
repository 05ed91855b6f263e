package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.engine.egress.FetchAnswer;
import dev.wick.engine.egress.FetchRequest;
import dev.wick.engine.egress.GapEvent;
import dev.wick.engine.egress.HistoryRequest;
import dev.wick.engine.egress.Resolution;
import dev.wick.engine.egress.SubscribeRequest;
import dev.wick.engine.history.Histories;
import dev.wick.engine.history.SeriesHistory;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.pipeline.CandleCheck;
import dev.wick.engine.pipeline.ClosedQueue;
import dev.wick.engine.pipeline.Continuity;
import dev.wick.engine.pipeline.Dedup;
import dev.wick.engine.pipeline.OpenStack;
import dev.wick.engine.pipeline.PipelineAgent;
import dev.wick.engine.pipeline.PublishedLog;
import dev.wick.engine.pipeline.Publisher;
import dev.wick.engine.pipeline.Ring;
import dev.wick.engine.pipeline.Router;
import dev.wick.engine.pipeline.SeriesRestorer;
import dev.wick.engine.pipeline.SeriesStates;
import dev.wick.engine.pipeline.StageErrors;
import dev.wick.engine.pipeline.TakeUp;
import dev.wick.engine.pipeline.WakeUp;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.CachedEpochClock;

/** Supervisor and pipeline together on one virtual clock, over a venue that a test plays. */
final class EngineBed {
    static final long START_MS = HealthBed.START_MS;
    static final long MINUTE_MS = HealthBed.MINUTE_MS;
    static final long GRACE_MS = 5_000;
    static final long TIMER_MS = 30_000;
    static final int CANDLES = 100;

    final CachedEpochClock clock = new CachedEpochClock();
    final Metrics metrics = new Metrics();
    final SeriesRegistry registry = new SeriesRegistry();
    final FakeVenue venue = new FakeVenue();
    final Histories histories = new Histories(CANDLES);
    final SeriesStates states = new SeriesStates(registry, metrics, histories);
    final List<String> errors = new ArrayList<>();
    final Supervisor supervisor;
    private final ClosedQueue closed = new ClosedQueue(1_000);
    private final Candle read = new Candle();
    private final PipelineAgent pipeline;

    EngineBed(final int bootstrap) {
        this(bootstrap, SeriesRestorer.NOTHING);
    }

    EngineBed(final int bootstrap, final SeriesRestorer restorer) {
        clock.update(START_MS);
        venue.serverMs = clock::time;
        final Ring ring = new Ring(1 << 12, new WakeUp());
        final SupervisorParts parts = new SupervisorParts(
                new WakeUp(),
                clock,
                registry,
                new Publisher(ring),
                states::watermarkMs,
                new DeafDesk(),
                Runnable::run,
                new SplittableRandom(1));
        supervisor = new Supervisor(
                new SupervisorSettings(
                        Redundancy.ofAll(1),
                        50,
                        1_000,
                        30_000,
                        new BreakerSettings(5, 30_000, 1),
                        30_000,
                        3_600_000,
                        4,
                        new HistorySettings(CANDLES, bootstrap),
                        new HealthSettings(3_000, GRACE_MS, TIMER_MS, 0, 0)),
                parts,
                v -> venue,
                metrics);
        final StageErrors stageErrors =
                new StageErrors("pipeline", new Counter(), (what, error) -> errors.add(what + ": " + error));
        final Continuity continuity = new Continuity(states, supervisor, stageErrors);
        pipeline = new PipelineAgent(
                ring,
                new PipelineAgent.Stages(
                        states,
                        new TakeUp(states, continuity, restorer, PublishedLog.NOTHING, supervisor, stageErrors),
                        new CandleCheck(CandleCheck.DEFAULT_FUTURE_LIMIT_MS),
                        new Dedup(120_000, 1_000),
                        continuity,
                        PublishedLog.NOTHING,
                        new Router(
                                closed,
                                new OpenStack(0, new Counter(), new Counter()),
                                new WakeUp(),
                                new Counter(),
                                (v, ns) -> {},
                                () -> 0)),
                clock,
                stageErrors,
                PipelineAgent.DEFAULT_BATCH);
    }

    static long minute(final int number) {
        return START_MS + number * MINUTE_MS;
    }

    Series series(final String symbol) {
        return registry.register(FakeVenue.VENUE, symbol, Interval.M1);
    }

    Series want(final String symbol) {
        final Series series = series(symbol);
        supervisor.want(series.id());
        step();
        return series;
    }

    void open() {
        venue.last().open();
        step();
        venue.last().acknowledgeAll();
        step();
    }

    /** Wanted, connected and acknowledged. */
    Series live(final String symbol) {
        final Series series = want(symbol);
        open();
        return series;
    }

    /** A candle of the stream. */
    void deliver(final Candle candle) {
        candle.receivedTimeNs = clock.time() * 1_000_000;
        venue.last().sink.onCandle(candle);
        step();
    }

    /** Lets time pass in steps of a tenth of a second. */
    void pass(final long ms) {
        for (long passed = 0; passed < ms; passed += 100) {
            clock.advance(Math.min(100, ms - passed));
            step();
        }
    }

    void step() {
        try {
            for (int i = 0; i < 2; i++) {
                supervisor.doWork();
                while (pipeline.hasWork()) {
                    pipeline.doWork();
                }
            }
        } catch (final Exception e) {
            throw new AssertionError(e);
        }
    }

    SeriesHistory history(final Series series) {
        return histories.of(series.id());
    }

    /** What the closed queue holds, as {@code minute:price/revision finality}. */
    List<String> published() {
        final List<String> all = new ArrayList<>();
        for (Candle candle = closed.poll(); candle != null; candle = closed.poll()) {
            all.add(text(candle));
            closed.release(candle);
        }
        return all;
    }

    /** What the history holds, likewise. */
    List<String> remembered(final Series series) {
        final List<String> all = new ArrayList<>();
        final SeriesHistory history = history(series);
        for (long at = history.begin(); at < history.end(); at++) {
            if (!history.read(at, read)) {
                throw new AssertionError("no entry at " + at);
            }
            all.add(text(read));
        }
        return all;
    }

    private static String text(final Candle candle) {
        return (candle.openTimeMs - START_MS) / MINUTE_MS + ":" + candle.close
                + (candle.revision == 0 ? "" : "/" + candle.revision) + " " + candle.finality.text();
    }

    /** Nobody listens. */
    private static final class DeafDesk implements SubscriberDesk {
        @Override
        public void found(final HistoryRequest request, final Resolution resolution) {}

        @Override
        public void carried(final Series series) {}

        @Override
        public void dropped(final Series series) {}

        @Override
        public void resolved(final SubscribeRequest request, final Resolution resolution) {}

        @Override
        public void refused(final Series series, final String exchangeMessage) {}

        @Override
        public void fetched(final FetchRequest request, final FetchAnswer answer) {}

        @Override
        public void gap(final GapEvent event) {}

        @Override
        public void status(final Series series, final String state, final String reason, final long timeMs) {}
    }
}
