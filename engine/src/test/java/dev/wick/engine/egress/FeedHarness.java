package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.engine.door.Door;
import dev.wick.engine.door.DoorSettings;
import dev.wick.engine.history.Histories;
import dev.wick.engine.history.LogReader;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.pipeline.ClosedQueue;
import dev.wick.engine.pipeline.OpenStack;
import dev.wick.engine.pipeline.SeriesStates;
import dev.wick.engine.pipeline.WakeUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * A whole feed on a free port: egress, server, and a supervisor that knows the symbols that end in USDT. The test plays
 * the pipeline. With {@link #run} a thread does the duty cycles, without it the test does.
 */
final class FeedHarness implements AutoCloseable {
    static final long FIRST_OPEN_TIME_MS = 1_633_998_480_000L;
    static final long MINUTE_MS = 60_000;

    final SeriesRegistry registry = new SeriesRegistry();
    final Metrics metrics = new Metrics();
    final Histories histories = new Histories(100);
    final SeriesStates states = new SeriesStates(registry, metrics, histories);
    final WakeUp wakeUp = new WakeUp();
    final ClosedQueue closedQueue = new ClosedQueue(1_000);
    final OpenStack openStack = new OpenStack(0, new Counter(), new Counter());
    final List<Integer> wanted = new CopyOnWriteArrayList<>();
    final List<Integer> released = new CopyOnWriteArrayList<>();
    final AtomicLong extraNs = new AtomicLong();
    final AtomicLong hops = new AtomicLong();
    final EgressAgent agent;
    final FeedServer server;
    private final Candle template = QuoteEncoderTest.example(0);
    private final Candle candle = new Candle();
    /** The stamp of what is delivered from now on; 0 stands for none. */
    long readNs = 1;

    private Thread thread;
    private volatile boolean running;

    FeedHarness(final EgressSettings settings) throws Exception {
        this(settings, SystemEpochNanoClock.INSTANCE);
    }

    FeedHarness(final EgressSettings settings, final EpochNanoClock epochNanoClock) throws Exception {
        this(settings, epochNanoClock, Door.of(DoorSettings.defaults()));
    }

    FeedHarness(final EgressSettings settings, final EpochNanoClock epochNanoClock, final Door door) throws Exception {
        agent = new EgressAgent(
                closedQueue,
                openStack,
                wakeUp,
                registry,
                new KnowsUsdt(),
                (read, parsed, routed, egress, handed) -> hops.lazySet(hops.get() + 1),
                histories,
                LogReader.NOTHING,
                states,
                metrics,
                () -> SystemNanoClock.INSTANCE.nanoTime() + extraNs.get(),
                epochNanoClock,
                MINUTE_MS);
        server = agent.server(settings, door);
        server.startWithin(10_000);
    }

    static EgressSettings settings() {
        return new FeedOptions().build();
    }

    static FeedHarness running(final EgressSettings settings) throws Exception {
        final FeedHarness harness = new FeedHarness(settings);
        harness.run();
        return harness;
    }

    /** A running feed with such a door. */
    static FeedHarness running(final EgressSettings settings, final Door door) throws Exception {
        final FeedHarness harness = new FeedHarness(settings, SystemEpochNanoClock.INSTANCE, door);
        harness.run();
        return harness;
    }

    void run() {
        running = true;
        thread = new Thread(
                () -> {
                    while (running) {
                        if (agent.doWork() == 0) {
                            wakeUp.await(agent::hasWork, agent.parkLimitNs());
                        }
                    }
                },
                "egress");
        thread.start();
    }

    /** Lets time pass for the egress. */
    void advanceMs(final long ms) {
        extraNs.addAndGet(ms * 1_000_000);
        wakeUp.signal();
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    Series series(final String symbol) {
        return registry.register(Exchange.BINANCE.venue("spot").orElseThrow(), symbol, Interval.M1);
    }

    void closed(final int seriesId, final long minute) {
        fill(seriesId, minute);
        candle.closed = true;
        candle.finality = Finality.EXCHANGE;
        while (!closedQueue.offer(candle)) {
            Thread.onSpinWait();
        }
        wakeUp.signal();
    }

    void open(final int seriesId, final long minute, final long trades) {
        fill(seriesId, minute);
        candle.tradeCount = trades;
        openStack.push(candle);
        wakeUp.signal();
    }

    /** Waits until the egress has taken every open candle. */
    void awaitOpenTaken() {
        while (!openStack.isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private void fill(final int seriesId, final long minute) {
        candle.copyFrom(template);
        candle.seriesId = seriesId;
        candle.openTimeMs = FIRST_OPEN_TIME_MS + minute * MINUTE_MS;
        candle.closeTimeMs = candle.openTimeMs + MINUTE_MS - 1;
        candle.readNs = readNs;
    }

    @Override
    public void close() {
        running = false;
        try {
            if (thread != null) {
                LockSupport.unpark(thread);
                thread.join();
            }
            agent.onClose();
            server.stopNow();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class KnowsUsdt implements Demand {
        @Override
        public void resolve(final SubscribeRequest request) {
            final List<Series> accepted = new ArrayList<>();
            final List<Resolution.Refusal> refused = new ArrayList<>();
            for (final String symbol : request.symbols()) {
                final String canonical = symbol.toUpperCase(Locale.ROOT);
                if (canonical.endsWith("USDT")) {
                    accepted.add(registry.register(
                            request.exchange()
                                    .venueOf(request.contractType(), symbol)
                                    .orElseThrow(),
                            canonical,
                            request.interval()));
                } else {
                    refused.add(new Resolution.Refusal(symbol, "not listed", "-1121 Invalid symbol."));
                }
            }
            if (request.isAll()) {
                agent.resolved(request, new Resolution(List.of(), List.of(), null, null));
                return;
            }
            final String error = accepted.isEmpty() ? "no such symbol: " + request.symbols() : null;
            agent.resolved(request, new Resolution(accepted, refused, error, null));
        }

        @Override
        public void find(final HistoryRequest request) {
            final boolean isKnown = request.symbol().endsWith("USDT");
            agent.found(
                    request,
                    isKnown
                            ? new Resolution(List.of(series(request.symbol())), List.of(), null, null)
                            : new Resolution(List.of(), List.of(), "no such symbol", "unknown symbol"));
        }

        @Override
        public void want(final int seriesId) {
            wanted.add(seriesId);
        }

        @Override
        public void fetch(final FetchRequest request) {
            agent.fetched(request, FetchAnswer.failed("no REST here", false));
        }

        @Override
        public void release(final int seriesId) {
            released.add(seriesId);
        }
    }
}
