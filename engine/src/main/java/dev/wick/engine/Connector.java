package dev.wick.engine;

import dev.wick.adapters.Adapters;
import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.config.ConnectorConfig;
import dev.wick.engine.config.LoadedConfig;
import dev.wick.engine.config.SeriesName;
import dev.wick.engine.config.Threading;
import dev.wick.engine.config.Waiting;
import dev.wick.engine.egress.EgressAgent;
import dev.wick.engine.egress.EgressSettings;
import dev.wick.engine.egress.FeedServer;
import dev.wick.engine.egress.FeedStartException;
import dev.wick.engine.ops.ErrorLog;
import dev.wick.engine.ops.HopLatency;
import dev.wick.engine.ops.Logging;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.ops.MetricsLog;
import dev.wick.engine.ops.OpsServer;
import dev.wick.engine.ops.PrometheusExport;
import dev.wick.engine.pipeline.CandleCheck;
import dev.wick.engine.pipeline.ClosedQueue;
import dev.wick.engine.pipeline.Continuity;
import dev.wick.engine.pipeline.Dedup;
import dev.wick.engine.pipeline.Duty;
import dev.wick.engine.pipeline.DutyThread;
import dev.wick.engine.pipeline.LatencyByVenue;
import dev.wick.engine.pipeline.OpenStack;
import dev.wick.engine.pipeline.PipelineAgent;
import dev.wick.engine.pipeline.Publisher;
import dev.wick.engine.pipeline.Ring;
import dev.wick.engine.pipeline.Router;
import dev.wick.engine.pipeline.SeriesStates;
import dev.wick.engine.pipeline.StageErrors;
import dev.wick.engine.pipeline.TwoAgents;
import dev.wick.engine.pipeline.WaitMode;
import dev.wick.engine.pipeline.WakeUp;
import dev.wick.engine.supervisor.Supervisor;
import dev.wick.engine.supervisor.SupervisorParts;
import dev.wick.engine.supervisor.SupervisorSettings;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine, put together by hand in the order of a candle's way, and taken apart in the reverse.
 *
 * <pre>
 *   legs ──► ring ──► pipeline ──► closed queue, open stack ──► egress ──► feed server
 *     ▲                  │ gaps                                   │ demand
 *     └─── supervisor ◄──┴────────────────────────────────────────┘
 * </pre>
 *
 * <p>Launched and closed by one thread; the questions are for any.
 */
public final class Connector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);
    private static final long FEED_START_LIMIT_MS = 10_000;
    private static final long SYMBOL_LIST_MAX_AGE_MS = 3_600_000;
    private static final int BACKFILL_WORKERS = 8;
    private static final int MAX_SUBSCRIBERS = 10_000;
    private static final int CONFLATE_BEYOND_BYTES = 64 * 1024;
    /** Left to the kernel, several MB would hide for long that a subscriber is behind. */
    private static final int SEND_BUFFER_BYTES = 256 * 1024;

    private static final long LOOK_AGAIN_NS = 1_000_000;

    private final ConnectorConfig config;
    private final Clocks clocks = Clocks.system();
    private final Metrics metrics = new Metrics();
    private final HopLatency latency = new HopLatency();
    private final SeriesRegistry registry = new SeriesRegistry();
    private final WakeUp pipelineWakeUp = new WakeUp();
    private final WakeUp egressWakeUp = new WakeUp();
    private final WakeUp supervisorWakeUp = new WakeUp();
    private final ExecutorService restExecutor = Executors.newFixedThreadPool(BACKFILL_WORKERS, Connector::restThread);
    private final Ring ring;
    private final SeriesStates states;
    private final Supervisor supervisor;
    private final PipelineAgent pipeline;
    private final ClosedQueue closedQueue;
    private final OpenStack openStack;
    private final EgressAgent egress;
    private final List<DutyThread> threads = new ArrayList<>();
    private final ErrorLog errorLog = new ErrorLog(metrics);
    private FeedServer feed;
    private OpsServer ops;
    private volatile boolean shuttingDown;
    private boolean closed;

    /** Starts an engine. Throws {@link UserError}, with what to mend, if a port is taken. */
    public static Connector launch(final LoadedConfig loaded) {
        Logging.configure(
                loaded.config().log().level(),
                loaded.config().log().wssLevel(),
                loaded.config().log().format());
        final Connector connector = new Connector(loaded.config());
        try {
            connector.start(loaded);
            return connector;
        } catch (final FeedStartException e) {
            connector.close();
            throw new UserError(e.getMessage(), e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            connector.close();
            throw new UserError("interrupted while starting", e);
        } catch (final RuntimeException e) {
            connector.close();
            throw e;
        }
    }

    private Connector(final ConnectorConfig config) {
        this.config = config;
        latency.registerWith(metrics);
        final LateDesk desk = new LateDesk();
        ring = new Ring(config.pipeline().ringSize(), pipelineWakeUp);
        states = new SeriesStates(registry, metrics);
        supervisor = newSupervisor(desk);
        closedQueue = new ClosedQueue(config.pipeline().closedQueueCapacity(), pipelineWakeUp);
        openStack = new OpenStack(
                config.pipeline().openQueueCapacity(),
                metrics.counter(Metric.QUEUE_SUPERSEDED),
                metrics.counter(Metric.QUEUE_OVERFLOW_EVENTS));
        pipeline = newPipeline();
        egress = new EgressAgent(
                closedQueue,
                openStack,
                isShared() ? pipelineWakeUp : egressWakeUp,
                registry,
                supervisor,
                latency::record,
                metrics,
                clocks.nano(),
                clocks.epochNano());
        desk.attach(egress);
    }

    private Supervisor newSupervisor(final LateDesk desk) {
        final ConnectorConfig.Legs legs = config.legs();
        final SupervisorSettings settings = new SupervisorSettings(
                legs.maxSeriesPerConnection(),
                legs.reconnectDelayMs(),
                config.feed().unsubscribeLingerMs(),
                SYMBOL_LIST_MAX_AGE_MS,
                BACKFILL_WORKERS);
        final SupervisorParts parts = new SupervisorParts(
                supervisorWakeUp,
                clocks.epoch(),
                registry,
                new Publisher(ring),
                states::watermarkMs,
                desk,
                restExecutor,
                new SplittableRandom(clocks.nano().nanoTime()));
        return new Supervisor(settings, parts, this::adapter, metrics);
    }

    private ExchangeAdapter adapter(final Venue venue) {
        final ConnectorConfig.Endpoint endpoint = config.endpoint(venue);
        final ConnectorConfig.Legs legs = config.legs();
        return Adapters.create(
                venue,
                new AdapterContext(
                        endpoint.wsUrl(),
                        endpoint.restUrl(),
                        legs.connectTimeoutMs(),
                        legs.ackTimeoutMs(),
                        legs.noDataTimeoutMs(),
                        config.rest().timeoutMs(),
                        config.rest().maxInFlight(),
                        legs.maxFrameBytes(),
                        registry,
                        clocks.epoch(),
                        clocks.nano(),
                        clocks.epochNano()));
    }

    private PipelineAgent newPipeline() {
        final ConnectorConfig.Pipeline settings = config.pipeline();
        final StageErrors errors = errors("pipeline");
        final Router router = new Router(
                closedQueue,
                openStack,
                isShared() ? pipelineWakeUp : egressWakeUp,
                metrics.counter(Metric.QUEUE_BLOCKING_EVENTS),
                new LatencyByVenue(metrics),
                clocks.nano());
        final PipelineAgent.Stages stages = new PipelineAgent.Stages(
                states,
                new CandleCheck(settings.futureLimitMs()),
                new Dedup(settings.dedupWindowMs(), settings.dedupMaxEntries()),
                new Continuity(states, supervisor, errors),
                router);
        return new PipelineAgent(ring, stages, clocks.epoch(), errors, PipelineAgent.DEFAULT_BATCH);
    }

    private StageErrors errors(final String stage) {
        return new StageErrors(
                stage,
                metrics.counter(Metric.HANDLER_ERRORS, stage),
                (what, error) -> LOG.atError().setCause(error).log(what));
    }

    private void start(final LoadedConfig loaded) throws FeedStartException, InterruptedException {
        loaded.report(LOG);
        exportGauges(loaded.unknownKeys().size());
        feed = egress.server(egressSettings());
        final WaitMode pipelineWait = waitMode(config.pipeline().pipelineWait());
        if (isShared()) {
            run("wick", new TwoAgents(pipeline, egress), pipelineWait, pipelineWakeUp);
        } else {
            run("pipeline", pipeline, pipelineWait, pipelineWakeUp);
            run("egress", egress, waitMode(config.pipeline().egressWait()), egressWakeUp);
        }
        run("supervisor", new TwoAgents(supervisor, housekeeping()), WaitMode.BLOCK, supervisorWakeUp);
        feed.startWithin(FEED_START_LIMIT_MS);
        startOps();
        for (final SeriesName name : config.feed().alwaysOn()) {
            supervisor.wantAlways(registry.register(name.venue(), name.symbol(), name.interval()));
        }
        LOG.atInfo()
                .addKeyValue("feed", feedUri())
                .addKeyValue("threading", isShared() ? "shared" : "dedicated")
                .addKeyValue("wait", config.pipeline().pipelineWait())
                .log("Ready for subscribers");
    }

    private void run(final String name, final Duty duty, final WaitMode mode, final WakeUp wakeUp) {
        threads.add(new DutyThread(name, duty, mode, wakeUp, errors(name)).start());
    }

    private Housekeeping housekeeping() {
        return new Housekeeping(new MetricsLog(metrics, latency, config.log().metricsIntervalMs()), clocks.epoch());
    }

    private void startOps() {
        if (!config.ops().enabled()) {
            return;
        }
        try {
            ops = OpsServer.start(
                    config.ops().host(),
                    config.ops().port(),
                    PrometheusExport.of(metrics),
                    supervisor::health,
                    () -> shuttingDown,
                    clocks.epoch(),
                    errorLog);
        } catch (final IOException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private EgressSettings egressSettings() {
        final ConnectorConfig.Feed settings = config.feed();
        final int backlogBytes = (int) Math.min(settings.backlogBytes(), EgressSettings.MAX_BACKLOG_BYTES);
        return new EgressSettings(
                settings.host(),
                settings.port(),
                settings.maxMessageBytes(),
                settings.maxSymbols(),
                MAX_SUBSCRIBERS,
                settings.subscribeTimeoutMs(),
                settings.idleTimeoutMs(),
                Math.min(CONFLATE_BEYOND_BYTES, backlogBytes / 2),
                backlogBytes,
                SEND_BUFFER_BYTES);
    }

    private void exportGauges(final int unknownKeys) {
        metrics.gauge(Metric.QUEUE_DEPTH_CLOSED, closedQueue::size);
        metrics.gauge(Metric.QUEUE_DEPTH_OPEN, openStack::size);
        metrics.gauge(Metric.RING_FULL_EVENTS, ring::fullEvents);
        metrics.gauge(Metric.GAP_CANDLES_MISSING, states::missing);
        metrics.gauge(Metric.CONFIG_UNKNOWN_KEYS, () -> unknownKeys);
    }

    /** Where subscribers connect. */
    public URI feedUri() {
        return URI.create("ws://" + reachable(config.feed().host()) + ":" + feed.port());
    }

    private static String reachable(final String host) {
        return "0.0.0.0".equals(host) ? "127.0.0.1" : host;
    }

    /** Where health and metrics are, or null if they are off. */
    public URI opsUri() {
        return ops == null
                ? null
                : URI.create("http://" + reachable(config.ops().host()) + ":" + ops.port());
    }

    /** All that is counted. */
    public Metrics metrics() {
        return metrics;
    }

    /** Where the candles' time went. */
    public HopLatency latency() {
        return latency;
    }

    /**
     * Ends in order, within {@code CONNECTOR_SHUTDOWN_TIMEOUT}: not ready, legs closed, ring and queues drained, subscribers
     * told and closed, threads ended.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        shuttingDown = true;
        final long startNs = clocks.nano().nanoTime();
        final long deadlineNs = startNs + TimeUnit.MILLISECONDS.toNanos(config.shutdownTimeoutMs());
        if (!threads.isEmpty()) {
            LOG.info("Shutting down");
            supervisor.stop();
            await(supervisor::isStopped, deadlineNs);
            await(pipeline::isDrained, deadlineNs);
            closeSubscribers(deadlineNs);
        }
        ring.stopWaiting();
        for (int i = threads.size() - 1; i >= 0; i--) {
            threads.get(i).close();
        }
        restExecutor.shutdownNow();
        stopFeed();
        if (ops != null) {
            ops.close();
        }
        LOG.atInfo()
                .addKeyValue(
                        "within_ms", TimeUnit.NANOSECONDS.toMillis(clocks.nano().nanoTime() - startNs))
                .addKeyValue("undelivered", ring.abandoned() + closedQueue.size())
                .log("Stopped");
    }

    private void await(final BooleanSupplier condition, final long deadlineNs) {
        while (!condition.getAsBoolean() && clocks.nano().nanoTime() < deadlineNs) {
            LockSupport.parkNanos(LOOK_AGAIN_NS);
        }
    }

    private void closeSubscribers(final long deadlineNs) {
        final long leftMs = Math.max(
                1, TimeUnit.NANOSECONDS.toMillis(deadlineNs - clocks.nano().nanoTime()));
        try {
            final int cut =
                    egress.shutdown(leftMs, "the engine is shutting down").get(leftMs + 1_000, TimeUnit.MILLISECONDS);
            if (cut > 0) {
                LOG.warn("{} subscriber(s) did not read in time and were cut off", cut);
            }
        } catch (final TimeoutException | ExecutionException e) {
            LOG.warn("The subscribers could not be closed in time: {}", e.toString());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopFeed() {
        if (feed != null) {
            try {
                feed.stopNow();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isShared() {
        return config.pipeline().threading().on(Runtime.getRuntime().availableProcessors()) == Threading.SHARED;
    }

    private static WaitMode waitMode(final Waiting waiting) {
        return switch (waiting) {
            case BLOCK -> WaitMode.BLOCK;
            case YIELD -> WaitMode.YIELD;
            case SPIN -> WaitMode.SPIN;
        };
    }

    private static Thread restThread(final Runnable work) {
        final Thread thread = new Thread(work, "backfill");
        thread.setDaemon(true);
        return thread;
    }
}
