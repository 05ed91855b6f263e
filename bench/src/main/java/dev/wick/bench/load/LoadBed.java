package dev.wick.bench.load;

import dev.wick.engine.config.Threading;
import dev.wick.engine.egress.EgressSettings;
import dev.wick.engine.egress.FeedStartException;
import dev.wick.engine.ops.Metric;
import java.io.IOException;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * An engine with its subscribers in another process, all connected, to send candles through. One thread.
 *
 * <p>It has one more series than the subscribers want, {@link #ownSeries}, for somebody who joins them.
 */
final class LoadBed implements AutoCloseable {
    private static final long DRAIN_LIMIT_NS = 30_000_000_000L;
    private static final long LOOK_AGAIN_MS = 20;
    private static final int SETTLED_LOOKS = 3;
    /** After so long without a quote nothing more will come. */
    private static final int GIVE_UP_LOOKS = 500;

    /**
     * What a bed is made of.
     *
     * @param shape subscribers and series
     * @param candlesPerBar every so many candles of a series one is closed
     * @param backlog how much may wait for one subscriber
     * @param threading of the engine
     * @param readerThreads how many threads read, in the subscribers' process
     * @param limitS after so many seconds that process ends in any case
     */
    record Plan(
            Shape shape,
            int candlesPerBar,
            EgressSettings.Backlog backlog,
            Threading threading,
            int readerThreads,
            long limitS) {}

    private final Plan plan;
    private final NanoClock clock = SystemNanoClock.INSTANCE;
    private final EngineUnderLoad engine;
    private final ServerMeter meter;
    private final SubscriberProcess subscribers;
    private final Pacer pacer;
    private final Market market;
    private final Market ownMarket;
    private final long bytesPerSubscriber;
    private SubscriberProcess.Had had;

    /** Starts all, and returns when everybody is subscribed. */
    LoadBed(final Plan plan) throws FeedStartException, IOException, InterruptedException {
        this.plan = plan;
        final Shape shape = plan.shape();
        engine = new EngineUnderLoad(shape.series() + 1, plan.backlog(), plan.threading(), clock);
        meter = new ServerMeter(engine.egressThread());
        pacer = new Pacer(engine.intake(), clock);
        market = new Market(1, shape.series(), plan.candlesPerBar());
        ownMarket = new Market(ownSeries(), 1, 1);
        subscribers = new SubscriberProcess(plan.readerThreads(), plan.limitS());
        try {
            subscribers.checkClock(clock);
            final long beforeBytes = meter.liveBytes();
            subscribers.connect(engine.port(), shape);
            bytesPerSubscriber = (meter.liveBytes() - beforeBytes) / shape.subscribers();
            had = subscribers.take();
            if (had.faults() > 0) {
                throw new IOException("not everybody could subscribe: " + had.words());
            }
        } catch (final IOException | InterruptedException e) {
            close();
            throw e;
        }
    }

    /** The id of a series that none of the subscribers wants, the last one. */
    int ownSeries() {
        return plan.shape().series() + 1;
    }

    /** What one subscriber takes in the serving process, on the heap and direct, before anything was sent. */
    long bytesPerSubscriber() {
        return bytesPerSubscriber;
    }

    /** The engine. */
    EngineUnderLoad engine() {
        return engine;
    }

    /** What the engine's process uses. */
    ServerMeter meter() {
        return meter;
    }

    /** The other process. */
    SubscriberProcess subscribers() {
        return subscribers;
    }

    /** Sends candles of the subscribers' series for some seconds, and waits until all have come. */
    Phase phase(final String name, final double candlesPerSecond, final double seconds)
            throws IOException, InterruptedException {
        return phase(name, market, candlesPerSecond, seconds);
    }

    /** The same, with closed candles of {@link #ownSeries} in between. */
    Phase phase(final String name, final double candlesPerSecond, final double ownPerSecond, final double seconds)
            throws IOException, InterruptedException {
        final Candles both = new TwoMarkets(market, candlesPerSecond, ownMarket, ownPerSecond);
        return phase(name, both, candlesPerSecond + ownPerSecond, seconds);
    }

    private Phase phase(final String name, final Candles candles, final double perSecond, final double seconds)
            throws IOException, InterruptedException {
        final Shape shape = plan.shape();
        final long owedBefore = market.quotes(shape);
        final long closedBefore = market.closedQuotes(shape);
        final long leftOutBefore = leftOut();
        final SubscriberProcess.Had before = had;
        final long waitsBefore = engine.waits();
        final ServerMeter.Used usedBefore = meter.used();
        final long startNs = clock.nanoTime();
        final long peakDirectBytes = send(candles, perSecond, seconds);
        final long owed = market.quotes(shape) - owedBefore;
        awaitAll(market.closedQuotes(shape), before.closed() + before.open() + owed + leftOutBefore);
        final double tookS = (clock.nanoTime() - startNs) / 1e9;
        final ServerMeter.Used used = meter.used().since(usedBefore);
        had = subscribers.take();
        return new Phase(
                name,
                Math.max(seconds, tookS - SETTLED_LOOKS * LOOK_AGAIN_MS / 1e3),
                owed,
                market.closedQuotes(shape) - closedBefore,
                had.closed() + had.open() - before.closed() - before.open(),
                had.closed() - before.closed(),
                leftOut() - leftOutBefore,
                had.latency(),
                pacer.lateness().getValueAtPercentile(99),
                used,
                had.cpuNs() - before.cpuNs(),
                engine.waits() - waitsBefore,
                peakDirectBytes,
                problemsOf(had));
    }

    private String problemsOf(final SubscriberProcess.Had result) {
        final double errors = engine.metrics().total(Metric.HANDLER_ERRORS);
        return result.words() + (errors > 0 ? " the engine counts " + errors + " errors of its own" : "");
    }

    private long send(final Candles candles, final double perSecond, final double seconds) throws InterruptedException {
        final long directBefore = meter.directBytes();
        long peak = directBefore;
        final long deadlineNs = clock.nanoTime() + (long) (seconds * 1e9) + DRAIN_LIMIT_NS;
        final Thread sending = pacer.start(candles, perSecond, Math.round(perSecond * seconds));
        while (sending.isAlive()) {
            sending.join(LOOK_AGAIN_MS);
            peak = Math.max(peak, meter.directBytes());
            if (clock.nanoTime() > deadlineNs) {
                throw new IllegalStateException("the engine takes far fewer than " + perSecond + " candles/s");
            }
        }
        return peak - directBefore;
    }

    /** Quotes that the engine left out so far because a newer one was there, be it of our subscribers or of another. */
    private long leftOut() {
        final double superseded = engine.metrics().value(Metric.QUEUE_SUPERSEDED);
        final double conflated = engine.metrics().value(Metric.QUOTES_CONFLATED);
        return Math.round(conflated + superseded * plan.shape().fanOut());
    }

    /** Waits until so many have come or were left out, and nothing more comes; or until nothing has come for long. */
    private void awaitAll(final long closedQuotes, final long quotesAndLeftOut)
            throws IOException, InterruptedException {
        long last = -1;
        int settled = 0;
        int required = GIVE_UP_LOOKS;
        while (settled < required) {
            Thread.sleep(LOOK_AGAIN_MS);
            final SubscriberProcess.Had now = subscribers.counts();
            final long count = now.closed() + now.open();
            final boolean isAllThere =
                    engine.isDrained() && now.closed() >= closedQuotes && count + leftOut() >= quotesAndLeftOut;
            required = isAllThere || now.faults() > 0 ? SETTLED_LOOKS : GIVE_UP_LOOKS;
            settled = count == last ? settled + 1 : 0;
            last = count;
        }
    }

    @Override
    public void close() {
        subscribers.close();
        engine.close();
    }
}
