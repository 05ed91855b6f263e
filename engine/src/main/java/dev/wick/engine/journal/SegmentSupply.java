package dev.wick.engine.journal;

import dev.wick.engine.ops.Counter;
import dev.wick.engine.pipeline.Duty;
import dev.wick.engine.pipeline.WakeUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the next segment before it is needed, puts full ones on the disk, and deletes the oldest: all that waits for a disk.
 * The duty of the thread {@code journal}; the pipeline's thread calls {@link #want}, {@link #next} and {@link #retire}.
 */
final class SegmentSupply implements Duty {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentSupply.class);
    private static final long RETRY_MS = 5_000;
    private static final int MOST_RETIRED = 16;

    private record Kept(Path file, long bytes) {}

    private final JournalFolder folder;
    private final JournalSettings settings;
    private final WakeUp wakeUp;
    private final EpochClock clock;
    private final Counter unprepared;
    private final ArrayDeque<Kept> kept = new ArrayDeque<>();
    private final AtomicReference<Segment> prepared = new AtomicReference<>();
    private final OneToOneConcurrentArrayQueue<Segment> retired = new OneToOneConcurrentArrayQueue<>(MOST_RETIRED);
    private long nextNumber = 1;
    private long keptBytes;
    private volatile long bytes;
    private volatile int segments;
    private volatile boolean wanted;
    private volatile long notBeforeMs = Long.MIN_VALUE;

    /** A supply that knows the segments that are there. */
    SegmentSupply(
            final JournalFolder folder,
            final JournalSettings settings,
            final WakeUp wakeUp,
            final EpochClock clock,
            final Counter unprepared)
            throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.wakeUp = wakeUp;
        this.clock = clock;
        this.unprepared = unprepared;
        final NavigableMap<Long, Path> there = folder.segments();
        for (final Map.Entry<Long, Path> file : there.entrySet()) {
            keep(new Kept(file.getValue(), Files.size(file.getValue())));
            nextNumber = file.getKey() + 1;
        }
        final NavigableMap<Long, Path> damaged = folder.damaged();
        if (!damaged.isEmpty()) {
            nextNumber = Math.max(nextNumber, damaged.lastKey() + 1);
        }
        makeRoom(0);
    }

    private void keep(final Kept file) {
        kept.addLast(file);
        keptBytes += file.bytes();
        show();
    }

    /** The newest one is never deleted: it is being written. */
    private void makeRoom(final long wantedBytes) throws IOException {
        while (kept.size() > 1 && keptBytes + wantedBytes > settings.segmentsMaxBytes()) {
            Files.deleteIfExists(kept.getFirst().file());
            keptBytes -= kept.removeFirst().bytes();
            show();
        }
    }

    private void show() {
        bytes = keptBytes;
        segments = kept.size();
    }

    /** Says that a segment will be needed before long; the pipeline's thread. */
    void want() {
        wanted = true;
        wakeUp.signal();
    }

    /** The next segment, made here and now, and counted as such, if none is prepared; the pipeline's thread. */
    Segment next() throws IOException {
        final Segment ready = prepared.getAndSet(null);
        if (ready != null) {
            return ready;
        }
        unprepared.increment();
        return nextAtLast();
    }

    /** The segment to begin with where there is none; at the start. */
    Segment first() throws IOException {
        return nextAtLast();
    }

    private synchronized Segment nextAtLast() throws IOException {
        final Segment ready = prepared.getAndSet(null);
        return ready != null ? ready : make();
    }

    /** Takes a segment that is full; the pipeline's thread. */
    void retire(final Segment full) {
        if (retired.offer(full)) {
            wakeUp.signal();
        } else {
            finish(full);
        }
    }

    @Override
    public int doWork() {
        int work = 0;
        for (Segment full = retired.poll(); full != null; full = retired.poll()) {
            finish(full);
            work++;
        }
        return mayPrepare() ? work + prepare() : work;
    }

    private static void finish(final Segment full) {
        try {
            full.force();
        } catch (final RuntimeException | InternalError e) {
            LOG.warn("{} could not be forced to the disk: a power loss may cost candles of it", full.file(), e);
        }
        full.close();
    }

    private boolean mayPrepare() {
        return wanted && prepared.get() == null && clock.time() >= notBeforeMs;
    }

    private synchronized int prepare() {
        wanted = false;
        try {
            prepared.set(make());
            return 1;
        } catch (final IOException e) {
            if (notBeforeMs == Long.MIN_VALUE) {
                LOG.warn(
                        "No further segment of the journal could be made in {}: {}; tried again every {} s. If there is"
                                + " none when the present one is full, the journal is switched off. Make room on the"
                                + " disk",
                        folder.folder(),
                        e.toString(),
                        TimeUnit.MILLISECONDS.toSeconds(RETRY_MS));
            }
            notBeforeMs = clock.time() + RETRY_MS;
            wanted = true;
            return 0;
        }
    }

    /** Called with the lock. */
    private Segment make() throws IOException {
        final int length = settings.segmentBytes();
        makeRoom(length);
        final Segment made = Segment.create(folder.file(nextNumber), nextNumber, length);
        nextNumber++;
        keep(new Kept(made.file(), length));
        notBeforeMs = Long.MIN_VALUE;
        return made;
    }

    @Override
    public boolean hasWork() {
        return !retired.isEmpty() || mayPrepare();
    }

    @Override
    public long parkLimitNs() {
        return wanted ? TimeUnit.MILLISECONDS.toNanos(RETRY_MS) : WakeUp.NO_LIMIT;
    }

    @Override
    public String roleName() {
        return "journal";
    }

    /** What all segments take on the disk; any thread. */
    long bytes() {
        return bytes;
    }

    /** How many segments there are; any thread. */
    int segments() {
        return segments;
    }

    /** Puts away what is left, after both threads have ended. */
    void close() {
        for (Segment full = retired.poll(); full != null; full = retired.poll()) {
            finish(full);
        }
        final Segment unused = prepared.getAndSet(null);
        if (unused != null) {
            unused.close();
        }
    }
}
