package dev.wick.bench.hop;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Series;
import dev.wick.bench.Fixture;
import dev.wick.engine.door.Door;
import dev.wick.engine.door.DoorException;
import dev.wick.engine.door.DoorSettings;
import dev.wick.engine.egress.Demand;
import dev.wick.engine.egress.EgressAgent;
import dev.wick.engine.egress.FetchRequest;
import dev.wick.engine.egress.HistoryRequest;
import dev.wick.engine.egress.Resolution;
import dev.wick.engine.egress.SocketlessSubscriber;
import dev.wick.engine.egress.SubscribeRequest;
import dev.wick.engine.history.LogReader;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.pipeline.CandleCheck;
import dev.wick.engine.pipeline.Duty;
import dev.wick.engine.pipeline.DutyThread;
import dev.wick.engine.pipeline.StageErrors;
import dev.wick.engine.pipeline.TwoAgents;
import dev.wick.engine.pipeline.WaitMode;
import dev.wick.engine.pipeline.WakeUp;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.agrona.concurrent.SystemEpochClock;

/**
 * The engine's way, all of it as it ships: a leg's intake, ring, pipeline with every stage, queues, egress, their threads and waits. What
 * the egress' own stamps say is what counts: the moment at which it took a candle from its queue. Then, outside of what is counted,
 * it encodes the candle for one subscriber to all series, who has no socket and looks at every byte.
 */
final class WickWay implements Way {
    /** Of each series; 10,000 of them take 80 MB outside of the heap. */
    private static final int HISTORY_CANDLES = 64;

    private final Arrivals arrivals = new Arrivals();
    private final NumberedCandles candles;
    private final NanoClock clock;
    private final Fixture fixture;
    private final EgressAgent egress;
    private final FrameCheck check;
    private final Counter superseded;
    private final List<DutyThread> threads = new ArrayList<>();
    private final ThreadCosts costs = new ThreadCosts();

    /**
     * Starts it.
     *
     * @param candles what will be sent
     * @param isShared whether pipeline and egress share a thread
     */
    WickWay(final NumberedCandles candles, final WaitMode mode, final boolean isShared, final NanoClock clock)
            throws DoorException {
        this.candles = candles;
        this.clock = clock;
        final WakeUp pipelineWakeUp = new WakeUp();
        final WakeUp egressWakeUp = isShared ? pipelineWakeUp : new WakeUp();
        fixture = new Fixture(
                candles.series(), HISTORY_CANDLES, clock, SystemEpochClock.INSTANCE, pipelineWakeUp, egressWakeUp);
        superseded = fixture.metrics.counter(Metric.QUEUE_SUPERSEDED);
        check = new FrameCheck(candles, fixture.registry, arrivals);
        egress = new EgressAgent(
                fixture.closed,
                fixture.open,
                egressWakeUp,
                fixture.registry,
                new Listed(),
                (readNs, parsedNs, routedNs, egressNs, handedNs) -> arrivals.arrived(readNs, parsedNs, egressNs),
                fixture.histories,
                LogReader.NOTHING,
                fixture.states,
                fixture.metrics,
                clock,
                new OffsetEpochNanoClock(),
                CandleCheck.DEFAULT_FUTURE_LIMIT_MS);
        final List<Series> all = series();
        SocketlessSubscriber.join(egress, all, new Looking(), Door.of(DoorSettings.defaults()), clock);
        if (isShared) {
            fixture.intake.lendTo(run("wick", new TwoAgents(fixture.pipeline, egress), mode, pipelineWakeUp));
        } else {
            fixture.intake.lendTo(run("pipeline", fixture.pipeline, mode, pipelineWakeUp));
            run("egress", egress, mode, egressWakeUp);
        }
    }

    private List<Series> series() {
        return IntStream.range(0, candles.series())
                .mapToObj(fixture.registry::byId)
                .toList();
    }

    private DutyThread run(final String name, final Duty duty, final WaitMode mode, final WakeUp wakeUp) {
        final StageErrors errors = new StageErrors(
                name,
                fixture.metrics.counter(Metric.HANDLER_ERRORS, name),
                (what, error) -> arrivals.fault(what + ": " + error));
        final DutyThread thread = new DutyThread(name, duty, mode, wakeUp, errors).preparedBy(costs::addThisThread);
        threads.add(name.equals("egress") ? thread : thread.lending());
        return thread.start();
    }

    @Override
    public void send(final long number, final long plannedNs) {
        final Candle candle = candles.next(number);
        candle.readNs = plannedNs;
        candle.parsedNs = clock.nanoTime();
        fixture.intake.onCandle(candle);
        fixture.intake.onReadEnd();
    }

    @Override
    public Arrivals arrivals() {
        return arrivals;
    }

    @Override
    public long leftOut() {
        return superseded.get();
    }

    /** What the threads of pipeline and egress have used. */
    ThreadCosts costs() {
        return costs;
    }

    @Override
    public void close() {
        fixture.ring.stopWaiting();
        threads.forEach(DutyThread::close);
        if (check.quotes() != arrivals.count()) {
            arrivals.fault(check.quotes() + " right quotes of " + arrivals.count() + " candles");
        }
    }

    /** The subscriber's end. The egress thread. */
    private final class Looking implements WritableByteChannel {
        @Override
        public int write(final ByteBuffer frames) {
            final int length = frames.remaining();
            check.look(frames, frames.position(), frames.limit());
            frames.position(frames.limit());
            return length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // Takes all, for ever.
        }
    }

    /** Knows every series, and nothing of the past. */
    private final class Listed implements Demand {
        @Override
        public void resolve(final SubscribeRequest request) {
            egress.resolved(request, new Resolution(series(), List.of(), null, null));
        }

        @Override
        public void find(final HistoryRequest request) {
            throw new UnsupportedOperationException("nobody asks for history");
        }

        @Override
        public void want(final int seriesId) {}

        @Override
        public void release(final int seriesId) {}

        @Override
        public void fetch(final FetchRequest request) {
            throw new UnsupportedOperationException("nobody asks for the past");
        }
    }
}
