package dev.wick.bench;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.history.LogPage;
import dev.wick.engine.history.LogQuery;
import dev.wick.engine.journal.Journal;
import dev.wick.engine.journal.JournalException;
import dev.wick.engine.journal.JournalSettings;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.pipeline.Duty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.concurrent.SystemEpochClock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Reading a full journal of the default size for subscribers who were away for longer than memory reaches: one pass for one
 * subscription, or for as many as one pass serves. The baseline reads all bytes of its files.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class JournalReadBenchmark extends StageBenchmark {
    private static final int SERIES = 2_000;
    private static final long MAX_BYTES = 64L << 20;
    private static final int CANDLES = 400_000;
    private static final int MANY = 64;
    private static final int AWAY_CANDLES = 100;

    private final Fixture fixture = new Fixture(SERIES, System::nanoTime);
    private Path folder;
    private Journal journal;
    private Duty duty;
    private long lastMs;
    private int answered;

    /** Fills a journal in a folder of its own. */
    @Setup
    public void setUp() throws Exception {
        folder = Files.createTempDirectory("wick-journal");
        journal = open();
        duty = journal.duty();
        final Candle closed = fixture.candle(0, true);
        for (int i = 0; i < CANDLES; i++) {
            if (i % SERIES == 0) {
                closed.openTimeMs += 60_000;
            }
            closed.seriesId = i % SERIES;
            journal.append(fixture.registry.byId(closed.seriesId), closed);
            duty.doWork();
        }
        lastMs = closed.openTimeMs;
    }

    private Journal open() throws JournalException {
        return Journal.open(new JournalSettings(folder, MAX_BYTES, 1), new Metrics(), SystemEpochClock.INSTANCE);
    }

    /** Looks whether it was kept, and deletes it. */
    @TearDown
    public void tearDown() throws IOException {
        Fixture.check(journal.isOn(), "the journal has switched itself off");
        journal.close();
        Fixture.delete(folder);
    }

    /** The same files, read whole. */
    @Benchmark
    public long baseline() throws IOException {
        long bytes = 0;
        try (Stream<Path> all = Files.list(folder)) {
            for (final Path file : all.toList()) {
                bytes += Files.readAllBytes(file).length;
            }
        }
        return bytes;
    }

    /** The first page for one subscription. */
    @Benchmark
    public int one() throws Exception {
        return read(1);
    }

    /** The first pages for as many as share a pass. */
    @Benchmark
    public int many() throws Exception {
        return read(MANY);
    }

    private int read(final int count) throws Exception {
        answered = 0;
        for (int i = 0; i < count; i++) {
            final LogQuery query =
                    new LogQuery(fixture.registry.byId(i), lastMs - AWAY_CANDLES * 60_000L, 0, LogQuery.BEGINNING);
            journal.read(query, this::onPage);
        }
        duty.doWork();
        Fixture.check(answered == count, answered + " of " + count + " queries were answered");
        return answered;
    }

    private void onPage(final LogPage page) {
        Fixture.check(
                page.isKnown() && page.steps().size() == AWAY_CANDLES,
                page.steps().size() + " candles came");
        answered++;
    }
}
