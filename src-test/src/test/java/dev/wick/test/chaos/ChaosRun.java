package dev.wick.test.chaos;

import dev.wick.test.host.EngineHost;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * One run of chaos, from the seed to the ledger.
 *
 * <p>As a program, after {@code mvn -DskipTests package}, with the class path of the module's tests:
 * {@code java -cp ... dev.wick.test.chaos.ChaosRun --minutes 30 --seed 7}; it ends with 0 if nothing was found. One thread,
 * besides those of simulators and clients.
 */
public final class ChaosRun implements AutoCloseable {
    private static final long TICK_MS = 20;
    private static final long BIRTH_PATIENCE_MS = 90_000;
    private static final long SETTLE_PATIENCE_MS = 240_000;
    private static final long SETTLE_LOOK_MS = 3_000;
    private static final int TELL_EVERY_LOOKS = 10;
    private static final long LIST_EVERY_MS = 2_000;
    /** Between two troubles of one venue in the mean: a short run has them closer together. */
    private static final long MAX_GAP_MS = 6_000;

    private static final long MIN_GAP_MS = 1_500;
    private static final int GAPS = 25;
    private static final long MAX_RESTART_EVERY_MS = 90_000;
    private static final int VISITORS = 4;
    private static final int LATECOMERS = 6;
    private static final int SNAPSHOT = 10;

    private final ChaosOptions options;
    private final PrintStream out;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<ChaosVenue> venues;
    private final ChaosWorld world;
    private final EngineLives lives;
    private final List<ChaosSubscriber> subscribers = new ArrayList<>();
    private final Random random;
    private long listAtMs;

    private ChaosRun(final ChaosOptions options, final PrintStream out) throws IOException {
        this.options = options;
        this.out = out;
        random = new Random(options.seed());
        say("seed " + options.seed() + ", " + options.minutes() + " min; again: mvn -pl src-test -am verify -Pchaos"
                + " -Dchaos.minutes=" + options.minutes() + " -Dchaos.seed=" + options.seed());
        clear(options.folder());
        final Path journal = Files.createDirectories(options.folder().resolve("journal"));
        venues = ChaosVenue.startAll(options.seed(), options.durationMs() + BIRTH_PATIENCE_MS + SETTLE_PATIENCE_MS);
        world = new ChaosWorld(venues, Math.max(15_000, options.durationMs() / 6));
        final Map<String, String> settings = ChaosSettings.of(venues, options.seed(), journal);
        say("drawn: " + ChaosSettings.drawn(settings));
        lives = new EngineLives(new EngineHost(settings, options.folder(), "160m"), client);
    }

    /** Runs it as a program. */
    public static void main(final String[] arguments) throws IOException {
        final ChaosOptions options = ChaosOptions.of(List.of(arguments));
        System.exit(run(options, System.out).isClean() ? 0 : 1);
    }

    /** Runs it; what was found is printed and written down. */
    static LedgerReport run(final ChaosOptions options, final PrintStream out) throws IOException {
        try (ChaosRun run = new ChaosRun(options, out)) {
            return run.run();
        }
    }

    private LedgerReport run() throws IOException {
        lives.start(world.nowMs());
        beBorn();
        rage();
        final long settleFromMs = world.nowMs();
        final Checker checker = settle();
        final long settledAfterMs = world.nowMs() - settleFromMs;
        subscribers.forEach(ChaosSubscriber::hangUp);
        lives.finish();
        final LedgerReport report = LedgerReport.of(options, venues, subscribers, lives, checker, settledAfterMs);
        if (!report.isClean()) {
            out.print(Failure.write(options.folder(), checker, subscribers, world));
        }
        out.print(report.text());
        out.flush();
        Files.writeString(options.folder().resolve("ledger.txt"), report.text());
        return report;
    }

    /** Every series is delivered once before anything goes wrong. */
    private void beBorn() {
        add("steady-1", ChaosSubscriber.Kind.STEADY, world.series(), false, 0);
        final long deadlineMs = world.nowMs() + BIRTH_PATIENCE_MS;
        while (!isAllDelivered()) {
            if (world.nowMs() > deadlineMs) {
                throw new AssertionError("Not every series was delivered within " + BIRTH_PATIENCE_MS + " ms: "
                        + subscribers.get(0).notebooks().stream()
                                .filter(notebook -> notebook.last() == null)
                                .map(Notebook::series)
                                .toList());
            }
            tick();
        }
        world.born();
        final List<SeriesKey> constant = world.series().stream()
                .filter(series -> !world.venue(series).isOnDemand(series))
                .toList();
        add("steady-2", ChaosSubscriber.Kind.STEADY, constant, true, SNAPSHOT);
        add("staller-1", ChaosSubscriber.Kind.STALLER, some(0.5), false, 0);
        add("staller-2", ChaosSubscriber.Kind.STALLER, some(0.5), true, SNAPSHOT);
        for (int i = 1; i <= VISITORS; i++) {
            add("visitor-" + i, ChaosSubscriber.Kind.VISITOR, some(0.3), random.nextBoolean(), i % 2 * SNAPSHOT);
        }
    }

    private boolean isAllDelivered() {
        return subscribers.get(0).notebooks().stream().allMatch(notebook -> notebook.last() != null);
    }

    private List<SeriesKey> some(final double share) {
        final List<SeriesKey> all = new ArrayList<>(world.series());
        Collections.shuffle(all, random);
        return List.copyOf(all.subList(0, Math.max(1, (int) (share * all.size()))));
    }

    private void add(
            final String name,
            final ChaosSubscriber.Kind kind,
            final List<SeriesKey> series,
            final boolean closedOnly,
            final int snapshot) {
        subscribers.add(
                new ChaosSubscriber(name, kind, series, closedOnly, snapshot, random.nextLong(), client, world));
    }

    private void rage() {
        final FaultSchedule schedule = FaultSchedule.of(
                options.seed(),
                venues.size(),
                options.durationMs(),
                Math.min(MAX_GAP_MS, Math.max(MIN_GAP_MS, options.durationMs() / GAPS)),
                Math.min(MAX_RESTART_EVERY_MS, options.durationMs() / 3));
        final FaultPlayer player = new FaultPlayer(schedule, venues, world);
        final long startMs = world.nowMs();
        int latecomers = 0;
        say("all series delivered; it goes wild");
        for (long ms = 0; ms < options.durationMs(); ms = world.nowMs() - startMs) {
            player.play(ms, lives);
            if (latecomers < LATECOMERS && ms > (latecomers + 1) * options.durationMs() / (LATECOMERS + 2)) {
                latecomers++;
                add(
                        "latecomer-" + latecomers,
                        kindOf(latecomers),
                        some(0.3),
                        latecomers % 2 == 0,
                        latecomers % 3 * SNAPSHOT);
            }
            tick();
        }
        venues.forEach(ChaosVenue::calm);
        world.settle();
        subscribers.forEach(ChaosSubscriber::settle);
        say("the chaos is over; everybody catches up");
    }

    private static ChaosSubscriber.Kind kindOf(final int latecomer) {
        return latecomer % 2 == 0 ? ChaosSubscriber.Kind.STALLER : ChaosSubscriber.Kind.VISITOR;
    }

    /** Until nothing is missing or wrong any more, or patience ends; and then a little longer, for what comes twice. */
    private Checker settle() {
        final List<Long> untilMs = new ArrayList<>();
        venues.forEach(venue -> untilMs.add(venue.exchange().timeMs()));
        final long deadlineMs = world.nowMs() + SETTLE_PATIENCE_MS;
        Checker checker = check(untilMs);
        for (int looks = 1; !isSettled(checker) && world.nowMs() < deadlineMs; looks++) {
            if (looks % TELL_EVERY_LOOKS == 0) {
                say("still missing " + checker.count(Finding.Kind.MISSING) + ", wrong "
                        + checker.count(Finding.Kind.WRONG) + ", such as "
                        + checker.findings().get(0));
            }
            tickFor(SETTLE_LOOK_MS);
            checker = check(untilMs);
        }
        tickFor(3 * SETTLE_LOOK_MS);
        return check(untilMs);
    }

    private static boolean isSettled(final Checker checker) {
        return checker.count(Finding.Kind.MISSING) == 0 && checker.count(Finding.Kind.WRONG) == 0;
    }

    private Checker check(final List<Long> untilMs) {
        final Checker checker = new Checker();
        for (final ChaosSubscriber subscriber : subscribers) {
            for (final Notebook notebook : subscriber.notebooks()) {
                final ChaosVenue venue = world.venue(notebook.series());
                checker.check(notebook, venue.truth(notebook.series()), untilMs.get(venues.indexOf(venue)));
            }
        }
        return checker;
    }

    private void tickFor(final long ms) {
        final long untilMs = world.nowMs() + ms;
        while (world.nowMs() < untilMs) {
            tick();
        }
    }

    private void tick() {
        final long nowMs = world.nowMs();
        if (lives.tick(nowMs)) {
            venues.forEach(ChaosVenue::onRestart);
        }
        for (final ChaosSubscriber subscriber : subscribers) {
            subscriber.tick(nowMs, lives.feed(), lives.life());
        }
        if (nowMs >= listAtMs) {
            listAtMs = nowMs + LIST_EVERY_MS;
            subscribers.get(0).list();
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TICK_MS));
    }

    private void say(final String text) {
        out.println("chaos: " + text);
        out.flush();
    }

    private static void clear(final Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
    }

    @Override
    public void close() {
        subscribers.forEach(ChaosSubscriber::hangUp);
        lives.close();
        venues.forEach(ChaosVenue::close);
    }
}
