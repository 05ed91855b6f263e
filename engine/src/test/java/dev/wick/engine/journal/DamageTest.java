package dev.wick.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.engine.ops.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever bytes are wrong, the start succeeds, no candle is wrong, and what is sound is used. */
@Timeout(300)
final class DamageTest {
    /** Segments of one block. */
    private static final long MAX_BYTES = 10 * 4_096;

    /** Every seventh byte where not each one is tried: it meets every field of eight bytes, and each of their bytes. */
    private static final int SAMPLE = 7;

    private static final int CANDLES = 65;

    /** Behind the one definition of the segment. */
    private static final int FIRST_CANDLE = SegmentFormat.HEADER_LENGTH + 56;

    private static final int PER_SEGMENT = 27;

    @TempDir
    private Path temp;

    private Path run;
    private TreeMap<String, byte[]> sound;

    /** Three segments: two full, one half full. */
    @BeforeEach
    void writeThreeSegments() throws Exception {
        try (JournalBed bed = bed(temp.resolve("made"))) {
            for (int i = 0; i < CANDLES; i++) {
                bed.append("BTCUSDT", i);
            }
        }
        sound = new TreeMap<>(JournalBed.files(temp.resolve("made")));
        sound.remove("journal.lock");
        sound.values().removeIf(bytes -> candlesIn(bytes) == 0);
        assertThat(sound).hasSize(3);
        run = temp.resolve("run");
    }

    private static JournalBed bed(final Path folder) throws JournalException {
        return new JournalBed(folder, MAX_BYTES, 10_000);
    }

    /** Whether a record lies there or begins within a few bytes; behind the last one all bytes are alike. */
    private static boolean isWritten(final byte[] segment, final int at) {
        for (int i = at; i < Math.min(segment.length, at + 64); i++) {
            if (segment[i] != 0) {
                return true;
            }
        }
        return false;
    }

    private static int candlesIn(final byte[] segment) {
        int candles = 0;
        for (int at = SegmentFormat.HEADER_LENGTH; at + 8 <= segment.length; at += 8) {
            candles += segment[at + 3] == SegmentFormat.TYPE_CANDLE && segment[at + 1] == 0 ? 1 : 0;
        }
        return candles;
    }

    @Test
    void shouldKeepAllBeforeACutAtEveryWrittenByteOfTheNewestFile() throws Exception {
        final byte[] newest = sound.lastEntry().getValue();
        for (int length = 0; length < newest.length; length += isWritten(newest, length) ? 1 : SAMPLE) {
            final Map<String, byte[]> files = with(sound.lastKey(), Arrays.copyOf(newest, length));
            final int whole = Math.max(0, length - FIRST_CANDLE) / SegmentFormat.CANDLE_LENGTH;
            assertThat(recover(files))
                    .as("cut at " + length)
                    .isEqualTo(JournalTest.numbers(0, Math.min(CANDLES, 2 * PER_SEGMENT + whole)));
        }
    }

    @Test
    void shouldCutOffWhatWasNotWrittenToItsEnd() throws Exception {
        final byte[] newest = sound.lastEntry().getValue();
        int end = newest.length;
        while (newest[end - 1] == 0) {
            end--;
        }
        for (int zeroFrom = end - 1; zeroFrom > end - 2 * SegmentFormat.CANDLE_LENGTH; zeroFrom--) {
            final byte[] torn = newest.clone();
            Arrays.fill(torn, zeroFrom, torn.length, (byte) 0);
            final List<Integer> found = recover(with(sound.lastKey(), torn));
            assertThat(found).isEqualTo(JournalTest.numbers(0, found.size()));
            assertThat(found).hasSizeBetween(CANDLES - 2, CANDLES);
            assertThat(damaged()).isEmpty();
        }
    }

    @Test
    void shouldLoseOneCandleAtMostToAFlippedByte() throws Exception {
        for (final Map.Entry<String, byte[]> file : sound.entrySet()) {
            // Each byte of the newest file, which is judged otherwise than those before; of them a sample that meets
            // all fields.
            final boolean isNewest = file.getKey().equals(sound.lastKey());
            final byte[] bytes = file.getValue();
            for (int at = 0; at < bytes.length; at += isNewest && isWritten(bytes, at) ? 1 : SAMPLE) {
                final byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << at % 8);
                final List<Integer> found = recover(with(file.getKey(), flipped));
                final String where = file.getKey() + " at byte " + at;
                assertThat(found).as(where).isSorted().doesNotHaveDuplicates();
                if (isDefinition(at)) {
                    assertThat(found).as(where).hasSizeGreaterThanOrEqualTo(CANDLES - PER_SEGMENT);
                } else {
                    assertThat(found).as(where).hasSizeGreaterThanOrEqualTo(CANDLES - 1);
                }
            }
        }
    }

    private static boolean isDefinition(final int at) {
        return at >= SegmentFormat.HEADER_LENGTH && at < FIRST_CANDLE;
    }

    @Test
    void shouldSetADamagedFileAsideAndGoOnWithItsSoundRecords() throws Exception {
        final byte[] flipped = sound.firstEntry().getValue().clone();
        flipped[1_000] ^= 1;
        final List<Integer> found = recover(with(sound.firstKey(), flipped));

        assertThat(found).hasSize(CANDLES - 1);
        assertThat(damaged()).containsExactly(sound.firstKey() + ".damaged");
        assertThat(Files.readAllBytes(run.resolve(sound.firstKey() + ".damaged")))
                .isEqualTo(flipped);
        try (JournalBed again = bed(run)) {
            assertThat(again.metrics.value(Metric.JOURNAL_DAMAGED_FILES)).isZero();
            assertThat(again.recovered("BTCUSDT")).isEqualTo(found);
        }
    }

    @Test
    void shouldNotReadAFileOfAnUnknownVersion() throws Exception {
        final Path made = temp.resolve("version");
        JournalBed.write(sound, made);
        try (Segment segment = Segment.open(made.resolve(sound.firstKey()), 1)) {
            segment.buffer().putInt(8, 2, SegmentFormat.BYTE_ORDER);
            segment.buffer().putInt(60, checksumOfHeader(segment), SegmentFormat.BYTE_ORDER);
        }
        try (JournalBed bed = bed(made)) {
            assertThat(bed.metrics.value(Metric.JOURNAL_DAMAGED_FILES)).isEqualTo(1);
            assertThat(bed.recovered("BTCUSDT")).endsWith(CANDLES - 1).doesNotContain(0);
        }
        assertThat(made.resolve(sound.firstKey() + ".damaged")).exists();
    }

    private static int checksumOfHeader(final Segment segment) {
        final java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        segment.bytes().limit(60).position(0);
        crc.update(segment.bytes());
        return (int) crc.getValue();
    }

    @Test
    void shouldKeepTheNewestDamagedFilesOnly() throws Exception {
        final Map<String, byte[]> files = new LinkedHashMap<>();
        sound.forEach((name, bytes) -> files.put(name, new byte[100]));
        assertThat(recover(files)).isEmpty();
        assertThat(damaged()).hasSize(2).noneMatch(name -> name.startsWith(sound.firstKey()));
    }

    @Test
    void shouldGoOnAfterDamageToTheNewestFile() throws Exception {
        final byte[] flipped = sound.lastEntry().getValue().clone();
        flipped[200] ^= 1;
        JournalBed.write(with(sound.lastKey(), flipped), run);
        final List<Integer> before;
        try (JournalBed bed = bed(run)) {
            before = bed.recovered("BTCUSDT");
            for (int i = CANDLES; i < CANDLES + 100; i++) {
                bed.append("BTCUSDT", i);
            }
        }
        try (JournalBed bed = bed(run)) {
            final List<Integer> all = new ArrayList<>(before);
            all.addAll(JournalTest.numbers(CANDLES, CANDLES + 100));
            assertThat(bed.recovered("BTCUSDT")).isEqualTo(all);
        }
    }

    @Test
    void shouldNotMindFilesThatAreNotItsOwn() throws Exception {
        final Map<String, byte[]> files = new LinkedHashMap<>(sound);
        files.put("notes.txt", new byte[10]);
        files.put("closed-0000000099.journal.new", new byte[10]);
        assertThat(recover(files)).isEqualTo(JournalTest.numbers(0, CANDLES));
        assertThat(run.resolve("notes.txt")).exists();
        assertThat(run.resolve("closed-0000000099.journal.new")).doesNotExist();
    }

    private Map<String, byte[]> with(final String name, final byte[] bytes) {
        final Map<String, byte[]> files = new LinkedHashMap<>(sound);
        files.put(name, bytes);
        return files;
    }

    private List<Integer> recover(final Map<String, byte[]> files) throws Exception {
        JournalBed.write(files, run);
        try (JournalBed bed = bed(run)) {
            return bed.recovered("BTCUSDT");
        }
    }

    private List<String> damaged() throws Exception {
        return JournalBed.files(run).keySet().stream()
                .filter(name -> name.endsWith(".damaged"))
                .sorted()
                .toList();
    }
}
