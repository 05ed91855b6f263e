package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.engine.door.Door;
import dev.wick.engine.history.Histories;
import dev.wick.engine.history.LogReader;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.pipeline.ClosedQueue;
import dev.wick.engine.pipeline.Duty;
import dev.wick.engine.pipeline.OpenStack;
import dev.wick.engine.pipeline.SeriesStates;
import dev.wick.engine.pipeline.WakeUp;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last stage: takes candles from the two queues, encodes each once, and hands the bytes to the subscribers' sockets.
 *
 * <pre>
 *   requests, write demands ─► Requests ─► SubscriptionTable
 *   ClosedQueue, OpenStack  ─► Fanout ──► Session's Outbox ─► one write per subscriber and duty cycle
 *   Histories ─► Replays ──────┘
 * </pre>
 *
 * <p>One thread runs it, here called the egress thread; {@link #resolved} and {@link #shutdown} are for any thread.
 */
public final class EgressAgent implements Duty {
    /** So many candles of each queue, and so many commands, in one duty cycle. */
    private static final int BATCH = 256;
    /** While a socket is full it is tried again so often: nobody tells us when it has room. */
    private static final long FULL_SOCKET_PARK_NS = 1_000_000;

    /** While a subscriber waits for a history to be complete it is looked at so often: nobody tells us when it is. */
    private static final long REPLAY_PARK_NS = 5_000_000;

    private static final int STAMPS = 4;
    private static final Logger LOG = LoggerFactory.getLogger(EgressAgent.class);

    private final ClosedQueue closedQueue;
    private final OpenStack openStack;
    private final NanoClock nanoClock;
    private final EpochNanoClock epochNanoClock;
    private final HopSink hops;
    private final EgressInbox inbox;
    private final Sessions sessions;
    private final Fanout fanout;
    private final Replays replays;
    private final HistoryPages pages;
    private final Watching watching;
    private final Requests requests;
    private final StatusEvents statuses;
    private final Shutdown shutdown;
    private final Consumer<Session> catchUp;
    private final Counter failures;
    private Candle scratch = new Candle();
    private final long[] stamps = new long[2 * BATCH * STAMPS];
    private int stampCount;

    /**
     * An egress without its server.
     *
     * @param closedQueue closed candles, delivered first
     * @param openStack open candles
     * @param wakeUp wakes the egress thread
     * @param demand the supervisor
     * @param hops takes the latency stamps
     * @param histories the closed candles of the past
     * @param logReader knows what the histories have forgotten
     * @param states where each series stands
     * @param futureLimitMs how far ahead of our clock a candle may open that is believed, ms
     */
    public EgressAgent(
            final ClosedQueue closedQueue,
            final OpenStack openStack,
            final WakeUp wakeUp,
            final SeriesRegistry registry,
            final Demand demand,
            final HopSink hops,
            final Histories histories,
            final LogReader logReader,
            final SeriesStates states,
            final Metrics metrics,
            final NanoClock nanoClock,
            final EpochNanoClock epochNanoClock,
            final long futureLimitMs) {
        this.closedQueue = closedQueue;
        this.openStack = openStack;
        this.nanoClock = nanoClock;
        this.epochNanoClock = epochNanoClock;
        this.hops = hops;
        inbox = new EgressInbox(wakeUp);
        final SubscriptionTable table = new SubscriptionTable(demand);
        final Progress progress = new Progress();
        sessions = new Sessions(
                table, new ResumePoints(registry, table, histories, progress), new Warnings(epochNanoClock), metrics);
        fanout = new Fanout(table, sessions, new QuoteEncoder(registry), metrics, epochNanoClock);
        statuses = new StatusEvents(sessions, table);
        replays = new Replays(histories, progress, table, sessions, fanout, demand, logReader, inbox, metrics);
        final Listing listing = new Listing(table, registry, statuses, states);
        pages = new HistoryPages(histories, sessions, demand, epochNanoClock, futureLimitMs);
        final Subscribing subscribing =
                new Subscribing(sessions, table, demand, statuses, replays, epochNanoClock, futureLimitMs);
        watching = new Watching(sessions, table, registry, subscribing);
        requests = new Requests(
                sessions,
                table,
                subscribing,
                new Unsubscribing(sessions, table, registry, watching),
                watching,
                listing,
                pages);
        shutdown = new Shutdown(sessions);
        catchUp = fanout::catchUp;
        failures = metrics.counter(Metric.HANDLER_ERRORS, "egress");
    }

    /**
     * The server that feeds this egress with subscribers; not started.
     *
     * @param door lets them in
     */
    public FeedServer server(final EgressSettings settings, final Door door) throws FeedStartException {
        return FeedServer.bind(settings, inbox, events(door), door, nanoClock);
    }

    /** What a server tells this egress. */
    SessionEvents events(final Door door) {
        return new ServerEvents(door, sessions, requests, watching, shutdown);
    }

    /** Answers {@link Demand#resolve}; any thread. */
    public void resolved(final SubscribeRequest request, final Resolution resolution) {
        inbox.submit(() -> requests.onResolved(request, resolution));
    }

    /** Answers {@link Demand#find}; any thread. */
    public void found(final HistoryRequest request, final Resolution resolution) {
        inbox.submit(() -> pages.onFound(request, resolution));
    }

    /** The engine delivers this series from now on; any thread. */
    public void carried(final Series series) {
        inbox.submit(() -> watching.onCarried(series));
    }

    /** The engine does not deliver this series any more; any thread. */
    public void dropped(final Series series) {
        inbox.submit(() -> watching.onDropped(series));
    }

    /** Tells the subscribers of a series that the exchange refused it, in its own words; any thread. */
    public void refused(final Series series, final String exchangeMessage) {
        inbox.submit(() -> requests.onRefused(series, exchangeMessage));
    }

    /** Answers {@link Demand#fetch}; any thread. */
    public void fetched(final FetchRequest request, final FetchAnswer answer) {
        inbox.submit(() -> {
            if (!pages.onFetched(request, answer)) {
                replays.onFetched(request, answer);
            }
        });
    }

    /**
     * Tells the subscribers of a series that want events in which state it is now; any thread.
     *
     * @param state {@code LIVE}, {@code STALE}, {@code RECOVERING} or {@code DELISTED}
     * @param reason for people
     * @param timeMs since when, UTC ms
     */
    public void status(final Series series, final String state, final String reason, final long timeMs) {
        inbox.submit(() -> statuses.onStatus(series, state, reason, timeMs));
    }

    /** Tells the same subscribers what is known about candles that are missing; any thread. */
    public void gap(final GapEvent event) {
        inbox.submit(() -> statuses.onGap(event));
    }

    /**
     * Tells all subscribers that want events that it is over, delivers what is queued, and closes them with 1001; any thread.
     *
     * @param withinMs how long that may take, ms
     * @param reason for people
     * @return completed on the egress thread with the number of subscribers that had to be cut, 0 if all went well
     */
    public CompletableFuture<Integer> shutdown(final long withinMs, final String reason) {
        final CompletableFuture<Integer> done = new CompletableFuture<>();
        inbox.submit(() -> shutdown.begin(withinMs, reason, done));
        return done;
    }

    @Override
    public int doWork() {
        sessions.now(nanoClock.nanoTime());
        int work = commands();
        work += writeDemands();
        if (!closedQueue.isEmpty() || !openStack.isEmpty() || sessions.hasUnsent() || !replays.isEmpty()) {
            fanout.now(epochNanoClock.nanoTime());
            work += closedCandles() + openCandles() + replays.step();
        }
        if (!pages.isEmpty()) {
            work += pages.step();
        }
        shutdown.step(closedQueue.isEmpty() && openStack.isEmpty());
        sessions.flush(catchUp);
        recordHops();
        return work + sessions.endOverdue();
    }

    private int commands() {
        int count = 0;
        Runnable command = inbox.nextCommand();
        while (command != null) {
            try {
                command.run();
            } catch (final RuntimeException e) {
                failed("a subscriber's request", e);
            }
            count++;
            command = count < BATCH ? inbox.nextCommand() : null;
        }
        return count;
    }

    private int writeDemands() {
        int count = 0;
        Session session = inbox.nextWriteDemand();
        while (session != null) {
            sessions.takeOwnFrames(session);
            count++;
            session = count < BATCH ? inbox.nextWriteDemand() : null;
        }
        return count;
    }

    private int closedCandles() {
        int count = 0;
        while (count < BATCH) {
            final Candle candle = closedQueue.poll();
            if (candle == null) {
                return count;
            }
            final long takenNs = nanoClock.nanoTime();
            try {
                openStack.passed(candle.seriesId, candle.openTimeMs);
                replays.passed(candle);
                stampIf(fanout.closed(candle), candle, takenNs);
            } catch (final RuntimeException e) {
                failed(candle, e);
            } finally {
                closedQueue.release(candle);
            }
            count++;
        }
        return count;
    }

    private int openCandles() {
        int count = 0;
        while (count < BATCH && openStack.pop(scratch)) {
            final long takenNs = nanoClock.nanoTime();
            try {
                stampIf(fanout.open(scratch), scratch, takenNs);
                scratch = fanout.keep(scratch);
            } catch (final RuntimeException e) {
                failed(scratch, e);
            }
            count++;
        }
        return count;
    }

    /** A candle without a stamp of its reading waited somewhere for its end, and is no measure of how fast we are. */
    private void stampIf(final boolean wasSent, final Candle candle, final long takenNs) {
        if (wasSent && candle.readNs != 0) {
            final int at = stampCount++ * STAMPS;
            stamps[at] = candle.readNs;
            stamps[at + 1] = candle.parsedNs;
            stamps[at + 2] = candle.routedNs;
            stamps[at + 3] = takenNs;
        }
    }

    private void recordHops() {
        if (stampCount == 0) {
            return;
        }
        final long handedNs = nanoClock.nanoTime();
        for (int at = 0; at < stampCount * STAMPS; at += STAMPS) {
            hops.record(stamps[at], stamps[at + 1], stamps[at + 2], stamps[at + 3], handedNs);
        }
        stampCount = 0;
    }

    private void failed(final Object what, final RuntimeException cause) {
        failures.increment();
        LOG.atError().setCause(cause).log("the egress could not handle {}; it goes on with the next", what);
    }

    @Override
    public boolean hasWork() {
        return !inbox.isEmpty() || !closedQueue.isEmpty() || !openStack.isEmpty();
    }

    @Override
    public long parkLimitNs() {
        if (sessions.hasUnsent()) {
            return FULL_SOCKET_PARK_NS;
        }
        final long dueNs = Math.min(sessions.nextDeadlineNs(), shutdown.deadlineNs());
        final long limitNs = dueNs == Session.NEVER ? WakeUp.NO_LIMIT : Math.max(0, dueNs - nanoClock.nanoTime());
        return replays.isEmpty() && pages.isEmpty() ? limitNs : Math.min(REPLAY_PARK_NS, limitNs);
    }

    @Override
    public String roleName() {
        return "egress";
    }

    @Override
    public void onClose() {
        sessions.forEach(session -> sessions.abort(session, "the server has stopped"));
    }
}
