package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.egress.Demand;
import dev.wick.engine.egress.FetchRequest;
import dev.wick.engine.egress.GapEvent;
import dev.wick.engine.egress.HistoryRequest;
import dev.wick.engine.egress.Resolution;
import dev.wick.engine.egress.SubscribeRequest;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.ops.VenueHealth;
import dev.wick.engine.pipeline.Duty;
import dev.wick.engine.pipeline.GapListener;
import dev.wick.engine.pipeline.Grid;
import dev.wick.engine.pipeline.TakeUpListener;
import dev.wick.engine.pipeline.WakeUp;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.agrona.concurrent.EpochClock;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what subscribers want: opens legs, keeps them, fetches what is missing. Owns all policy state.
 *
 * <p>Runs on the thread {@code supervisor}; what others ask of it, on any thread, waits in its command queue.
 */
public final class Supervisor implements Duty, Demand, GapListener, TakeUpListener {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final long HEALTHY_WITHIN_MS = 60_000;
    private static final long PUBLISH_EVERY_MS = 250;
    private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final MpscUnboundedVarHandleArrayQueue<Runnable> commands = new MpscUnboundedVarHandleArrayQueue<>(1024);
    private final WakeUp wakeUp;
    private final EpochClock clock;
    private final SeriesRegistry registry;
    private final Function<Venue, ExchangeAdapter> adapters;
    private final SubscriberDesk subscribers;
    private final SharedParts shared;
    private final Metrics metrics;
    private final Backfill backfill;
    private final Map<Venue, VenueSupervisor> venues = new LinkedHashMap<>();
    private final Map<Exchange, ConnectionQuota> connections = new EnumMap<>(Exchange.class);
    private final Map<Exchange, SeriesBudget> budgets = new EnumMap<>(Exchange.class);
    private final Map<Venue, VenueCounters> counters = new LinkedHashMap<>();
    private volatile List<VenueHealth> health = List.of();
    private volatile boolean stopped;
    private boolean stopping;
    private long publishAtMs;

    public Supervisor(
            final SupervisorSettings settings,
            final SupervisorParts parts,
            final Function<Venue, ExchangeAdapter> adapters,
            final Metrics metrics) {
        this.wakeUp = parts.wakeUp();
        this.clock = parts.clock();
        this.registry = parts.registry();
        this.subscribers = parts.subscribers();
        this.adapters = adapters;
        this.metrics = metrics;
        final Jitter jitter = new Jitter(parts.random());
        this.backfill =
                new Backfill(settings.backfillWorkers(), parts.publisher(), parts.watermarks(), metrics, jitter);
        this.shared = new SharedParts(settings, parts, backfill, this::command, jitter, metrics);
    }

    private void command(final Runnable command) {
        commands.offer(command);
        wakeUp.signal();
    }

    @Override
    public void resolve(final SubscribeRequest request) {
        command(() -> onResolve(request));
    }

    @Override
    public void find(final HistoryRequest request) {
        command(() -> new RequestResolver(request.selector(), false, found -> subscribers.found(request, found))
                .find(this::venue, registry, clock.time()));
    }

    @Override
    public void want(final int seriesId) {
        command(() -> onWant(registry.byId(seriesId)));
    }

    @Override
    public void release(final int seriesId) {
        command(() -> onRelease(registry.byId(seriesId)));
    }

    @Override
    public void fetch(final FetchRequest request) {
        command(() -> venue(request.series().venue()).fetch(request));
    }

    /** Subscribes a series for as long as the engine runs, if the venue lists it; any thread. */
    public void wantAlways(final Venue venue, final String symbol, final Interval interval) {
        command(() -> new Resolver(venue(venue), registry)
                .find(List.of(symbol), interval, true, clock.time(), found -> onFoundAlways(venue, found)));
    }

    private void onFoundAlways(final Venue venue, final Resolution found) {
        found.accepted().forEach(series -> venue(venue).want(series, true));
        if (found.error() != null) {
            LogFields.of(LOG.atError(), venue)
                    .log(
                            "CONNECTOR_ALWAYS_ON names a series that cannot be had, and goes on without it: {}",
                            found.error());
        }
    }

    @Override
    public void onGapOpened(final int seriesId, final long fromMs, final long toMs) {
        command(() -> onGap(registry.byId(seriesId), fromMs, toMs));
    }

    @Override
    public void onGapClosed(final int seriesId, final long watermarkMs, final long repaired, final long empty) {
        LogFields.of(LOG.atInfo(), registry.byId(seriesId))
                .addKeyValue("repaired", repaired)
                .addKeyValue("empty", empty)
                .log("Gap closed");
        command(() -> subscribers.gap(
                new GapEvent.Repaired(registry.byId(seriesId), clock.time(), repaired, empty, watermarkMs)));
    }

    @Override
    public void onProvisionalClose(final int seriesId, final long openTimeMs) {
        final Series series = registry.byId(seriesId);
        command(() -> venue(series.venue()).confirm(series, openTimeMs));
    }

    @Override
    public void onProbed(final int seriesId, final boolean isNews) {
        final Series series = registry.byId(seriesId);
        command(() -> venue(series.venue()).onProbed(series, isNews));
    }

    @Override
    public void onTakenUp(final int seriesId, final long restoredToMs) {
        final Series series = registry.byId(seriesId);
        command(() -> venue(series.venue()).onTakenUp(series, restoredToMs));
    }

    /** Closes every leg and starts nothing more; any thread. {@link #isStopped} tells when they are closed. */
    public void stop() {
        command(this::onStop);
    }

    /** Whether all legs have ended after {@link #stop}; any thread. */
    public boolean isStopped() {
        return stopped;
    }

    /** The symbols of a venue that its exchange has acknowledged; any thread, answered by the supervisor's. */
    public CompletableFuture<Set<String>> acknowledged(final Venue venue) {
        final CompletableFuture<Set<String>> answer = new CompletableFuture<>();
        command(() ->
                answer.complete(venues.containsKey(venue) ? venues.get(venue).acknowledged() : Set.of()));
        return answer;
    }

    /** How the venues are, as of a moment ago; any thread. */
    public List<VenueHealth> health() {
        return health;
    }

    private void onResolve(final SubscribeRequest request) {
        if (request.isAll()) {
            final Venue venue = request.exchange().venue(request.contractType()).orElseThrow();
            subscribers.resolved(request, new Resolver(venue(venue), registry).all(request.interval()));
            return;
        }
        new RequestResolver(request.selector(), true, found -> subscribers.resolved(request, found))
                .find(this::venue, registry, clock.time());
    }

    private void onWant(final Series series) {
        venue(series.venue()).want(series, false);
    }

    private void onRelease(final Series series) {
        venue(series.venue()).release(series.id());
    }

    private void onGap(final Series series, final long fromMs, final long toMs) {
        LogFields.of(LOG.atWarn(), series)
                .addKeyValue("from", fromMs)
                .addKeyValue("to", toMs)
                .log("Closed candles are missing, fetching them");
        final long count = Grid.count(series.interval(), fromMs, toMs);
        subscribers.gap(new GapEvent.Opened(series, clock.time(), fromMs, toMs, count));
        venue(series.venue()).repair(series, fromMs, toMs);
    }

    private void onStop() {
        stopping = true;
        venues.values().forEach(VenueSupervisor::stop);
    }

    private VenueSupervisor venue(final Venue venue) {
        return venues.computeIfAbsent(venue, this::open);
    }

    private VenueSupervisor open(final Venue venue) {
        final ExchangeAdapter adapter = adapters.apply(venue);
        final CircuitBreaker breaker =
                new CircuitBreaker(venue, shared.settings().breaker(), clock, shared.jitter(), metrics);
        final VenueSupervisor opened = new VenueSupervisor(
                adapter,
                breaker,
                new BreakerGate(breaker),
                connections.computeIfAbsent(venue.exchange(), exchange -> new ConnectionQuota()),
                budgets.computeIfAbsent(venue.exchange(), exchange -> new SeriesBudget()),
                shared);
        counters.put(venue, new VenueCounters(venue, metrics));
        metrics.gauge(
                Metric.CIRCUIT_BREAKER_STATE,
                breaker::stateCode,
                venue.exchange().text(),
                venue.contractType().name());
        return opened;
    }

    @Override
    public int doWork() {
        int work = 0;
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
            work++;
        }
        final long nowMs = clock.time();
        for (final VenueSupervisor venue : venues.values()) {
            work += venue.tick(nowMs);
        }
        if (stopping) {
            stopped = venues.values().stream().allMatch(venue -> venue.legs().isStopped());
        } else {
            work += backfill.tick(nowMs);
        }
        if (nowMs >= publishAtMs) {
            publishAtMs = nowMs + PUBLISH_EVERY_MS;
            publishState(nowMs);
        }
        return work;
    }

    private void publishState(final long nowMs) {
        final List<VenueHealth> fresh = new ArrayList<>(venues.size());
        venues.forEach((venue, state) -> {
            final RedundantLegs legs = state.legs();
            counters.get(venue).publish(state);
            final int connections = legs.openConnections();
            fresh.add(new VenueHealth(
                    venue.exchange().text(),
                    venue.contractType().name(),
                    connections,
                    legs.lastMessageTimeMs(),
                    legs.total(LegStats.Stat.CANDLES),
                    legs.errors(),
                    state.breaker().consecutiveFailures(),
                    state.breaker().state(),
                    connections > 0 && nowMs - legs.lastMessageTimeMs() <= HEALTHY_WITHIN_MS));
        });
        health = List.copyOf(fresh);
    }

    @Override
    public boolean hasWork() {
        return !commands.isEmpty();
    }

    @Override
    public long parkLimitNs() {
        return TICK_NS;
    }

    @Override
    public void onClose() {
        venues.values().forEach(venue -> venue.adapter().close());
    }

    @Override
    public String roleName() {
        return "supervisor";
    }
}
