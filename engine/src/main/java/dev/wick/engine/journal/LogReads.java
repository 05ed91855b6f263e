package dev.wick.engine.journal;

import dev.wick.adapters.feed.Series;
import dev.wick.engine.history.CandleRecord;
import dev.wick.engine.history.LogPage;
import dev.wick.engine.history.LogQuery;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;
import dev.wick.engine.pipeline.Duty;
import dev.wick.engine.pipeline.WakeUp;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.CloseHelper;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers queries for what was published, by one pass through all segments for many queries. The duty of the thread {@code
 * journal}; {@link #add} is for any thread.
 */
final class LogReads implements Duty {
    /** So many queries are answered by one pass at most, which bounds the memory that it takes. */
    private static final int MOST_AT_ONCE = 64;

    private static final Logger LOG = LoggerFactory.getLogger(LogReads.class);

    private record Waiting(LogQuery query, Consumer<LogPage> answer) {}

    private final JournalFolder folder;
    private final WakeUp wakeUp;
    private final Counter passes;
    private final ManyToOneConcurrentLinkedQueue<Waiting> waiting = new ManyToOneConcurrentLinkedQueue<>();

    LogReads(final JournalFolder folder, final WakeUp wakeUp, final Metrics metrics) {
        this.folder = folder;
        this.wakeUp = wakeUp;
        passes = metrics.counter(Metric.JOURNAL_READS);
    }

    /** Asks; answered by the thread of this duty. */
    void add(final LogQuery query, final Consumer<LogPage> answer) {
        waiting.add(new Waiting(query, answer));
        wakeUp.signal();
    }

    @Override
    public int doWork() {
        if (waiting.isEmpty()) {
            return 0;
        }
        final List<Waiting> batch = new ArrayList<>();
        for (Waiting one = waiting.poll(); one != null; one = batch.size() < MOST_AT_ONCE ? waiting.poll() : null) {
            batch.add(one);
        }
        answer(batch);
        return batch.size();
    }

    private void answer(final List<Waiting> batch) {
        passes.increment();
        List<LogPage> pages = Collections.nCopies(batch.size(), LogPage.UNKNOWN);
        try {
            pages = pages(batch);
        } catch (final IOException | RuntimeException | InternalError e) {
            LOG.warn(
                    "The journal in {} cannot be read: {}. Subscribers who were away for longer than memory reaches are"
                            + " served by REST instead. Look after the disk",
                    folder.folder(),
                    e.toString(),
                    e);
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer().accept(pages.get(i));
        }
    }

    private List<LogPage> pages(final List<Waiting> batch) throws IOException {
        final Long2ObjectHashMap<Segment> segments = new Long2ObjectHashMap<>();
        try {
            final Pass pass = new Pass(batch);
            for (final Map.Entry<Long, Path> file : folder.segments().entrySet()) {
                final Segment segment = view(file.getValue(), file.getKey());
                if (segment != null) {
                    segments.put(segment.number(), segment);
                    pass.read(segment);
                }
            }
            final List<LogPage> pages = new ArrayList<>();
            for (final SeriesLog log : pass.logs) {
                pages.add(log.page(number -> segments.get(number).buffer()));
            }
            return pages;
        } finally {
            CloseHelper.quietCloseAll(segments.values());
        }
    }

    /** Null if it was deleted meanwhile: it was the oldest. */
    private static Segment view(final Path file, final long number) throws IOException {
        try {
            return Segment.view(file, number);
        } catch (final NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public boolean hasWork() {
        return !waiting.isEmpty();
    }

    @Override
    public String roleName() {
        return "journal reads";
    }

    /** One pass through the segments. */
    private static final class Pass implements SegmentScan.Records {
        private final List<SeriesLog> logs = new ArrayList<>();
        private final Map<SeriesNames, List<SeriesLog>> byNames = new HashMap<>();
        private final Int2ObjectHashMap<List<SeriesLog>> byNumber = new Int2ObjectHashMap<>();
        private long segment;

        Pass(final List<Waiting> batch) {
            for (final Waiting one : batch) {
                final Series series = one.query().series();
                final SeriesLog log = new SeriesLog(one.query());
                logs.add(log);
                byNames.computeIfAbsent(SeriesNames.of(series), names -> new ArrayList<>())
                        .add(log);
            }
        }

        void read(final Segment from) {
            segment = from.number();
            byNumber.clear();
            SegmentScan.ofSoundBeginning(from, this);
        }

        @Override
        public void onRecord(final int type, final UnsafeBuffer file, final int at, final int length) {
            final int number = file.getInt(at + SegmentFormat.SERIES_NUMBER, SegmentFormat.BYTE_ORDER);
            if (type == SegmentFormat.TYPE_SERIES) {
                define(number, file, at, length);
                return;
            }
            final List<SeriesLog> wanted = byNumber.get(number);
            if (wanted == null) {
                return;
            }
            final long place = SeriesLog.place(segment, at);
            if (type == SegmentFormat.TYPE_WAIVED) {
                final long toMs = file.getLong(at + SegmentFormat.WAIVED_TO, SegmentFormat.BYTE_ORDER);
                wanted.forEach(log -> log.waived(place, toMs));
            } else {
                final long openTimeMs = CandleRecord.openTimeMs(file, at + SegmentFormat.CANDLE);
                final int revision = CandleRecord.revision(file, at + SegmentFormat.CANDLE);
                wanted.forEach(log -> log.published(place, openTimeMs, revision));
            }
        }

        private void define(final int number, final UnsafeBuffer file, final int at, final int length) {
            final SeriesNames names =
                    SeriesNames.read(file, at + SegmentFormat.SERIES_NAMES, length - SegmentFormat.SERIES_NAMES);
            final List<SeriesLog> wanted = names == null ? null : byNames.get(names);
            if (wanted != null) {
                byNumber.put(number, wanted);
                final long beforeMs = file.getLong(at + SegmentFormat.SERIES_BEFORE, SegmentFormat.BYTE_ORDER);
                wanted.forEach(log -> log.defined(beforeMs));
            }
        }
    }
}
