package dev.wick.bench;

import dev.wick.adapters.binance.BinanceAdapter;
import dev.wick.adapters.binance.sim.BinanceSimulator;
import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.RestUse;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.limit.Allowance;
import dev.wick.adapters.limit.RateLimiter;
import dev.wick.adapters.rest.ExchangeShare;
import dev.wick.adapters.rest.RestUrl;
import dev.wick.adapters.sim.ExchangeSimulator;
import dev.wick.adapters.sim.SimulatorOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Five closed candles of each of many symbols, by REST: by the engine's client, bounded and over connections that it keeps,
 * against one request after the other with a connection each. Not JMH's: what is measured is seconds of waiting.
 *
 * <pre>
 *   java @config/jvm.options -cp bench/target/benchmarks.jar dev.wick.bench.BackfillBenchmark          1000 symbols, once
 *   java @config/jvm.options -cp bench/target/benchmarks.jar dev.wick.bench.BackfillBenchmark 200 5    200 symbols, five times
 * </pre>
 *
 * <p>The exchange is the Binance simulator, which takes 50 ms for each answer. Its weight is not limited, and neither is ours.
 * Ends with 1 unless the engine's client is at least {@value #FASTER} times as fast with {@value #REUSED_PERCENT} % of its
 * requests over a connection that was open.
 */
public final class BackfillBenchmark implements AutoCloseable {
    static final double FASTER = 4.7;
    static final int REUSED_PERCENT = 90;

    private static final long ANSWER_MS = 50;
    private static final int CANDLES = 5;
    private static final long MINUTE_MS = 60_000;
    private static final int IN_FLIGHT = 16;
    private static final int POOL_IDLE = 10;
    private static final int POOL_TOTAL = 20;

    /**
     * One way's result.
     *
     * @param candles that came
     * @param elapsedNs for all
     * @param use of connections
     */
    record Run(int candles, long elapsedNs, RestUse use) {
        double seconds() {
            return elapsedNs / 1e9;
        }

        double reusedPercent() {
            return 100.0 * use.reused() / (use.reused() + use.opened());
        }
    }

    private final NanoClock nanoClock = new SystemNanoClock();
    private final SeriesRegistry registry = new SeriesRegistry();
    private final Venue venue = Exchange.BINANCE.venue("spot").orElseThrow();
    private final ExchangeSimulator simulator;
    private final List<String> symbols;
    private final long fromMs;

    BackfillBenchmark(final int count) {
        simulator = BinanceSimulator.start(
                new SimulatorOptions().symbols(count + count / 4 + 4).updatesPerSecond(1));
        simulator.faults().restDelayMs(ANSWER_MS);
        symbols = simulator.symbols().subList(0, count);
        fromMs = Interval.M1.openTimeAt(simulator.timeMs()) - (CANDLES + 2) * MINUTE_MS;
    }

    private long toMs() {
        return fromMs + (CANDLES - 1) * MINUTE_MS;
    }

    /** By the engine's client, so many requests at once. */
    Run pooled() throws InterruptedException, ExecutionException {
        final AtomicInteger candles = new AtomicInteger();
        final ExecutorService workers = Executors.newFixedThreadPool(IN_FLIGHT);
        try (ExchangeShare share = generous();
                BinanceAdapter adapter = new BinanceAdapter(venue, context(), share)) {
            final HistoryClient history = adapter.history();
            final List<Callable<HistoryClient.Answer>> requests = new ArrayList<>();
            for (final String symbol : symbols) {
                final Series series = registry.register(venue, symbol, Interval.M1);
                requests.add(() -> fetch(history, series, candles));
            }
            final long startNs = nanoClock.nanoTime();
            for (final Future<HistoryClient.Answer> answer : workers.invokeAll(requests)) {
                answer.get();
            }
            return new Run(candles.get(), nanoClock.nanoTime() - startNs, adapter.restUse());
        } finally {
            workers.shutdownNow();
        }
    }

    private HistoryClient.Answer fetch(final HistoryClient history, final Series series, final AtomicInteger candles)
            throws HistoryException {
        return history.candles(series, fromMs, toMs(), candle -> candles.incrementAndGet());
    }

    /** A limiter that never makes anyone wait, under the name by which the adapter asks for its own. */
    private ExchangeShare generous() {
        final ExchangeShare share = new ExchangeShare();
        share.limiter(
                "binance spot",
                () -> new RateLimiter(
                        "bench",
                        Allowance.UNLIMITED,
                        Allowance.UNLIMITED,
                        Allowance.UNLIMITED,
                        nanoClock,
                        TimeUnit.MILLISECONDS::sleep));
        return share;
    }

    private AdapterContext context() {
        return new AdapterContext(
                simulator.wsUrl(),
                simulator.restUrl(),
                10_000,
                10_000,
                10_000,
                0,
                0,
                30_000,
                POOL_IDLE,
                POOL_TOTAL,
                1 << 20,
                registry,
                SystemEpochClock.INSTANCE,
                nanoClock,
                new SystemEpochNanoClock());
    }

    /** One request after the other, each over a connection of its own. */
    Run oneByOne() throws IOException {
        int candles = 0;
        final long startNs = nanoClock.nanoTime();
        for (final String symbol : symbols) {
            final String query = "?symbol=" + RestUrl.encode(symbol) + "&interval=1m&startTime=" + fromMs + "&endTime="
                    + toMs() + "&limit=" + CANDLES;
            candles += rows(URI.create(simulator.restUrl() + "/api/v3/klines" + query));
        }
        return new Run(candles, nanoClock.nanoTime() - startNs, new RestUse(0, symbols.size()));
    }

    private static int rows(final URI uri) throws IOException {
        final HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setRequestProperty("Connection", "close");
        try (InputStream in = connection.getInputStream()) {
            final String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return (int) body.chars().filter(c -> c == '[').count() - 1;
        } finally {
            connection.disconnect();
        }
    }

    @Override
    public void close() {
        simulator.close();
    }

    /** Runs both ways, and prints what came of it; arguments: symbols, and how often. */
    public static void main(final String[] args) throws IOException, InterruptedException, ExecutionException {
        final int symbols = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        final int runs = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        boolean isGood = true;
        for (int run = 0; run < runs; run++) {
            try (BackfillBenchmark bench = new BackfillBenchmark(symbols)) {
                isGood &= report(symbols, bench.oneByOne(), bench.pooled());
            }
        }
        System.exit(isGood ? 0 : 1);
    }

    private static boolean report(final int symbols, final Run before, final Run now) {
        final double ratio = before.seconds() / now.seconds();
        final boolean isGood = now.candles() == symbols * CANDLES
                && before.candles() == now.candles()
                && ratio >= FASTER
                && now.reusedPercent() >= REUSED_PERCENT;
        System.out.printf(
                Locale.ROOT,
                "%d symbols, %d candles: one by one %.2f s; %d at once %.2f s, %.1f %% of %d requests reused a connection;"
                        + " %.1f times as fast: %s%n",
                symbols,
                now.candles(),
                before.seconds(),
                IN_FLIGHT,
                now.seconds(),
                now.reusedPercent(),
                now.use().reused() + now.use().opened(),
                ratio,
                isGood ? "good" : "NOT GOOD ENOUGH");
        return isGood;
    }
}
