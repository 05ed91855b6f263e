package dev.wick.bench.load;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.bench.Fixture;
import dev.wick.engine.config.Threading;
import dev.wick.engine.door.Door;
import dev.wick.engine.door.DoorException;
import dev.wick.engine.door.DoorSettings;
import dev.wick.engine.egress.Demand;
import dev.wick.engine.egress.EgressAgent;
import dev.wick.engine.egress.EgressSettings;
import dev.wick.engine.egress.FeedLimits;
import dev.wick.engine.egress.FeedServer;
import dev.wick.engine.egress.FeedStartException;
import dev.wick.engine.egress.FetchAnswer;
import dev.wick.engine.egress.FetchRequest;
import dev.wick.engine.egress.HistoryRequest;
import dev.wick.engine.egress.Resolution;
import dev.wick.engine.egress.SubscribeRequest;
import dev.wick.engine.history.LogReader;
import dev.wick.engine.ops.HopLatency;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.pipeline.Duty;
import dev.wick.engine.pipeline.DutyThread;
import dev.wick.engine.pipeline.StageErrors;
import dev.wick.engine.pipeline.TwoAgents;
import dev.wick.engine.pipeline.WaitMode;
import dev.wick.engine.pipeline.WakeUp;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.agrona.concurrent.SystemEpochClock;

/**
 * The engine from the ring to the sockets, with the sizes, threads and waits of the real one, on a free port of loopback. Instead
 * of a supervisor it has the list of its series. Started and closed by one thread.
 */
final class EngineUnderLoad implements AutoCloseable {
    /** As the engine sets it. */
    static final int SEND_BUFFER_BYTES = 256 * 1024;

    private static final long START_LIMIT_MS = 10_000;

    private final Fixture fixture;
    private final EgressAgent egress;
    private final FeedServer server;
    private final List<DutyThread> threads = new ArrayList<>();
    private final boolean isShared;

    /**
     * Starts it.
     *
     * @param series how many it has; their ids begin with 1
     */
    EngineUnderLoad(
            final int series, final EgressSettings.Backlog backlog, final Threading threading, final NanoClock clock)
            throws FeedStartException, InterruptedException {
        isShared = threading.on(Runtime.getRuntime().availableProcessors()) == Threading.SHARED;
        final WakeUp pipelineWakeUp = new WakeUp();
        final WakeUp egressWakeUp = isShared ? pipelineWakeUp : new WakeUp();
        fixture = new Fixture(series + 1, clock, SystemEpochClock.INSTANCE, pipelineWakeUp, egressWakeUp);
        final HopLatency latency = new HopLatency();
        egress = new EgressAgent(
                fixture.closed,
                fixture.open,
                egressWakeUp,
                fixture.registry,
                new Listed(),
                latency::record,
                fixture.histories,
                LogReader.NOTHING,
                fixture.states,
                fixture.metrics,
                clock,
                new OffsetEpochNanoClock(),
                Market.BAR_MS);
        server = egress.server(
                new EgressSettings("127.0.0.1", 0, FeedLimits.defaults(), backlog, SEND_BUFFER_BYTES), openDoor());
        if (isShared) {
            fixture.intake.lendTo(run("wick", new TwoAgents(fixture.pipeline, egress), pipelineWakeUp));
        } else {
            fixture.intake.lendTo(run("pipeline", fixture.pipeline, pipelineWakeUp));
            run("egress", egress, egressWakeUp);
        }
        server.startWithin(START_LIMIT_MS);
    }

    private static Door openDoor() throws FeedStartException {
        try {
            return Door.of(DoorSettings.defaults());
        } catch (final DoorException e) {
            throw new FeedStartException(e.getMessage(), e);
        }
    }

    private DutyThread run(final String name, final Duty duty, final WakeUp wakeUp) {
        final StageErrors errors = new StageErrors(
                name, fixture.metrics.counter(Metric.HANDLER_ERRORS, name), (what, error) -> error.printStackTrace());
        final DutyThread thread = new DutyThread(name, duty, WaitMode.BLOCK, wakeUp, errors);
        threads.add(name.equals("egress") ? thread : thread.lending());
        return thread.start();
    }

    /** Where subscribers connect. */
    int port() {
        return server.port();
    }

    /** What takes candles into the ring. */
    CandleSink intake() {
        return fixture.intake;
    }

    /** All that is counted. */
    Metrics metrics() {
        return fixture.metrics;
    }

    /** The thread that writes to the subscribers' sockets, which is also the pipeline's if both share one. */
    String egressThread() {
        return isShared ? "wick" : "egress";
    }

    /** Whether pipeline and egress share a thread. */
    boolean isShared() {
        return isShared;
    }

    /** How often a full ring, or a full closed queue, has made somebody wait. */
    long waits() {
        return fixture.ring.fullEvents() + (long) fixture.metrics.value(Metric.QUEUE_BLOCKING_EVENTS);
    }

    /** Whether all that was published has left the queues. */
    boolean isDrained() {
        return fixture.pipeline.isDrained() && fixture.closed.size() == 0 && fixture.open.isEmpty();
    }

    @Override
    public void close() {
        fixture.ring.stopWaiting();
        threads.forEach(DutyThread::close);
        try {
            server.stopNow();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Knows every series of the fixture, and nothing of the past. The egress thread. */
    private final class Listed implements Demand {
        @Override
        public void resolve(final SubscribeRequest request) {
            final List<Series> accepted = new ArrayList<>();
            for (final String symbol : request.symbols()) {
                accepted.add(fixture.registry.register(fixture.venue, symbol, Interval.M1));
            }
            egress.resolved(request, new Resolution(accepted, List.of(), null, null));
        }

        @Override
        public void find(final HistoryRequest request) {
            throw new UnsupportedOperationException("no subscriber of a load asks for history");
        }

        @Override
        public void want(final int seriesId) {}

        @Override
        public void release(final int seriesId) {}

        @Override
        public void fetch(final FetchRequest request) {
            egress.fetched(request, FetchAnswer.of(List.of(), Candle.NONE));
        }
    }
}
