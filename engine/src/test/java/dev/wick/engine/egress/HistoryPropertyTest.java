package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Source;
import dev.wick.engine.egress.JsonIn.Field;
import dev.wick.engine.history.SeriesHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A market in which not every minute trades, an engine that has missed some of it and forgotten more, late closes, revisions, and a
 * REST side that fails, refuses and does not reach back: the pages that a client gets have, joined, every candle once, in
 * order and in its newest revision, but for what an error has named.
 */
class HistoryPropertyTest {
    private static final int RUNS = 400;
    private static final int MINUTES = 150;

    private SplittableRandom random;
    private ReplayBed bed;
    private Series btc;
    private SeriesHistory history;
    private FakeConnection socket;
    private Session session;
    /** The minutes that traded. */
    private TreeSet<Long> traded;
    /** What was published last of each minute: its revision. */
    private TreeMap<Long, Integer> published;
    /** Minutes that the engine has passed, and knows nothing of. */
    private TreeSet<Long> missing;

    private long frontier;
    /** The first minute that REST gives. */
    private long restFrom;

    private int faults;
    private boolean faultStruck;
    private long pages;
    private long errors;
    private long fetches;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldGiveEveryCandleOnceInOrderOrSayThatItCannot(final long seed) {
        System.out.println("history: seed " + seed + ", " + RUNS + " runs");
        final SplittableRandom seeds = new SplittableRandom(seed);
        for (int run = 0; run < RUNS; run++) {
            final long runSeed = seeds.nextLong();
            try {
                run(new SplittableRandom(runSeed));
            } catch (final Exception | AssertionError e) {
                throw new AssertionError("seed of the run: " + runSeed + ": " + e.getMessage(), e);
            }
        }
        assertThat(pages).isGreaterThan(3L * RUNS);
        assertThat(errors).isGreaterThan(RUNS / 4);
        assertThat(fetches).isGreaterThan(RUNS);
    }

    private void run(final SplittableRandom runRandom) throws Exception {
        random = runRandom;
        bed = new ReplayBed(5 + random.nextInt(80));
        bed.nowNs = (ReplayBed.ms(MINUTES) + 1) * 1_000_000;
        btc = bed.series("BTCUSDT");
        socket = new FakeConnection();
        session = bed.session(socket);
        traded = new TreeSet<>();
        published = new TreeMap<>();
        missing = new TreeSet<>();
        restFrom = random.nextInt(3) == 0 ? random.nextInt(MINUTES - 10) : Long.MIN_VALUE;
        final double density = random.nextDouble();
        for (long minute = 0; minute < MINUTES; minute++) {
            if (random.nextDouble() < density) {
                traded.add(minute);
            }
        }
        history = null;
        frontier = random.nextLong(MINUTES / 2) - 1;
        if (random.nextInt(5) > 0) {
            history = bed.history(btc, frontier + 1);
            publishSome(MINUTES / 2);
        }
        for (int i = 0; i < 3; i++) {
            read();
        }
    }

    /** The engine goes on for some minutes. */
    private void publishSome(final int count) {
        if (history == null) {
            return;
        }
        for (int i = 0; i < count && frontier < MINUTES - 1; i++) {
            switch (random.nextInt(8)) {
                case 0 -> repair();
                case 1 -> revise();
                default -> publishNext();
            }
            history.provenTo(ReplayBed.ms(missing.isEmpty() ? frontier : missing.first() - 1));
        }
    }

    /** The next candle that comes; what did not come between the last one and this is missing until something is known of it. */
    private void publishNext() {
        final Long next = traded.higher(frontier);
        final Long taken = next != null && random.nextInt(6) == 0 ? traded.higher(next) : next;
        if (taken != null) {
            for (long minute = frontier + 1; minute < taken; minute++) {
                missing.add(minute);
            }
            frontier = taken;
            publish(taken, 0);
        }
    }

    /** One that is missing comes late, or is shown not to exist. */
    private void repair() {
        if (!missing.isEmpty()) {
            final List<Long> all = List.copyOf(missing);
            final long minute = all.get(random.nextInt(all.size()));
            missing.remove(minute);
            if (traded.contains(minute)) {
                publish(minute, 0);
            }
        }
    }

    private void revise() {
        if (!published.isEmpty()) {
            final List<Long> all = List.copyOf(published.keySet());
            final long minute = all.get(random.nextInt(all.size()));
            publish(minute, published.get(minute) + 1);
        }
    }

    private void publish(final long minute, final int revision) {
        published.put(minute, revision);
        bed.revise(btc, minute, revision);
        bed.take(1);
    }

    /** A client that reads a range page by page. */
    private void read() throws Exception {
        final long from = random.nextInt(MINUTES);
        final long to = from + random.nextLong(MINUTES - from);
        long at = from;
        final int limit = 1 + random.nextInt(40);
        faults = random.nextInt(3);
        for (int count = 0; at <= to; count++) {
            assertThat(count).as("pages and errors").isLessThan(4 * MINUTES);
            final Map<String, Field> answer = ask(at, to, limit);
            if ("error".equals(HistoryPagesTest.text(answer, "type"))) {
                at = judgeError(answer, at);
                continue;
            }
            pages++;
            assertThat(HistoryPagesTest.minute(answer, "from")).isEqualTo(at);
            final long complete = HistoryPagesTest.minute(answer, "to");
            final List<String> rows = HistoryPagesTest.rows(answer);
            assertThat(rows).isEqualTo(expected(at, complete)).hasSizeLessThanOrEqualTo(limit);
            if (answer.get("next").value() == null) {
                assertThat(complete < to ? traded.subSet(complete + 1, to + 1) : List.of())
                        .as("what was left out without a word")
                        .isEmpty();
                at = to + 1;
            } else {
                at = HistoryPagesTest.minute(answer, "next");
                assertThat(at).isEqualTo(complete + 1);
            }
            publishSome(random.nextInt(3));
        }
    }

    /** What is skipped because of an error must be neither in memory nor to be had by REST. */
    private long judgeError(final Map<String, Field> error, final long at) {
        errors++;
        assertThat(HistoryPagesTest.text(error, "system_message")).isEqualTo("history_unavailable");
        if (!error.containsKey("available_from")) {
            assertThat(faultStruck).isTrue();
            return at;
        }
        final long next = HistoryPagesTest.minute(error, "available_from");
        assertThat(next).isGreaterThan(at);
        assertThat(at).as("the first that cannot be had").isLessThan(restFrom);
        assertThat(inMemory(at)).isNull();
        return next;
    }

    private List<String> expected(final long from, final long to) {
        final List<String> rows = new ArrayList<>();
        for (long minute = from; minute <= to; minute++) {
            final Candle kept = inMemory(minute);
            if (kept != null) {
                rows.add(minute + (kept.revision == 0 ? "" : "r" + kept.revision));
            } else if (traded.contains(minute)) {
                rows.add(minute + "b");
            }
        }
        return rows;
    }

    private Candle inMemory(final long minute) {
        final long at = history == null ? SeriesHistory.NOWHERE : history.lastOf(ReplayBed.ms(minute), Long.MAX_VALUE);
        final Candle candle = new Candle();
        if (at == SeriesHistory.NOWHERE || !history.read(at, candle)) {
            return null;
        }
        assertThat(candle.revision).isEqualTo(published.get(minute));
        return candle;
    }

    private Map<String, Field> ask(final long from, final long to, final int limit) throws Exception {
        faultStruck = false;
        final int before = socket.taken.size();
        bed.history(session, btc, ReplayBed.ms(from), ReplayBed.ms(to), limit);
        bed.settle();
        while (!bed.asked.isEmpty()) {
            fetches++;
            answer(bed.asked.remove(0));
            bed.settle();
        }
        assertThat(socket.taken.size()).isGreaterThan(before);
        return HistoryPagesTest.last(socket);
    }

    private void answer(final FetchRequest request) {
        final long from = (request.fromMs() - ReplayBed.ms(0)) / FeedHarness.MINUTE_MS;
        final long to = (request.toMs() - ReplayBed.ms(0)) / FeedHarness.MINUTE_MS;
        if (faults > 0 && random.nextInt(3) == 0) {
            faults--;
            faultStruck = true;
            bed.fetched(request, FetchAnswer.failed("cable cut", false));
        } else if (from < restFrom) {
            bed.fetched(
                    request,
                    random.nextBoolean()
                            ? FetchAnswer.failed("too old", true)
                            : FetchAnswer.of(List.of(), request.fromMs() - 1));
        } else {
            final long proven = random.nextBoolean() ? to : from + random.nextLong(to - from + 1);
            final List<Candle> rows = new ArrayList<>();
            for (final long minute : traded.subSet(from, proven + 1)) {
                final Candle row = ReplayBed.closed(btc, minute, 0);
                row.source = Source.BACKFILL;
                row.finality = Finality.REST;
                rows.add(row);
            }
            bed.fetched(request, FetchAnswer.of(rows, ReplayBed.ms(proven)));
        }
    }
}
