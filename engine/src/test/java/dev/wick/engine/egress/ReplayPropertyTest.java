package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.history.LogReader;
import dev.wick.engine.history.SeriesHistory;
import dev.wick.engine.journal.Journal;
import dev.wick.engine.journal.JournalSettings;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.pipeline.SeriesRestorer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random publications with late closes and revisions, restarts that keep the history, and subscribers that come, read slowly, go
 * and resume with what they have received last: each ends with every entry once, in the order of publication.
 */
class ReplayPropertyTest {
    private static final int RUNS = 500;
    private static final int LOGGED_RUNS = 100;
    private static final int STEPS = 120;
    private static final long JOURNAL_BYTES = 10 * 32_768;

    /** One subscriber over all of its connections. */
    private static final class Client {
        final List<String> got = new ArrayList<>();
        FakeConnection socket;
        Session session;
        int seen;
        /** Where in the order of publication its first entry is; -1 before it has subscribed. */
        int from = -1;

        boolean isConnected() {
            return session != null;
        }

        /** Moves what has arrived to what it has. */
        void read() {
            if (socket != null) {
                final List<String> all = socket.entries("BTCUSDT");
                all.subList(seen, all.size()).forEach(entry -> got.add(entry.replace("b", "")));
                seen = all.size();
            }
        }

        void disconnect(final ReplayBed bed) {
            read();
            bed.sessions.abort(session, "the test");
            bed.asked.removeIf(FetchRequest::isCancelled);
            session = null;
            socket = null;
        }
    }

    @TempDir
    private Path temp;

    private boolean isForgetful;
    /** Whether there is a journal, which forgets nothing. */
    private boolean isLogged;

    private Journal journal;
    private Metrics journalMetrics;
    private int folders;
    private long journalReads;
    private long answered;
    private SplittableRandom random;
    private ReplayBed bed;
    private Series btc;
    private int capacity;
    /** All that was ever published, in order. */
    private List<String> published;

    private Map<Long, Integer> revisions;
    private List<Long> late;
    private long newestMinute;
    private List<Client> clients;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldGiveEachClientEveryEntryOnceInTheOrderOfPublication(final long seed) {
        isForgetful = false;
        runAll(seed, RUNS);
    }

    /** Memory is small, so that REST has to help out, also in the middle; it knows open times only, hence no late closes. */
    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void shouldGiveEachClientEveryOpenTimeOnceAlsoBeyondWhatIsInMemory(final long seed) {
        isForgetful = true;
        runAll(seed, RUNS);
        assertThat(answered).isGreaterThan(RUNS);
    }

    /** The same, but a journal knows the order of publication: late closes and revisions come as they were published. */
    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void shouldGiveEachClientEveryEntryOnceInTheOrderOfPublicationAlsoBeyondWhatIsInMemory(final long seed) {
        isLogged = true;
        runAll(seed, LOGGED_RUNS);
        assertThat(answered).isZero();
        assertThat(journalReads).isGreaterThan(LOGGED_RUNS);
    }

    private void runAll(final long seed, final int runs) {
        System.out.println("replays: seed " + seed + ", " + runs + " runs");
        final SplittableRandom seeds = new SplittableRandom(seed);
        for (int run = 0; run < runs; run++) {
            final long runSeed = seeds.nextLong();
            try {
                run(new SplittableRandom(runSeed));
            } catch (final Exception | AssertionError e) {
                throw new AssertionError("seed of the run: " + runSeed + ": " + e.getMessage(), e);
            } finally {
                closeJournal();
            }
        }
    }

    private void run(final SplittableRandom runRandom) throws Exception {
        random = runRandom;
        folders++;
        capacity = isForgetful || isLogged ? 2 + random.nextInt(20) : STEPS * 4;
        published = new ArrayList<>();
        revisions = new HashMap<>();
        late = new ArrayList<>();
        newestMinute = 0;
        clients = new ArrayList<>();
        start(new ArrayList<>());
        for (int i = 0; i < 3; i++) {
            clients.add(new Client());
        }
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(11)) {
                case 0, 1, 2 -> publishSome();
                case 3, 4 -> bed.take(random.nextInt(5));
                case 5 -> cycle();
                case 6 -> comeOrGo(clients.get(random.nextInt(clients.size())));
                case 7 -> squeeze(clients.get(random.nextInt(clients.size())));
                case 8 -> settle();
                case 9 -> answer();
                default -> {
                    if (random.nextInt(6) == 0) {
                        restart();
                    }
                }
            }
        }
        for (final Client client : clients) {
            if (client.isConnected() && client.socket.closeCode != 0) {
                client.disconnect(bed);
            }
            if (!client.isConnected()) {
                comeOrGo(client);
            }
            client.socket.room = Integer.MAX_VALUE;
        }
        settle();
        while (answer()) {
            settle();
        }
        for (final Client client : clients) {
            client.read();
            assertThat(client.got).isEqualTo(published.subList(client.from, published.size()));
        }
    }

    /** An engine whose history has what was restored from its journal. */
    private void start(final List<Candle> restored) throws Exception {
        if (isLogged) {
            final Path folder = temp.resolve(Integer.toString(folders));
            final JournalSettings settings = new JournalSettings(folder, JOURNAL_BYTES, capacity);
            journalMetrics = new Metrics();
            journal = Journal.open(settings, journalMetrics, () -> FeedHarness.FIRST_OPEN_TIME_MS);
        }
        bed = new ReplayBed(capacity, FeedHarness.settings(), isLogged ? journal : LogReader.NOTHING);
        btc = bed.series("BTCUSDT");
        final SeriesHistory history = bed.histories.add(btc);
        if (isLogged) {
            journal.restore(btc, new Restorer(history));
        } else {
            restored.forEach(history::append);
        }
        history.completeFrom(ReplayBed.ms(0));
        history.startLive();
        history.settle();
    }

    /** All connections are lost; what waited in the closed queue was in the history, and so in the journal. */
    private void restart() throws Exception {
        for (final Client client : clients) {
            if (client.isConnected()) {
                client.disconnect(bed);
            }
        }
        final List<Candle> kept = new ArrayList<>();
        final SeriesHistory history = bed.histories.of(btc.id());
        for (long position = history.begin(); position < history.end(); position++) {
            final Candle candle = new Candle();
            assertThat(history.read(position, candle)).isTrue();
            kept.add(candle);
        }
        final long completeFromMs = history.completeFromMs();
        closeJournal();
        start(kept);
        bed.histories.of(btc.id()).completeFrom(completeFromMs);
    }

    private void closeJournal() {
        if (journal != null) {
            journalReads += (long) journalMetrics.value(Metric.JOURNAL_READS);
            journal.close();
            journal = null;
        }
    }

    private record Restorer(SeriesHistory history) implements SeriesRestorer.Sink {
        @Override
        public void onCandle(final Candle candle) {
            history.append(candle);
        }

        @Override
        public void onForgotten(final long toMs) {
            history.completeFrom(history.series().interval().next(toMs));
        }
    }

    private int cycle() throws Exception {
        return (isLogged ? journal.duty().doWork() : 0) + bed.cycle();
    }

    private void settle() throws Exception {
        do {
            bed.settle();
        } while (isLogged && journal.duty().doWork() > 0);
    }

    private boolean answer() {
        if (bed.asked.isEmpty()) {
            return false;
        }
        answered++;
        bed.answer();
        return true;
    }

    private void publishSome() {
        for (int count = random.nextInt(4); count > 0; count--) {
            final int kind = isForgetful ? 5 : random.nextInt(6);
            if (kind == 0 && !late.isEmpty()) {
                publish(late.remove(random.nextInt(late.size())));
            } else if (kind == 1 && !revisions.isEmpty()) {
                final List<Long> minutes = List.copyOf(revisions.keySet());
                publish(minutes.get(random.nextInt(minutes.size())));
            } else {
                if (kind == 2) {
                    late.add(newestMinute++);
                }
                publish(newestMinute++);
            }
        }
    }

    private void publish(final long minute) {
        final int revision = revisions.merge(minute, 0, (before, none) -> before + 1);
        if (isLogged) {
            journal.append(btc, ReplayBed.closed(btc, minute, revision));
        }
        bed.revise(btc, minute, revision);
        published.add(minute + (revision == 0 ? "" : "r" + revision));
    }

    private void comeOrGo(final Client client) {
        if (client.isConnected()) {
            client.disconnect(bed);
            return;
        }
        client.socket = new FakeConnection();
        client.session = bed.session(client.socket);
        client.seen = 0;
        if (client.got.isEmpty()) {
            // From here on it is owed everything, but for what still waits in the queue, which it gets as well.
            client.from = published.size() - bed.closedQueue.size();
            bed.subscribe(client.session, btc, 0, null, true);
        } else {
            final String last = client.got.get(client.got.size() - 1);
            final int at = last.indexOf('r');
            final long minute = Long.parseLong(at < 0 ? last : last.substring(0, at));
            bed.since(client.session, btc, minute, at < 0 ? 0 : Integer.parseInt(last.substring(at + 1)));
        }
    }

    /** It reads no more, or again. */
    private void squeeze(final Client client) {
        if (client.isConnected()) {
            client.socket.room = random.nextBoolean() ? random.nextInt(3_000) : Integer.MAX_VALUE;
        }
    }
}
