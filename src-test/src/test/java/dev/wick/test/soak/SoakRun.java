package dev.wick.test.soak;

import dev.wick.adapters.feed.Exchange;
import dev.wick.test.host.EngineHost;
import dev.wick.test.host.FeedLink;
import dev.wick.test.host.Scrape;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Two thousand series at a modest rate for a long time, in an engine of its own process; subscribers come and go, and the
 * exchanges cut connections. Samples what the engine holds, right after a full collection, and judges the curve.
 *
 * <p>As a program, after {@code mvn -DskipTests package}, with the class path of the module's tests:
 * {@code java --add-opens java.base/jdk.internal.misc=ALL-UNNAMED -cp ... dev.wick.test.soak.SoakRun --minutes 60}; it ends
 * with 0 if nothing grew. One thread, besides those of simulators and clients.
 */
public final class SoakRun implements AutoCloseable {
    private static final int SERIES = 2_000;
    private static final long SAMPLE_EVERY_MS = 30_000;
    private static final long TICK_MS = 50;
    private static final long START_PATIENCE_MS = 180_000;
    private static final int VISITORS = 6;
    private static final int SYMBOLS_OF_A_VISITOR = 150;
    private static final int MAX_STAY_MS = 40_000;
    private static final int CUT_EVERY_MS = 45_000;

    private static final class Visit {
        private final FeedLink link;
        private final long untilMs;
        private boolean isGreeted;

        Visit(final FeedLink link, final long untilMs) {
            this.link = link;
            this.untilMs = untilMs;
        }
    }

    private final SoakOptions options;
    private final PrintStream out;
    private final Random random;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<SoakVenue> venues = new ArrayList<>();
    private final List<Visit> visits = new ArrayList<>();
    private final EngineHost engine;
    private final AtomicLong quotes = new AtomicLong();
    private FeedLink steady;
    private boolean isSteadyGreeted;
    private long visitors;
    private long cuts;
    private long cutAtMs;
    private int peakLinks;

    private SoakRun(final SoakOptions options, final PrintStream out) throws IOException {
        this.options = options;
        this.out = out;
        random = new Random(options.seed());
        venues.add(SoakVenue.start(Exchange.BINANCE, "spot", SERIES - 150, options.seed()));
        venues.add(SoakVenue.start(Exchange.OKX, "swap", 50, options.seed()));
        venues.add(SoakVenue.start(Exchange.BYBIT, "linear", 50, options.seed()));
        venues.add(SoakVenue.start(Exchange.GATEIO, "spot", 50, options.seed()));
        final Path journal = Files.createDirectories(options.folder().resolve("journal"));
        clear(journal);
        engine = new EngineHost(settings(journal), options.folder(), "256m");
    }

    /** Runs it as a program. */
    public static void main(final String[] arguments) throws IOException {
        System.exit(run(SoakOptions.of(List.of(arguments)), System.out).isFlat() ? 0 : 1);
    }

    /** Runs it, and prints the curve. */
    static SoakReport run(final SoakOptions options, final PrintStream out) throws IOException {
        try (SoakRun run = new SoakRun(options, out)) {
            return run.run();
        }
    }

    private Map<String, String> settings(final Path journal) {
        final Map<String, String> settings = new HashMap<>();
        for (final SoakVenue venue : venues) {
            final String prefix = "CONNECTOR_" + venue.venue().exchange().name() + "_"
                    + venue.venue().contractType().name().toUpperCase(Locale.ROOT);
            settings.put(prefix + "_WS_URL", venue.exchange().wsUrl());
            settings.put(prefix + "_REST_URL", venue.exchange().restUrl());
        }
        settings.put("CONNECTOR_FUTURE_LIMIT", "31622400");
        settings.put("CONNECTOR_MAX_SYMBOL_PER_WS", "200");
        // Small enough to be full before the first third is over: what is judged is the state in which each forgets.
        settings.put("CONNECTOR_HISTORY_CANDLES", "20");
        settings.put("CONNECTOR_HISTORY_BOOTSTRAP", "10");
        settings.put("CONNECTOR_JOURNAL_DIR", journal.toAbsolutePath().toString());
        settings.put("CONNECTOR_JOURNAL_MAX_BYTES", "16MiB");
        return settings;
    }

    private SoakReport run() throws IOException {
        engine.start();
        awaitReady();
        steady = link();
        final long startMs = System.currentTimeMillis();
        final Curve curve = new Curve();
        out.println(Curve.header());
        long sampleAtMs = startMs + SAMPLE_EVERY_MS;
        for (long nowMs = startMs; nowMs - startMs < options.durationMs(); nowMs = System.currentTimeMillis()) {
            tick(nowMs);
            if (nowMs >= sampleAtMs) {
                sampleAtMs += SAMPLE_EVERY_MS;
                out.println(curve.add((nowMs - startMs) / 1_000.0, sample()));
                out.flush();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TICK_MS));
        }
        final SoakReport report = SoakReport.of(
                curve,
                quotes + " quotes to " + visitors + " visitors and one who stayed (" + peakLinks
                        + " at once at most), connections cut " + cuts);
        Files.writeString(options.folder().resolve("curve.txt"), report.text());
        out.print(report.text().substring(curve.table().length()));
        out.flush();
        return report;
    }

    private void awaitReady() {
        final long deadlineMs = System.currentTimeMillis() + START_PATIENCE_MS;
        while (!engine.isReady()) {
            if (!engine.isAlive() || System.currentTimeMillis() > deadlineMs) {
                throw new AssertionError("The engine does not serve: " + engine.lastLines());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TICK_MS));
        }
    }

    private FeedLink link() {
        return new FeedLink(client, engine.feed(), message -> quotes.incrementAndGet());
    }

    private void tick(final long nowMs) {
        if (steady.isOver()) {
            throw new AssertionError(
                    "The subscriber who stays was lost: " + steady.reason() + "; " + engine.lastLines());
        }
        if (!isSteadyGreeted && steady.isOpen()) {
            isSteadyGreeted = true;
            for (final SoakVenue venue : venues) {
                steady.send(venue.subscription(venue.symbols(), ",\"closed_only\":true"));
            }
        }
        for (final Iterator<Visit> all = visits.iterator(); all.hasNext(); ) {
            final Visit visit = all.next();
            if (!visit.isGreeted && visit.link.isOpen()) {
                visit.isGreeted = true;
                greet(visit.link);
            } else if (nowMs >= visit.untilMs || visit.link.isOver()) {
                visit.link.abort();
                all.remove();
            }
        }
        while (visits.size() < VISITORS) {
            visitors++;
            visits.add(new Visit(link(), nowMs + 1_000 + random.nextInt(MAX_STAY_MS)));
        }
        peakLinks = Math.max(peakLinks, visits.size() + 1);
        if (nowMs >= cutAtMs) {
            cutAtMs = nowMs + random.nextInt(CUT_EVERY_MS);
            venues.get(random.nextInt(venues.size())).exchange().faults().disconnectOne();
            cuts++;
        }
    }

    private void greet(final FeedLink link) {
        final SoakVenue venue = venues.get(random.nextInt(venues.size()));
        final List<String> symbols = new ArrayList<>(venue.symbols());
        Collections.shuffle(symbols, random);
        link.send(venue.subscription(
                symbols.subList(0, Math.min(SYMBOLS_OF_A_VISITOR, symbols.size())),
                random.nextBoolean() ? ",\"snapshot\":5" : ""));
    }

    private Scrape sample() throws IOException {
        final String jcmd = System.getProperty("java.home") + File.separator + "bin" + File.separator + "jcmd";
        try {
            final Process collection = new ProcessBuilder(jcmd, Long.toString(engine.pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!collection.waitFor(60, TimeUnit.SECONDS) || collection.exitValue() != 0) {
                throw new AssertionError("jcmd could not ask the engine for a collection; it needs a JDK");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        final Scrape scrape = Scrape.of(client, engine.ops());
        if (scrape == null) {
            throw new AssertionError("The engine does not say how it is: " + engine.lastLines());
        }
        return scrape;
    }

    private static void clear(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (final Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() {
        if (steady != null) {
            steady.abort();
        }
        visits.forEach(visit -> visit.link.abort());
        engine.close();
        venues.forEach(SoakVenue::close);
    }
}
