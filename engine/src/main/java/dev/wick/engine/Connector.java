package dev.wick.engine;

import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.config.ConnectorConfig;
import dev.wick.engine.config.LoadedConfig;
import dev.wick.engine.config.SeriesName;
import dev.wick.engine.config.Waiting;
import dev.wick.engine.cores.CoreSet;
import dev.wick.engine.cores.KernelView;
import dev.wick.engine.cores.PinPlan;
import dev.wick.engine.door.DoorException;
import dev.wick.engine.egress.FeedServer;
import dev.wick.engine.egress.FeedStartException;
import dev.wick.engine.ops.ErrorLog;
import dev.wick.engine.ops.HopLatency;
import dev.wick.engine.ops.Logging;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.ops.OpsServer;
import dev.wick.engine.ops.PrometheusExport;
import dev.wick.engine.pipeline.Duty;
import dev.wick.engine.pipeline.DutyThread;
import dev.wick.engine.pipeline.TwoAgents;
import dev.wick.engine.pipeline.WaitMode;
import dev.wick.engine.pipeline.WakeUp;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine: starts the {@link Parts}, and ends them in order.
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
    private static final long LOOK_AGAIN_NS = 1_000_000;

    private final ConnectorConfig config;
    private final Parts parts;
    private final List<DutyThread> threads = new ArrayList<>();
    private final List<String> threadNames = new ArrayList<>();
    private int spinning;
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
        parts = new Parts(config);
    }

    private void start(final LoadedConfig loaded) throws FeedStartException, InterruptedException {
        loaded.report(LOG);
        parts.metrics.gauge(
                Metric.CONFIG_UNKNOWN_KEYS, () -> loaded.unknownKeys().size());
        checkCores();
        feed = parts.egress.server(parts.egressSettings(), parts.door);
        startThreads();
        feed.startWithin(FEED_START_LIMIT_MS);
        startOps();
        for (final SeriesName name : config.feed().alwaysOn()) {
            parts.supervisor.wantAlways(name.venue(), name.symbol(), name.interval());
        }
        LOG.atInfo()
                .addKeyValue("feed", feedUri())
                .addKeyValue("ops", opsUri() == null ? "off" : opsUri())
                .addKeyValue("threading", parts.isShared() ? "shared" : "dedicated")
                .addKeyValue("threads", String.join(",", threadNames))
                .addKeyValue("cores", parts.pinning.plan().isEmpty() ? "any" : parts.pinning.effective())
                .log("Ready for subscribers");
        warnOfSpinning();
    }

    private void checkCores() {
        final List<String> problems = parts.pinning
                .plan()
                .problems(
                        new KernelView(),
                        new PinPlan.Threads(
                                parts.isShared(),
                                config.pipeline().pipelineWait() == Waiting.SPIN,
                                config.pipeline().egressWait() == Waiting.SPIN));
        if (!problems.isEmpty()) {
            throw new UserError(String.join(System.lineSeparator(), problems), null);
        }
    }

    private void startThreads() {
        final PinPlan cores = parts.pinning.plan();
        if (parts.journal != null) {
            run("journal", parts.journal.duty(), WaitMode.BLOCK, parts.journal.wakeUp(), CoreSet.NONE);
        }
        final WaitMode pipelineWait = waitMode(config.pipeline().pipelineWait());
        if (parts.isShared()) {
            final Duty both = new TwoAgents(parts.pipeline, parts.egress);
            runPipeline("wick", both, pipelineWait, cores.pipeline());
        } else {
            final WaitMode egressWait = waitMode(config.pipeline().egressWait());
            runPipeline("pipeline", parts.pipeline, pipelineWait, cores.pipeline());
            run("egress", parts.egress, egressWait, parts.egressWakeUp, cores.egress());
        }
        final Duty supervision = new TwoAgents(parts.supervisor, parts.housekeeping(feed::tokensChanged));
        run("supervisor", supervision, WaitMode.BLOCK, parts.supervisorWakeUp, CoreSet.NONE);
    }

    /** What is pinned runs on its cores alone; else legs may do a little of it where they are. */
    private void runPipeline(final String name, final Duty duty, final WaitMode mode, final CoreSet cores) {
        final DutyThread thread = new DutyThread(name, duty, mode, parts.pipelineWakeUp, parts.errors(name));
        if (cores.isEmpty()) {
            parts.legIntake.lendTo(thread.lending());
        }
        start(thread, name, mode, cores);
    }

    private void run(
            final String name, final Duty duty, final WaitMode mode, final WakeUp wakeUp, final CoreSet cores) {
        start(new DutyThread(name, duty, mode, wakeUp, parts.errors(name)), name, mode, cores);
    }

    private void start(final DutyThread thread, final String name, final WaitMode mode, final CoreSet cores) {
        final CompletableFuture<Void> pinned = new CompletableFuture<>();
        threads.add(thread.preparedBy(() -> pin(cores, pinned)).start());
        try {
            pinned.join();
        } catch (final CompletionException e) {
            throw new UserError(
                    "cannot pin to core " + cores + ": " + e.getCause().getMessage(), e);
        }
        threadNames.add(name + ":" + mode.name().toLowerCase(Locale.ROOT));
        spinning += mode == WaitMode.SPIN ? 1 : 0;
    }

    private void pin(final CoreSet cores, final CompletableFuture<Void> pinned) {
        try {
            parts.pinning.pin(cores);
            pinned.complete(null);
        } catch (final RuntimeException | LinkageError e) {
            pinned.completeExceptionally(e);
        }
    }

    private void warnOfSpinning() {
        final int cores = Runtime.getRuntime().availableProcessors();
        if (spinning > 0 && cores < spinning + 2) {
            LOG.warn(
                    "{} thread(s) spin on {} core(s): they will take the cores from the legs, which costs more than it"
                            + " brings; set CONNECTOR_WAIT_PIPELINE and CONNECTOR_WAIT_EGRESS to block",
                    spinning,
                    cores);
        }
    }

    private void startOps() {
        if (!config.ops().enabled()) {
            return;
        }
        try {
            ops = OpsServer.start(
                    config.ops().host(),
                    config.ops().port(),
                    parts.door,
                    PrometheusExport.of(parts.metrics),
                    parts.supervisor::health,
                    () -> shuttingDown,
                    parts.pinning::effective,
                    parts.clocks.epoch(),
                    parts.metrics,
                    new ErrorLog(parts.metrics));
        } catch (final IOException | DoorException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    /** Where subscribers connect. */
    public URI feedUri() {
        return URI.create((parts.door.tls() == null ? "ws://" : "wss://")
                + reachable(config.feed().host()) + ":" + feed.port());
    }

    private static String reachable(final String host) {
        return "0.0.0.0".equals(host) ? "127.0.0.1" : host;
    }

    /** Where health and metrics are, or null if they are off. */
    public URI opsUri() {
        return ops == null
                ? null
                : URI.create((parts.door.tls() == null ? "http://" : "https://")
                        + reachable(config.ops().host()) + ":" + ops.port());
    }

    /** An adapter for questions by REST, of the same share of the exchange's limits; the caller closes it. */
    ExchangeAdapter adapter(final Venue venue) {
        return parts.adapters.create(venue);
    }

    /** The symbols of a venue that the exchange has acknowledged and not taken back. Waits for the supervisor's thread. */
    Set<String> acknowledged(final Venue venue) {
        return parts.supervisor.acknowledged(venue).join();
    }

    /** All that is counted. */
    public Metrics metrics() {
        return parts.metrics;
    }

    /** Where the candles' time went. */
    public HopLatency latency() {
        return parts.latency;
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
        final long startNs = parts.clocks.nano().nanoTime();
        final long deadlineNs = startNs + TimeUnit.MILLISECONDS.toNanos(config.shutdownTimeoutMs());
        if (!threads.isEmpty()) {
            LOG.info("Shutting down");
            parts.supervisor.stop();
            await(parts.supervisor::isStopped, deadlineNs);
            await(parts.pipeline::isDrained, deadlineNs);
            closeSubscribers(deadlineNs);
        }
        parts.ring.stopWaiting();
        for (int i = threads.size() - 1; i >= 0; i--) {
            threads.get(i).close();
        }
        parts.restExecutor.shutdownNow();
        parts.adapters.close();
        stopFeed();
        if (ops != null) {
            ops.close();
        }
        closeJournal();
        LOG.atInfo()
                .addKeyValue(
                        "within_ms",
                        TimeUnit.NANOSECONDS.toMillis(parts.clocks.nano().nanoTime() - startNs))
                .addKeyValue("undelivered", parts.ring.abandoned() + parts.closedQueue.size())
                .log("Stopped");
    }

    /** A thread that did not end in time may still write to it, and it would be unmapped beneath its feet. */
    private void closeJournal() {
        if (parts.journal != null && threads.stream().noneMatch(DutyThread::isAlive)) {
            parts.journal.close();
        }
    }

    private void await(final BooleanSupplier condition, final long deadlineNs) {
        while (!condition.getAsBoolean() && parts.clocks.nano().nanoTime() < deadlineNs) {
            LockSupport.parkNanos(LOOK_AGAIN_NS);
        }
    }

    private void closeSubscribers(final long deadlineNs) {
        final long leftMs = Math.max(
                1,
                TimeUnit.NANOSECONDS.toMillis(deadlineNs - parts.clocks.nano().nanoTime()));
        try {
            final int cut = parts.egress
                    .shutdown(leftMs - leftMs / 10, "the engine is shutting down")
                    .get(leftMs, TimeUnit.MILLISECONDS);
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

    private static WaitMode waitMode(final Waiting waiting) {
        return switch (waiting) {
            case BLOCK -> WaitMode.BLOCK;
            case YIELD -> WaitMode.YIELD;
            case SPIN -> WaitMode.SPIN;
        };
    }
}
