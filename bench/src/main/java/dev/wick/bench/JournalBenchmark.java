package dev.wick.bench;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.history.CandleRecord;
import dev.wick.engine.journal.Journal;
import dev.wick.engine.journal.JournalException;
import dev.wick.engine.journal.JournalSettings;
import dev.wick.engine.ops.Metrics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.CachedNanoClock;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Keeping closed candles in the journal, {@value #BATCH} at once, in one segment: no disk keeps up with a loop that does
 * nothing else, so it ends before the segment does. The baseline copies as many bytes as a candle has into memory.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 6, batchSize = JournalBenchmark.BATCH)
@Measurement(iterations = 8, batchSize = JournalBenchmark.BATCH)
public class JournalBenchmark extends StageBenchmark {
    static final int BATCH = 100_000;

    private static final int ROOM = 1 << 20;
    private static final long MAX_BYTES = 2L << 30;

    private final Fixture fixture = new Fixture(1, new CachedNanoClock());
    private final Series series = fixture.registry.byId(0);
    private final Candle closed = fixture.candle(0, true);
    private final UnsafeBuffer record = new UnsafeBuffer(ByteBuffer.allocateDirect(CandleRecord.LENGTH));
    private final UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(ROOM));
    private Path folder;
    private Journal journal;
    private int at;

    /** Opens a journal in a folder of its own. */
    @Setup
    public void setUp() throws IOException, JournalException {
        CandleRecord.write(closed, record, 0);
        folder = Files.createTempDirectory("wick-journal");
        journal = Journal.open(new JournalSettings(folder, MAX_BYTES, 1), new Metrics(), SystemEpochClock.INSTANCE);
    }

    /** Looks whether it was kept, and deletes it. */
    @TearDown
    public void tearDown() throws IOException {
        Fixture.check(journal.isOn(), "the journal has switched itself off");
        journal.close();
        Fixture.delete(folder);
    }

    /** As many bytes, without a file. */
    @Benchmark
    public int baseline() {
        at = (at + CandleRecord.LENGTH) & (ROOM - 1);
        memory.putBytes(at, record, 0, CandleRecord.LENGTH);
        return at;
    }

    /** One candle kept. */
    @Benchmark
    public long append() {
        closed.openTimeMs += 60_000;
        journal.append(series, closed);
        return closed.openTimeMs;
    }
}
