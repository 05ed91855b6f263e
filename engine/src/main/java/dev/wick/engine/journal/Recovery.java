package dev.wick.engine.journal;

import dev.wick.engine.ops.Counter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.agrona.CloseHelper;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.LongArrayList;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all segments at the start, and mends what can be mended: what a dead writer left unfinished is cut off; a damaged
 * file is set aside, and its sound records go on in a file of the same number. Used once, by the thread that starts the
 * engine.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final JournalFolder folder;
    private final JournalSettings settings;
    private final Counter damagedFiles;
    private final RecoveredCandles candles;
    private final List<Segment> opened = new ArrayList<>();
    private Segment active;

    Recovery(final JournalFolder folder, final JournalSettings settings, final Counter damagedFiles) {
        this.folder = folder;
        this.settings = settings;
        this.damagedFiles = damagedFiles;
        candles = new RecoveredCandles(settings.candlesPerSeries());
    }

    /** Reads all there is. Throws if the folder does not let itself be mended. */
    void run() throws IOException {
        try {
            final NavigableMap<Long, Path> files = folder.segments();
            dropEmptyEnd(files);
            for (final Map.Entry<Long, Path> file : files.entrySet()) {
                read(file.getValue(), file.getKey(), file.getKey().equals(files.lastKey()));
            }
            candles.collect();
            opened.remove(active);
        } finally {
            CloseHelper.quietCloseAll(opened);
        }
    }

    /** What was found. */
    RecoveredCandles candles() {
        return candles;
    }

    /** The newest segment, ready to go on; null if there is none. The caller closes it. */
    Segment active() {
        return active;
    }

    /** Segments that were prepared, and that nobody came to write to. */
    private void dropEmptyEnd(final NavigableMap<Long, Path> files) throws IOException {
        while (!files.isEmpty() && isEmpty(files.lastEntry())) {
            Files.delete(files.pollLastEntry().getValue());
        }
    }

    private static boolean isEmpty(final Map.Entry<Long, Path> file) throws IOException {
        try (Segment segment = Segment.open(file.getValue(), file.getKey())) {
            if (SegmentFormat.header(segment.buffer(), segment.bytes(), segment.number())
                    != SegmentFormat.Header.SOUND) {
                return false;
            }
            final SegmentScan scan = SegmentScan.of(segment, (type, buffer, at, length) -> {});
            return scan.records() == 0 && !scan.hasRest();
        }
    }

    private void read(final Path file, final long number, final boolean isNewest) throws IOException {
        final Segment segment = Segment.open(file, number);
        opened.add(segment);
        final SegmentFormat.Header header = SegmentFormat.header(segment.buffer(), segment.bytes(), number);
        if (header == SegmentFormat.Header.UNKNOWN_VERSION) {
            report(folder.moveAside(file), "a version of Wick that this one does not know wrote it", 0);
            return;
        }
        final Content content = new Content(segment.buffer());
        final SegmentScan scan = SegmentScan.of(segment, content);
        final String damage = damage(header, scan, isNewest);
        if (damage != null) {
            mend(segment, content, damage, isNewest);
        } else if (isNewest) {
            if (scan.hasRest()) {
                LOG.info(
                        "The journal's last record was torn, as a sudden end leaves it: {} is cut off at byte {}; a"
                                + " candle that was not complete in it is taken as not published",
                        file,
                        scan.end());
            }
            active = segment;
            active.continueAt(scan.end(), content.highestSeries);
        }
    }

    /** What is wrong with a file, for people; null if nothing is, or only that its end is torn. */
    private static String damage(final SegmentFormat.Header header, final SegmentScan scan, final boolean isNewest) {
        if (header == SegmentFormat.Header.BROKEN) {
            return "its header is broken, or it is not as long as that says";
        }
        if (scan.hasHole() || (scan.hasRest() && !isNewest)) {
            return "bytes in it are not what was written";
        }
        return null;
    }

    private void mend(final Segment segment, final Content content, final String damage, final boolean isNewest)
            throws IOException {
        if (content.records.isEmpty()) {
            report(folder.moveAside(segment.file()), damage, 0);
            return;
        }
        final Path aside = folder.copyAside(segment.file());
        final int length = Math.max(settings.segmentBytes(), segment.length());
        final Segment mended = Segment.create(segment.file(), segment.number(), length);
        opened.add(mended);
        for (int i = 0; i < content.records.size(); i++) {
            final long record = content.records.getLong(i);
            mended.copy(segment.buffer(), (int) (record >>> Integer.SIZE), (int) record);
        }
        mended.force();
        if (isNewest) {
            active = mended;
            active.continueAt(mended.end(), content.highestSeries);
        }
        report(aside, damage, content.candleCount);
    }

    private void report(final Path aside, final String damage, final int candlesKept) {
        damagedFiles.increment();
        LOG.warn(
                "A file of the journal is damaged: {}. It is set aside as {}, and {} candle(s) in it that are sound are"
                        + " used; the others are fetched from the exchange again where somebody wants them. Look after"
                        + " the disk; the file itself may be deleted",
                damage,
                aside,
                candlesKept);
    }

    /** The sound records of one file, by series. */
    private final class Content implements SegmentScan.Records {
        private final int file;
        private final Int2ObjectHashMap<RecoveredCandles.Found> byNumber = new Int2ObjectHashMap<>();
        private final LongArrayList records = new LongArrayList();
        private int highestSeries;
        private int candleCount;

        Content(final UnsafeBuffer buffer) {
            file = candles.file(buffer);
        }

        @Override
        public void onRecord(final int type, final UnsafeBuffer buffer, final int at, final int length) {
            records.addLong((long) at << Integer.SIZE | length);
            final int number = buffer.getInt(at + SegmentFormat.SERIES_NUMBER, SegmentFormat.BYTE_ORDER);
            highestSeries = Math.max(highestSeries, number);
            if (type == SegmentFormat.TYPE_SERIES) {
                define(number, buffer, at, length);
                return;
            }
            final RecoveredCandles.Found series = byNumber.get(number);
            // Null where the definition is among what is damaged.
            if (series != null && type == SegmentFormat.TYPE_WAIVED) {
                series.waived(buffer.getLong(at + SegmentFormat.WAIVED_TO, SegmentFormat.BYTE_ORDER));
            } else if (series != null) {
                series.add(RecoveredCandles.place(file, at + SegmentFormat.CANDLE));
                candleCount++;
            }
        }

        private void define(final int number, final UnsafeBuffer buffer, final int at, final int length) {
            final SeriesNames names =
                    SeriesNames.read(buffer, at + SegmentFormat.SERIES_NAMES, length - SegmentFormat.SERIES_NAMES);
            if (names != null) {
                final long beforeMs = buffer.getLong(at + SegmentFormat.SERIES_BEFORE, SegmentFormat.BYTE_ORDER);
                byNumber.put(number, candles.found(names, beforeMs));
            }
        }
    }
}
