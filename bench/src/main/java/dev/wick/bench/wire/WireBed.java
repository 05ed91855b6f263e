package dev.wick.bench.wire;

import dev.wick.bench.wire.ProcessMeter.Cpu;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;

/** An exchange, a way, and subscribers, all joined, through which candles can be sent. One thread. */
final class WireBed implements AutoCloseable {
    /** A flag for the JVM in between, without which {@link #collections} knows nothing. */
    static final String LOG_COLLECTIONS = "-Xlog:gc:file=gc.log";

    private static final Pattern WICK_READY =
            Pattern.compile("Ready for subscribers.* feed=\"?ws://[^:]*:(\\d+).* ops=\"?http://[^:]*:(\\d+)");
    private static final Pattern READY = Pattern.compile("^ready (\\d+)");
    private static final long JOIN_LIMIT_NS = TimeUnit.SECONDS.toNanos(120);
    private static final long QUIET_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long MISSING_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long DRAIN_LIMIT_NS = TimeUnit.SECONDS.toNanos(20);
    private static final int SYMBOLS_PER_REQUEST = 500;
    /** Of a minute: by then all series have closed the bar before. */
    private static final int FIRST_QUIET_SECOND = 5;
    /** Of a minute: from then on the time may not suffice for many to join. */
    private static final int LAST_QUIET_SECOND = 45;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /**
     * What a bed is made of.
     *
     * @param series how many, all of which every subscriber wants
     * @param connections from the exchange, over which the series are spread
     * @param tricklePerSecond how many candles go out while nothing is measured
     * @param flags of the JVM in between, beside those of this one
     * @param settings of the engine, by the names of their environment variables
     */
    record Plan(
            int series,
            int connections,
            int subscribers,
            double tricklePerSecond,
            List<String> flags,
            Map<String, String> settings) {
        /** One subscriber, the engine's defaults. */
        static Plan of(final int series, final int connections) {
            return new Plan(series, connections, 1, Math.max(50, series), List.of(), Map.of());
        }

        Plan to(final int many) {
            return new Plan(series, connections, many, tricklePerSecond, flags, settings);
        }

        Plan under(final List<String> jvmFlags) {
            return new Plan(series, connections, subscribers, tricklePerSecond, jvmFlags, settings);
        }

        Plan with(final Map<String, String> wanted) {
            return new Plan(series, connections, subscribers, tricklePerSecond, flags, wanted);
        }
    }

    /**
     * What came of one stretch.
     *
     * @param run its latencies
     * @param leftOut how many open candles the engine left out on purpose, by its own count: a newer one was there
     * @param seconds from the first planned candle until the last had come
     * @param cpu used by what lies between; none for nothing
     */
    record Outcome(Run run, long leftOut, double seconds, Cpu cpu) {
        static final double ENOUGH = 0.999;

        /** Which part of what was owed has come. */
        double answered() {
            return (double) run.came() / run.owed();
        }

        /** The same, with what the engine has left out because a newer candle was there. */
        double answeredOrLeftOut() {
            return (double) (run.came() + leftOut) / run.owed();
        }

        double percentileUs(final double percent) {
            return run.latency.getValueAtPercentile(percent) / 1e3;
        }

        /** CPU seconds in between for 100,000 candles that came, without the JIT compiler's. */
        double cpuPer100k() {
            return cpuUs() / 1e6 * 100_000;
        }

        /** Microseconds of CPU in between for each candle that came, to each subscriber, without the JIT compiler's. */
        double cpuUs() {
            return cpu.workNs() / 1e3 / run.came();
        }

        /** The same of the JIT compiler alone. */
        double compilingUs() {
            return cpu.compilingNs() / 1e3 / run.came();
        }

        /** The same of both. */
        double cpuAndCompilingUs() {
            return cpuUs() + compilingUs();
        }
    }

    private final Plan plan;
    private final Way way;
    private final NanoClock clock = SystemNanoClock.INSTANCE;
    private final KlineMarket market;
    private final ExchangeEnd exchange;
    private final RestEnd rest;
    private final Path folder;
    private Middle middle;
    private SubscriberEnd subscribers;
    private int subscriberPort;
    private int subscriberCount;
    private long closedBeforeThey;
    private Source source;
    private int connectionsAtStart;
    private int opsPort;
    private long leftOut;

    /** Starts all, and returns when every series is subscribed and the first candles have come. */
    WireBed(final Way way, final Plan plan) throws IOException, InterruptedException {
        this.way = way;
        this.plan = plan;
        market = new KlineMarket(plan.series(), SystemEpochClock.INSTANCE.time());
        exchange = new ExchangeEnd(plan.series());
        rest = new RestEnd(market, SystemEpochClock.INSTANCE);
        folder = Files.createTempDirectory("wick-bench");
        boolean isJoined = false;
        try {
            join();
            isJoined = true;
        } finally {
            if (!isJoined) {
                close();
            }
        }
    }

    private void join() throws IOException, InterruptedException {
        subscriberPort = startMiddle();
        subscriberCount = plan.subscribers();
        subscribers = new SubscriberEnd(subscriberPort, subscriberCount, requests(), answers(), clock);
        await("every series is subscribed", () -> exchange.subscribedSeries() == plan.series());
        connectionsAtStart = exchange.connections();
        source = new Source(market, exchange.peerOfSeries(), plan.tricklePerSecond(), SystemEpochClock.INSTANCE, clock);
        await("the first candles are there", subscribers::areServed);
    }

    /**
     * So many subscribers take the place of those that there are, at a time at which no bar is closed, so that each of them is owed the
     * same. What lies between goes on as it is, with all that was compiled there.
     */
    void growTo(final int count) throws IOException, InterruptedException {
        await("no bar is about to be closed", WireBed::isMidMinute);
        final String problem = problem();
        if (!problem.isEmpty() || closedMissing() != 0) {
            throw new IOException(way.label() + ": " + problem + ", closed candles missing: " + closedMissing());
        }
        final SubscriberEnd before = subscribers;
        closedBeforeThey = market.closed();
        subscriberCount = count;
        subscribers = new SubscriberEnd(subscriberPort, count, requests(), answers(), clock);
        await("each new subscriber has got a candle", subscribers::areServed);
        before.close();
        leftOut = askForLeftOut();
    }

    private static boolean isMidMinute() {
        final long second = TimeUnit.MILLISECONDS.toSeconds(SystemEpochClock.INSTANCE.time()) % 60;
        return second >= FIRST_QUIET_SECOND && second < LAST_QUIET_SECOND;
    }

    private void await(final String what, final BooleanSupplier condition) throws IOException, InterruptedException {
        final long deadlineNs = clock.nanoTime() + JOIN_LIMIT_NS;
        while (!condition.getAsBoolean()) {
            if (clock.nanoTime() > deadlineNs) {
                throw new IOException(way.label() + ": it was awaited in vain that " + what + ". " + subscribers.wrong()
                        + (middle == null ? "" : middle.output()));
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** Where subscribers connect. */
    private int startMiddle() throws IOException, InterruptedException {
        if (way == Way.DIRECT) {
            return exchange.port();
        }
        if (way == Way.WICK) {
            middle =
                    new Middle(plan.flags(), environment(), WICK_READY, List.of("dev.wick.engine.Main", "run"), folder);
            final Matcher ports = middle.awaitReady();
            opsPort = Integer.parseInt(ports.group(2));
            return Integer.parseInt(ports.group(1));
        }
        final List<String> command =
                new ArrayList<>(List.of(MiddleMain.class.getName(), way.label(), Integer.toString(exchange.port())));
        if (way == Way.RELAY) {
            command.addAll(streamRequests());
        }
        middle = new Middle(plan.flags(), Map.of(), READY, command, folder);
        return Integer.parseInt(middle.awaitReady().group(1));
    }

    private Map<String, String> environment() throws IOException {
        final Map<String, String> environment = new HashMap<>(Map.of(
                "CONNECTOR_WSS_PORT",
                "0",
                "CONNECTOR_WSS_HEALTH_CHECK_PORT",
                "0",
                "CONNECTOR_BINANCE_SPOT_WS_URL",
                "ws://127.0.0.1:" + exchange.port(),
                "CONNECTOR_BINANCE_SPOT_REST_URL",
                "http://127.0.0.1:" + rest.port(),
                "CONNECTOR_MAX_SYMBOL_PER_WS",
                Integer.toString(perConnection())));
        environment.putAll(plan.settings());
        return environment;
    }

    private int perConnection() {
        return (plan.series() + plan.connections() - 1) / plan.connections();
    }

    /** What a subscriber says: to the exchange itself its subscriptions, to the relay nothing. */
    private List<String> requests() {
        return switch (way) {
            case DIRECT, BARE -> chunks(SYMBOLS_PER_REQUEST, WireBed::subscription);
            case RELAY -> List.of();
            case WICK -> chunks(SYMBOLS_PER_REQUEST, this::request);
        };
    }

    private Supplier<Answers> answers() {
        return way == Way.WICK ? () -> new QuoteAnswers(plan.series()) : () -> new FrameAnswers(plan.series());
    }

    /** One request for each connection. */
    private List<String> streamRequests() {
        return chunks(perConnection(), WireBed::subscription);
    }

    private List<String> chunks(final int size, final BiFunction<Integer, Integer, String> text) {
        final List<String> chunks = new ArrayList<>();
        for (int from = 0; from < plan.series(); from += size) {
            chunks.add(text.apply(from, Math.min(plan.series(), from + size)));
        }
        return chunks;
    }

    private static String subscription(final int from, final int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "\"x" + i + "usdt@kline_1m\"")
                .collect(Collectors.joining(",", "{\"method\":\"SUBSCRIBE\",\"params\":[", "],\"id\":1}"));
    }

    private String request(final int from, final int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> '"' + KlineMarket.symbol(i) + '"')
                .collect(Collectors.joining(
                        ",",
                        "{\"op\":\"subscribe\",\"exchange\":\"binance\",\"contract_type\":\"spot\",\"interval\":\"1m\",\"symbols\":[",
                        "]}"));
    }

    /** Sends candles for some seconds, and waits until all have come, or nothing comes any more. */
    Outcome run(final double perSecond, final double seconds) throws IOException, InterruptedException {
        final long count = Math.max(1, Math.round(perSecond * seconds));
        final long leftOutBefore = leftOut;
        final Cpu before = cpu();
        final Run run = source.send(perSecond, count, subscriberCount, subscribers::expect);
        final long plannedNs = run.plannedNs(run.firstNumber);
        long lastNs = awaitAnswers(run);
        final Cpu cpu = cpu().since(before);
        lastNs = Math.max(lastNs, run.plannedNs(run.firstNumber + count));
        if (run.came() < run.owed()) {
            // Asked for only then: to answer keeps the engine's JIT compiler busy, which takes a core from the next
            // run.
            leftOut = askForLeftOut();
        }
        return new Outcome(run, leftOut - leftOutBefore, (lastNs - plannedNs) / 1e9, cpu);
    }

    /** Returns when the last one came, monotonic ns. */
    private long awaitAnswers(final Run run) throws InterruptedException {
        final long deadlineNs = clock.nanoTime() + DRAIN_LIMIT_NS;
        long came = run.came();
        long lastNs = clock.nanoTime();
        while (came < run.owed() && clock.nanoTime() - lastNs < QUIET_NS && clock.nanoTime() < deadlineNs) {
            TimeUnit.MILLISECONDS.sleep(1);
            final long now = run.came();
            lastNs = now == came ? lastNs : clock.nanoTime();
            came = now;
        }
        return lastNs;
    }

    private Cpu cpu() throws IOException {
        return middle == null ? Cpu.NONE : middle.meter().cpu();
    }

    /** Open candles that the engine has left out because a newer one was there. */
    private long askForLeftOut() throws IOException, InterruptedException {
        return way == Way.WICK
                ? Math.round(metric("connector_queue_superseded_total") * subscriberCount
                        + metric("connector_quotes_conflated_total"))
                : 0;
    }

    /** The sum of a metric over its labels. */
    double metric(final String name) throws IOException, InterruptedException {
        final HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + opsPort + "/metrics"))
                .build();
        final String text =
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return text.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** How often garbage was collected in between so far; with {@link #LOG_COLLECTIONS}. */
    long collections() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("gc.log"))) {
            return lines.filter(line -> line.contains(" Pause ")).count();
        }
    }

    /** What uses the memory and the time. */
    Middle middle() {
        return middle;
    }

    /** What was wrong so far, empty if nothing: answers, connections, what the engine itself has counted. */
    String problem() throws IOException, InterruptedException {
        if (!subscribers.wrong().isEmpty()) {
            return way.label() + ": " + subscribers.wrong();
        }
        if (exchange.connections() != connectionsAtStart) {
            return way.label() + ": a connection to the exchange was dialled again";
        }
        if (way == Way.WICK) {
            final double errors = metric("connector_handler_errors_total") + metric("connector_gaps_opened_total");
            return errors > 0 ? "the engine counts " + errors + " errors or gaps" : "";
        }
        return "";
    }

    /**
     * Sends nothing any more, and waits until nothing comes, the longer if closed candles are missing; after it only {@link #problem} and
     * {@link #closedMissing} mean something.
     */
    void settle() throws InterruptedException {
        source.end();
        long came = -1;
        long quietSinceNs = clock.nanoTime();
        while (clock.nanoTime() - quietSinceNs < (closedMissing() == 0 ? QUIET_NS : MISSING_NS)) {
            TimeUnit.MILLISECONDS.sleep(5);
            if (subscribers.received() != came) {
                came = subscribers.received();
                quietSinceNs = clock.nanoTime();
            }
        }
    }

    /** How many closed candles were sent since the subscribers have joined that have not come; 0 when all is right and nothing is under way. */
    long closedMissing() {
        return (source == null ? 0 : (market.closed() - closedBeforeThey) * subscriberCount) - subscribers.closed();
    }

    @Override
    public void close() throws IOException {
        if (source != null) {
            source.abandon();
        }
        if (subscribers != null) {
            subscribers.close();
        }
        if (middle != null) {
            middle.close();
        }
        rest.close();
        exchange.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (final Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
