package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Series;
import dev.wick.engine.egress.JsonIn.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A subscriber with several series is cut at random points, and resumes with nothing but what the error says, or with the one
 * {@code since} of the close reason: late closes and revisions included it ends with every closed candle, in the order of
 * publication, once with the former, at least once with the latter.
 */
class ResumePropertyTest {
    private static final int RUNS = 100;
    private static final int STEPS = 400;
    /** It reads next to nothing for so many steps, then as fast as it can, and so on. */
    private static final int PHASE = 40;

    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT", "XRPUSDT", "SOLUSDT");
    private static final Pattern MESSAGE = Pattern.compile("\\{\"type\":\"error\".*?\"resume\":\\[.*?\\}\\]\\}");

    private SplittableRandom random;
    private ReplayBed bed;
    private List<Series> series;
    private Map<String, List<String>> published;
    /** How much of it was published when the subscriber came. */
    private Map<String, Integer> from;

    private Map<String, List<String>> got;
    private Map<String, Map<Long, Integer>> revisions;
    private Map<String, List<Long>> late;
    private Map<String, Long> newest;
    private FakeConnection socket;
    private Session session;
    private int cuts;
    private int incomplete;
    private boolean isByReason;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldEndWithEveryClosedCandleOnceWhenItResumesWithWhatTheErrorSays(final long seed) {
        isByReason = false;
        runAll(seed);
        assertThat(cuts).isGreaterThan(2 * RUNS);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void shouldMissNothingWhenItResumesAllSeriesWithWhatTheCloseReasonSays(final long seed) {
        isByReason = true;
        runAll(seed);
        assertThat(cuts).isGreaterThan(2 * RUNS);
    }

    private void runAll(final long seed) {
        System.out.println("resume after cuts: seed " + seed + ", " + RUNS + " runs");
        final SplittableRandom seeds = new SplittableRandom(seed);
        for (int run = 0; run < RUNS; run++) {
            final long runSeed = seeds.nextLong();
            try {
                random = new SplittableRandom(runSeed);
                run();
            } catch (final Exception | AssertionError e) {
                throw new AssertionError("seed of the run: " + runSeed + ": " + e.getMessage(), e);
            }
        }
        System.out.println("resume after cuts: " + cuts + " cuts, " + incomplete + " without a since for all");
    }

    private void run() throws Exception {
        final EgressSettings settings = new FeedOptions()
                .backlog(1_500 + random.nextInt(3_000), 6_000 + random.nextInt(6_000), 8 + random.nextInt(20))
                .build();
        bed = new ReplayBed(STEPS * 8, settings);
        series = new ArrayList<>();
        published = new HashMap<>();
        from = new HashMap<>();
        got = new HashMap<>();
        revisions = new HashMap<>();
        late = new HashMap<>();
        newest = new HashMap<>();
        for (final String symbol : SYMBOLS) {
            final Series one = bed.series(symbol);
            series.add(one);
            bed.history(one, 0).startLive();
            published.put(symbol, new ArrayList<>());
            got.put(symbol, new ArrayList<>());
            revisions.put(symbol, new HashMap<>());
            late.put(symbol, new ArrayList<>());
            newest.put(symbol, 0L);
        }
        for (int i = random.nextInt(10); i > 0; i--) {
            publishSome();
        }
        connect();
        for (final Series one : series) {
            from.put(one.symbol(), published.get(one.symbol()).size() - queued(one));
            bed.subscribe(session, one, 0, null, random.nextBoolean());
        }
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> publishSome();
                case 3, 4 -> bed.take(random.nextInt(12));
                case 5 -> bed.cycle();
                case 6 -> {
                    final boolean isReading = step / PHASE % 2 == 1;
                    socket.room = isReading ? Integer.MAX_VALUE : random.nextInt(500);
                    for (int i = 0; isReading && i < PHASE; i++) {
                        bed.cycle();
                    }
                }
                default -> bed.forming(series.get(random.nextInt(series.size())), 10_000);
            }
            resumeIfCut();
        }
        finish();
    }

    private void finish() throws Exception {
        do {
            socket.room = Integer.MAX_VALUE;
            while (!bed.closedQueue.isEmpty()) {
                bed.take(3);
                bed.cycle();
            }
            bed.settle();
        } while (resumeIfCut());
        read();
        for (final String symbol : SYMBOLS) {
            final List<String> all = published.get(symbol);
            final List<String> owed = all.subList(from.get(symbol), all.size());
            if (isByReason) {
                assertThat(new HashSet<>(got.get(symbol))).as(symbol).containsAll(owed);
            } else {
                assertThat(got.get(symbol)).as(symbol).isEqualTo(owed);
            }
        }
    }

    private int queued(final Series one) {
        return (int) bed.closedQueue.stream()
                .filter(candle -> candle.seriesId == one.id())
                .count();
    }

    private void connect() {
        socket = new FakeConnection();
        socket.room = random.nextInt(2_000);
        session = bed.session(socket);
    }

    private void read() {
        for (final String symbol : SYMBOLS) {
            socket.entries(symbol).stream()
                    .filter(entry -> !entry.startsWith("("))
                    .forEach(got.get(symbol)::add);
        }
    }

    private boolean resumeIfCut() throws Exception {
        if (session.isOpen()) {
            return false;
        }
        cuts++;
        socket.room = Integer.MAX_VALUE;
        bed.cycle();
        assertThat(socket.closeCode).isEqualTo(1013);
        read();
        final Matcher error = MESSAGE.matcher(socket.taken.toString(StandardCharsets.UTF_8));
        assertThat(error.find()).isTrue();
        final String lastWord = socket.closeReason.replaceAll(".* ", "");
        assertThat(socket.closeReason.length()).isLessThanOrEqualTo(123);
        final List<?> resume =
                (List<?>) JsonIn.object(error.group()).get("resume").value();
        final boolean hasOne = lastWord.matches("\\d+");
        incomplete += hasOne ? 0 : 1;
        connect();
        if (isByReason && hasOne) {
            for (final Series one : series) {
                bed.subscribe(session, one, 0, new Since(Long.parseLong(lastWord), 0), false);
            }
        } else {
            for (final Object element : resume) {
                subscribe(element);
            }
        }
        assertThat(session.series()).hasSize(SYMBOLS.size());
        return true;
    }

    /** As the protocol reads it. */
    private void subscribe(final Object element) {
        final StringBuilder message = new StringBuilder("{\"op\":\"subscribe\"");
        ((Map<?, ?>) element)
                .forEach((name, field) ->
                        message.append(",\"").append(name).append("\":").append(((Field) field).raw()));
        final Request request = new Protocol(10).parse(message.append('}').toString());
        assertThat(request).isInstanceOf(Request.Subscribe.class);
        final Request.Subscribe subscribe = (Request.Subscribe) request;
        for (final Series one : series) {
            if (subscribe.symbols().contains(one.symbol())) {
                bed.subscribe(session, one, 0, subscribe.resume().since(one.symbol()), random.nextBoolean());
            }
        }
    }

    private void publishSome() {
        for (int count = random.nextInt(5); count > 0; count--) {
            final String symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
            final int kind = random.nextInt(6);
            if (kind == 0 && !late.get(symbol).isEmpty()) {
                publish(
                        symbol,
                        late.get(symbol).remove(random.nextInt(late.get(symbol).size())));
            } else if (kind == 1 && !revisions.get(symbol).isEmpty()) {
                final List<Long> minutes = List.copyOf(revisions.get(symbol).keySet());
                publish(symbol, minutes.get(random.nextInt(minutes.size())));
            } else {
                if (kind == 2) {
                    late.get(symbol).add(next(symbol));
                }
                publish(symbol, next(symbol));
            }
        }
    }

    private long next(final String symbol) {
        return newest.merge(symbol, 1L, Long::sum) - 1;
    }

    private void publish(final String symbol, final long minute) {
        final int revision = revisions.get(symbol).merge(minute, 0, (before, none) -> before + 1);
        bed.revise(series.get(SYMBOLS.indexOf(symbol)), minute, revision);
        published.get(symbol).add(minute + (revision == 0 ? "" : "r" + revision));
    }
}
