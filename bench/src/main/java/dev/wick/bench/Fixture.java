package dev.wick.bench;

import dev.wick.adapters.binance.BinanceFrameParser;
import dev.wick.adapters.binance.BinanceMarket;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.history.Histories;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.pipeline.CandleCheck;
import dev.wick.engine.pipeline.ClosedQueue;
import dev.wick.engine.pipeline.Continuity;
import dev.wick.engine.pipeline.Dedup;
import dev.wick.engine.pipeline.GapListener;
import dev.wick.engine.pipeline.LatencyByVenue;
import dev.wick.engine.pipeline.LegIntake;
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
import dev.wick.engine.pipeline.TakeUpListener;
import dev.wick.engine.pipeline.WakeUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.agrona.concurrent.CachedEpochClock;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;

/**
 * The stages of the engine with its default sizes, around the series that a benchmark asks for. One thread, unless the wake-ups
 * are of threads of its own.
 */
public final class Fixture {
    /** The default of {@code ring.size}. */
    public static final int RING_SIZE = 16_384;

    static final int CLOSED_CAPACITY = 1_000;
    static final long DEDUP_WINDOW_MS = 120_000;
    static final int DEDUP_ENTRIES = 10_000;
    static final int HISTORY_CANDLES = 1_440;

    public final Venue venue = Exchange.BINANCE.venue("spot").orElseThrow();
    public final SeriesRegistry registry = new SeriesRegistry();
    public final Metrics metrics = new Metrics();
    /** What the pipeline takes for now, unless the fixture was given a clock. */
    final CachedEpochClock clock;

    public final Ring ring;
    public final Publisher publisher;
    /** Where a leg puts its candles. */
    public final LegIntake intake;

    public final ClosedQueue closed;
    public final OpenStack open =
            new OpenStack(0, metrics.counter(Metric.QUEUE_SUPERSEDED), metrics.counter(Metric.QUEUE_OVERFLOW_EVENTS));
    public final Histories histories;
    public final SeriesStates states;
    final Dedup dedup = new Dedup(DEDUP_WINDOW_MS, DEDUP_ENTRIES);
    final Router router;
    public final PipelineAgent pipeline;

    private final NanoClock nanoClock;

    /**
     * A fixture.
     *
     * @param symbols how many series there are
     * @param nanoClock what parser and router stamp candles with
     */
    Fixture(final int symbols, final NanoClock nanoClock) {
        this(symbols, nanoClock, recordedTime());
    }

    private Fixture(final int symbols, final NanoClock nanoClock, final CachedEpochClock clock) {
        this(symbols, HISTORY_CANDLES, nanoClock, clock, clock, new WakeUp(), new WakeUp());
    }

    /**
     * A fixture for threads of their own.
     *
     * @param symbols how many series there are
     * @param epochClock what the pipeline takes for now
     * @param pipelineWakeUp what the pipeline's thread parks on
     * @param egressWakeUp what the thread parks on that empties the queues
     */
    public Fixture(
            final int symbols,
            final NanoClock nanoClock,
            final EpochClock epochClock,
            final WakeUp pipelineWakeUp,
            final WakeUp egressWakeUp) {
        this(symbols, HISTORY_CANDLES, nanoClock, epochClock, pipelineWakeUp, egressWakeUp);
    }

    /**
     * The same for so many series that their histories have to be shorter.
     *
     * @param historyCandles how many closed candles of each series are kept
     */
    public Fixture(
            final int symbols,
            final int historyCandles,
            final NanoClock nanoClock,
            final EpochClock epochClock,
            final WakeUp pipelineWakeUp,
            final WakeUp egressWakeUp) {
        this(symbols, historyCandles, nanoClock, epochClock, null, pipelineWakeUp, egressWakeUp);
    }

    private Fixture(
            final int symbols,
            final int historyCandles,
            final NanoClock nanoClock,
            final EpochClock epochClock,
            final CachedEpochClock clock,
            final WakeUp pipelineWakeUp,
            final WakeUp egressWakeUp) {
        this.nanoClock = nanoClock;
        this.clock = clock;
        histories = new Histories(historyCandles);
        ring = new Ring(RING_SIZE, pipelineWakeUp);
        publisher = new Publisher(ring);
        intake = new LegIntake(ring);
        // On one thread nobody is to be woken by himself.
        final boolean isShared = pipelineWakeUp == egressWakeUp;
        closed = new ClosedQueue(CLOSED_CAPACITY, isShared ? new WakeUp() : pipelineWakeUp);
        states = new SeriesStates(registry, metrics, histories);
        for (int i = 0; i < symbols; i++) {
            registry.register(venue, symbol(i), Interval.M1);
        }
        router = new Router(
                closed,
                open,
                isShared ? new WakeUp() : egressWakeUp,
                metrics.counter(Metric.QUEUE_BLOCKING_EVENTS),
                new LatencyByVenue(metrics),
                nanoClock);
        // What goes wrong must end the benchmark, not go into its result.
        final StageErrors errors = new StageErrors("benchmark", new Counter(), (what, error) -> {
            throw new IllegalStateException(what, error);
        });
        final Continuity continuity = new Continuity(states, new NoGaps(), errors);
        pipeline = new PipelineAgent(
                ring,
                new PipelineAgent.Stages(
                        states,
                        new TakeUp(
                                states,
                                continuity,
                                SeriesRestorer.NOTHING,
                                PublishedLog.NOTHING,
                                TakeUpListener.NOBODY,
                                errors),
                        new CandleCheck(CandleCheck.DEFAULT_FUTURE_LIMIT_MS),
                        dedup,
                        continuity,
                        PublishedLog.NOTHING,
                        router),
                epochClock,
                errors,
                PipelineAgent.DEFAULT_BATCH);
    }

    private static CachedEpochClock recordedTime() {
        final CachedEpochClock time = new CachedEpochClock();
        time.update(KlineFrame.OPEN_TIME_MS);
        return time;
    }

    /** The symbol of a series by its id. */
    public static String symbol(final int seriesId) {
        return seriesId == 0 ? KlineFrame.SYMBOL : "X" + seriesId + "USDT";
    }

    /** A parser for the frames of all series. */
    FrameParser parser(final CandleSink sink) {
        return BinanceFrameParser.withoutConnection(
                BinanceMarket.SPOT, registry.table(venue), sink, new LegStats(), nanoClock);
    }

    /** The candle that the recorded frame holds, for a series of this fixture. */
    Candle candle(final int seriesId, final boolean isClosed) {
        final byte[] frame = new KlineFrame(symbol(seriesId), isClosed).bytes;
        final Candle candle = new Candle();
        parser(candle::copyFrom).onFrame(frame, 0, frame.length, nanoClock.nanoTime(), 1_633_998_523_963_000_000L);
        check(candle.seriesId == seriesId && candle.closed == isClosed, "the frame was not read");
        return candle;
    }

    /** Deletes a folder and all that is in it. */
    static void delete(final Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (final Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Ends a benchmark whose work is not done as it should be. */
    static void check(final boolean isRight, final String otherwise) {
        if (!isRight) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** There are none here: one would be an error of the benchmark. */
    private static final class NoGaps implements GapListener {
        @Override
        public void onGapOpened(final int seriesId, final long fromMs, final long toMs) {
            throw new IllegalStateException("gap in series " + seriesId + " from " + fromMs + " to " + toMs);
        }

        @Override
        public void onGapClosed(final int seriesId, final long watermarkMs, final long repaired, final long empty) {}

        @Override
        public void onProvisionalClose(final int seriesId, final long openTimeMs) {}

        @Override
        public void onProbed(final int seriesId, final boolean isNews) {}
    }
}
