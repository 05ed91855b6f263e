package dev.wick.engine;

import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.engine.config.ConnectorConfig;
import dev.wick.engine.config.Threading;
import dev.wick.engine.cores.CoreSet;
import dev.wick.engine.cores.KernelView;
import dev.wick.engine.cores.PinPlan;
import dev.wick.engine.cores.Pinning;
import dev.wick.engine.door.Door;
import dev.wick.engine.door.DoorException;
import dev.wick.engine.door.DoorSettings;
import dev.wick.engine.door.TlsFiles;
import dev.wick.engine.egress.EgressAgent;
import dev.wick.engine.egress.EgressSettings;
import dev.wick.engine.egress.FeedLimits;
import dev.wick.engine.history.Histories;
import dev.wick.engine.history.LogReader;
import dev.wick.engine.journal.Journal;
import dev.wick.engine.journal.JournalException;
import dev.wick.engine.journal.JournalSettings;
import dev.wick.engine.ops.HopLatency;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.ops.MetricsLog;
import dev.wick.engine.pipeline.CandleCheck;
import dev.wick.engine.pipeline.ClosedQueue;
import dev.wick.engine.pipeline.Continuity;
import dev.wick.engine.pipeline.Dedup;
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
import dev.wick.engine.pipeline.VenueSkews;
import dev.wick.engine.pipeline.WakeUp;
import dev.wick.engine.supervisor.BreakerSettings;
import dev.wick.engine.supervisor.HealthSettings;
import dev.wick.engine.supervisor.HistorySettings;
import dev.wick.engine.supervisor.Redundancy;
import dev.wick.engine.supervisor.Supervisor;
import dev.wick.engine.supervisor.SupervisorParts;
import dev.wick.engine.supervisor.SupervisorSettings;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's parts, built in the order of a candle's way and joined; nothing runs yet.
 *
 * <p>Made by the launching thread; each part says for itself which thread runs it.
 */
final class Parts {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
    private static final long SYMBOL_LIST_MAX_AGE_MS = 3_600_000;
    /** Of each venue; its exchange's pool and rate limit hold as well. */
    private static final int BACKFILL_WORKERS = 8;

    private static final int CONFLATE_BEYOND_BYTES = 64 * 1024;
    /** Left to the kernel, several MB would hide for long that a subscriber is behind. */
    private static final int SEND_BUFFER_BYTES = 256 * 1024;

    final ConnectorConfig config;
    final Clocks clocks = Clocks.system();
    final Metrics metrics = new Metrics();
    final HopLatency latency = new HopLatency();
    final SeriesRegistry registry = new SeriesRegistry();
    final AdapterFactory adapters;
    final Door door;
    final WakeUp pipelineWakeUp = new WakeUp();
    final WakeUp egressWakeUp;
    final WakeUp supervisorWakeUp = new WakeUp();
    final ExecutorService restExecutor = Executors.newCachedThreadPool(Parts::restThread);
    final Pinning pinning;
    /** Null if it is off. */
    final Journal journal;

    final Ring ring;
    final LegIntake legIntake;
    final Histories histories;
    final VenueSkews skews = new VenueSkews();
    final SeriesStates states;
    final Supervisor supervisor;
    final ClosedQueue closedQueue;
    final OpenStack openStack;
    final PipelineAgent pipeline;
    final EgressAgent egress;

    Parts(final ConnectorConfig config) {
        this.config = config;
        pinning = new Pinning(
                new PinPlan(
                        CoreSet.of(config.cpu().pipeline()),
                        CoreSet.of(config.cpu().egress()),
                        CoreSet.of(config.cpu().legs())),
                new KernelView());
        door = openDoor();
        journal = config.journal().isOn() ? openJournal() : null;
        adapters = new AdapterFactory(config, registry, clocks);
        egressWakeUp = isShared() ? pipelineWakeUp : new WakeUp();
        latency.registerWith(metrics);
        final LateDesk desk = new LateDesk();
        ring = new Ring(config.pipeline().ringSize(), pipelineWakeUp);
        legIntake = new LegIntake(ring);
        histories = new Histories(config.history().candles(), DirectMemory.limitBytes() / 2);
        states = new SeriesStates(registry, metrics, histories, skews);
        supervisor = newSupervisor(desk);
        closedQueue = new ClosedQueue(config.pipeline().closedQueueCapacity(), between(pipelineWakeUp));
        openStack = new OpenStack(
                config.pipeline().openQueueCapacity(),
                metrics.counter(Metric.QUEUE_SUPERSEDED),
                metrics.counter(Metric.QUEUE_OVERFLOW_EVENTS));
        pipeline = newPipeline();
        egress = new EgressAgent(
                closedQueue,
                openStack,
                egressWakeUp,
                registry,
                supervisor,
                latency::record,
                histories,
                journal == null ? LogReader.NOTHING : journal,
                states,
                metrics,
                clocks.nano(),
                clocks.epochNano(),
                config.pipeline().futureLimitMs());
        desk.attach(egress);
        exportGauges();
    }

    /** What wakes the one of pipeline and egress for the other; on one thread nobody is to be woken by himself. */
    private WakeUp between(final WakeUp other) {
        return isShared() ? new WakeUp() : other;
    }

    private Door openDoor() {
        final ConnectorConfig.Door settings = config.door();
        try {
            return Door.of(new DoorSettings(
                    settings.tokensFile(),
                    settings.allowAnonymous(),
                    config.ops().allowAnonymous(),
                    settings.allowedOrigins(),
                    new TlsFiles(settings.tlsCertFile(), settings.tlsKeyFile(), settings.tlsClientCaFile())));
        } catch (final DoorException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private Journal openJournal() {
        final JournalSettings settings = new JournalSettings(
                Path.of(config.journal().folder()),
                config.journal().maxBytes(),
                config.history().candles());
        try {
            return Journal.open(settings, metrics, clocks.epoch());
        } catch (final JournalException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private Supervisor newSupervisor(final LateDesk desk) {
        final ConnectorConfig.Legs legs = config.legs();
        final SupervisorSettings settings = new SupervisorSettings(
                new Redundancy(legs.redundant(), legs.redundantByVenue()),
                legs.maxSeriesPerConnection(),
                legs.reconnectDelayMs(),
                legs.reconnectDelayMaxMs(),
                new BreakerSettings(
                        config.breaker().failureThreshold(),
                        config.breaker().recoveryTimeoutMs(),
                        config.breaker().halfOpenCalls()),
                config.feed().unsubscribeLingerMs(),
                SYMBOL_LIST_MAX_AGE_MS,
                BACKFILL_WORKERS,
                new HistorySettings(
                        config.history().candles(),
                        Math.min(config.history().bootstrap(), config.history().candles())),
                new HealthSettings(
                        legs.inactivityTimeoutMs(),
                        legs.closeGraceMs(),
                        legs.timerCloseAfterMs(),
                        legs.pingIntervalMs(),
                        legs.pingTimeoutMs()));
        final SupervisorParts parts = new SupervisorParts(
                supervisorWakeUp,
                clocks.epoch(),
                registry,
                new Publisher(ring),
                new BookedWatermarks(states),
                desk,
                restExecutor,
                new SplittableRandom(clocks.nano().nanoTime()),
                skews,
                legIntake,
                this::pinLeg);
        return new Supervisor(settings, parts, adapters::create, metrics);
    }

    private PipelineAgent newPipeline() {
        final ConnectorConfig.Pipeline settings = config.pipeline();
        final StageErrors errors = errors("pipeline");
        final Router router = new Router(
                closedQueue,
                openStack,
                between(egressWakeUp),
                metrics.counter(Metric.QUEUE_BLOCKING_EVENTS),
                new LatencyByVenue(metrics),
                clocks.nano());
        final Continuity continuity = new Continuity(states, supervisor, errors);
        final SeriesRestorer restorer = journal == null ? SeriesRestorer.NOTHING : journal;
        final PublishedLog log = journal == null ? PublishedLog.NOTHING : journal;
        final PipelineAgent.Stages stages = new PipelineAgent.Stages(
                states,
                new TakeUp(states, continuity, restorer, log, supervisor, errors),
                new CandleCheck(settings.futureLimitMs()),
                new Dedup(settings.dedupWindowMs(), settings.dedupMaxEntries()),
                continuity,
                log,
                router);
        return new PipelineAgent(ring, stages, clocks.epoch(), errors, PipelineAgent.DEFAULT_BATCH);
    }

    /** Takes what goes wrong on a thread or in a stage. */
    StageErrors errors(final String stage) {
        return new StageErrors(
                stage,
                metrics.counter(Metric.HANDLER_ERRORS, stage),
                (what, error) -> LOG.atError().setCause(error).log(what));
    }

    /** A connection is of more use on a wrong core than not at all. */
    private void pinLeg() {
        try {
            pinning.pin(pinning.plan().legs());
        } catch (final RuntimeException | LinkageError e) {
            LOG.atError()
                    .setCause(e)
                    .log(
                            "CONNECTOR_CPU_LEGS={}: a connection's thread could not be pinned; it goes on as it is",
                            pinning.plan().legs());
        }
    }

    /** How the feed is served. */
    EgressSettings egressSettings() {
        final ConnectorConfig.Limits limits = config.feed().limits();
        final int backlogBytes = (int) Math.min(limits.backlogBytes(), EgressSettings.Backlog.LARGEST_BYTES);
        return new EgressSettings(
                config.feed().host(),
                config.feed().port(),
                new FeedLimits(
                        limits.maxMessageBytes(),
                        limits.maxSymbols(),
                        limits.maxConnections(),
                        limits.maxConnectionsPerAddress(),
                        limits.maxSubscriptions(),
                        limits.messagesPerSecond(),
                        limits.historyPerSecond(),
                        limits.handshakeTimeoutMs(),
                        limits.subscribeTimeoutMs(),
                        limits.streamIdleTimeoutMs(),
                        limits.idleTimeoutMs(),
                        limits.pingIntervalMs(),
                        limits.pingTimeoutMs()),
                new EgressSettings.Backlog(
                        Math.min(CONFLATE_BEYOND_BYTES, backlogBytes / 2), backlogBytes, limits.backlogMessages()),
                SEND_BUFFER_BYTES);
    }

    private void exportGauges() {
        metrics.gauge(Metric.QUEUE_DEPTH_CLOSED, closedQueue::size);
        metrics.gauge(Metric.QUEUE_DEPTH_OPEN, openStack::size);
        metrics.gauge(Metric.TOKENS, door::tokenCount);
        metrics.gauge(Metric.DOOR_FILES_STALE, door::tokensStale, "tokens");
        metrics.gauge(Metric.DOOR_FILES_STALE, door::tlsStale, "tls");
        metrics.gauge(
                Metric.TLS_CERTIFICATE_EXPIRY,
                () -> door.certificateExpirySeconds(clocks.epoch().time()));
        metrics.gauge(Metric.RING_FULL_EVENTS, ring::fullEvents);
    }

    /**
     * What happens now and then.
     *
     * @param onTokensChanged hears, on the supervisor's thread, of other tokens
     */
    Housekeeping housekeeping(final Runnable onTokensChanged) {
        return new Housekeeping(
                new MetricsLog(metrics, latency, config.log().metricsIntervalMs()),
                door,
                onTokensChanged,
                clocks.epoch());
    }

    /** Whether pipeline and egress run on one thread. */
    boolean isShared() {
        return config.pipeline().threading().on(Runtime.getRuntime().availableProcessors()) == Threading.SHARED;
    }

    private static Thread restThread(final Runnable work) {
        final Thread thread = new Thread(work, "backfill");
        thread.setDaemon(true);
        return thread;
    }
}
