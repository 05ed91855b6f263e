package dev.wick.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wick.engine.ops.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was appended is there after a restart, within the bound, and the folder is one engine's. */
@Timeout(60)
final class JournalTest {
    @TempDir
    private Path temp;

    @Test
    void shouldFindNothingInANewFolder() throws Exception {
        try (JournalBed bed = new JournalBed(temp.resolve("not/yet/there"))) {
            assertThat(bed.recovered("BTCUSDT")).isEmpty();
            assertThat(bed.metrics.value(Metric.JOURNAL_ON)).isEqualTo(1);
            assertThat(bed.metrics.value(Metric.JOURNAL_SEGMENTS)).isEqualTo(1);
        }
    }

    @Test
    void shouldFindEverySeriesInOrderAfterACleanEnd() throws Exception {
        try (JournalBed bed = new JournalBed(temp)) {
            for (int i = 0; i < 20; i++) {
                bed.append("BTCUSDT", i);
                bed.append("PURR/USDC", 100 - i);
            }
        }
        try (JournalBed bed = new JournalBed(temp)) {
            assertThat(bed.recovered("BTCUSDT")).isEqualTo(numbers(0, 20));
            assertThat(bed.recovered("PURR/USDC"))
                    .isEqualTo(IntStream.range(0, 20).map(i -> 100 - i).boxed().toList());
            assertThat(bed.recovered("ETHUSDT")).isEmpty();
        }
    }

    @Test
    void shouldHandOutASeriesOnce() throws Exception {
        try (JournalBed bed = new JournalBed(temp)) {
            bed.append("BTCUSDT", 1);
        }
        try (JournalBed bed = new JournalBed(temp)) {
            assertThat(bed.recovered("BTCUSDT")).containsExactly(1);
            assertThat(bed.recovered("BTCUSDT")).isEmpty();
        }
    }

    @Test
    void shouldFindWhereNothingWasOwed() throws Exception {
        try (JournalBed bed = new JournalBed(temp)) {
            bed.append("BTCUSDT", 1);
            bed.waive("BTCUSDT", 3);
            bed.append("BTCUSDT", 4);
            bed.waive("BTCUSDT", 8);
            bed.append("BTCUSDT", 9);
            bed.waive("ETHUSDT", 5);
        }
        try (JournalBed bed = new JournalBed(temp)) {
            assertThat(bed.recovered("BTCUSDT")).containsExactly(1, 4, 9);
            assertThat(bed.waivers).containsExactly("8 behind 2");
            assertThat(bed.recovered("ETHUSDT")).isEmpty();
        }
    }

    @Test
    void shouldFindAfterAKillWhatWasAppendedBefore() throws Exception {
        final Path left = temp.resolve("left");
        try (JournalBed bed = new JournalBed(temp.resolve("run"))) {
            for (int i = 0; i < 130; i++) {
                bed.append("BTCUSDT", i);
                if (i % 10 == 0) {
                    JournalBed.copy(bed.folder, left);
                    try (JournalBed next = new JournalBed(left)) {
                        assertThat(next.recovered("BTCUSDT")).isEqualTo(numbers(0, i + 1));
                        assertThat(next.metrics.value(Metric.JOURNAL_DAMAGED_FILES))
                                .isZero();
                    }
                }
            }
        }
    }

    @Test
    void shouldGoOnBehindWhatIsThereRestartAfterRestart() throws Exception {
        for (int start = 0; start < 100; start += 5) {
            try (JournalBed bed = new JournalBed(temp)) {
                // Other ids than before for the same series.
                bed.append("OTHER" + start, 0);
                assertThat(bed.recovered("BTCUSDT")).isEqualTo(numbers(0, start));
                for (int i = start; i < start + 5; i++) {
                    bed.append("BTCUSDT", i);
                }
            }
        }
    }

    @Test
    void shouldKeepTheNewestOfEachSeriesOnly() throws Exception {
        try (JournalBed bed = new JournalBed(temp)) {
            for (int i = 0; i < 30; i++) {
                bed.append("BTCUSDT", i);
            }
        }
        try (JournalBed bed = new JournalBed(temp, JournalBed.MAX_BYTES, 7)) {
            assertThat(bed.recovered("BTCUSDT")).isEqualTo(numbers(23, 30));
        }
    }

    @Test
    void shouldSayUpToWhereMoreWasPublishedThanItGives() throws Exception {
        try (JournalBed bed = new JournalBed(temp)) {
            for (final int number : new int[] {10, 11, 12, 13, 14, 3, 15, 16}) {
                bed.append("BTCUSDT", number);
            }
        }
        try (JournalBed bed = new JournalBed(temp, JournalBed.MAX_BYTES, 4)) {
            assertThat(bed.recovered("BTCUSDT")).containsExactly(14, 3, 15, 16);
            assertThat(bed.forgotten).containsExactly(13);
        }
        try (JournalBed bed = new JournalBed(temp)) {
            assertThat(bed.recovered("BTCUSDT")).containsExactly(10, 11, 12, 13, 14, 3, 15, 16);
            assertThat(bed.forgotten).isEmpty();
        }
    }

    @Test
    void shouldSayUpToWhereCandlesWentWithTheirSegments() throws Exception {
        try (JournalBed bed = new JournalBed(temp)) {
            for (int i = 100; i < 600; i++) {
                bed.append("BTCUSDT", i);
            }
        }
        // The second run knows by the first one's definitions what has gone.
        try (JournalBed bed = new JournalBed(temp)) {
            assertThat(bed.recovered("BTCUSDT")).endsWith(599).doesNotContain(100);
            bed.append("BTCUSDT", 3);
            for (int i = 600; i < 700; i++) {
                bed.append("BTCUSDT", i);
            }
        }
        try (JournalBed bed = new JournalBed(temp)) {
            final List<Integer> found = bed.recovered("BTCUSDT");
            assertThat(found).hasSizeGreaterThan(300).contains(3);
            assertThat(bed.forgotten).containsExactly(found.get(0) - 1);
        }
    }

    @Test
    void shouldStayWithinItsBoundAndLoseTheOldestOnly() throws Exception {
        try (JournalBed bed = new JournalBed(temp)) {
            for (int i = 0; i < 5_000; i++) {
                bed.append("BTCUSDT", i);
                bed.append("ETHUSDT", i);
                assertThat(bytesIn(temp)).isLessThanOrEqualTo(JournalBed.MAX_BYTES);
            }
            assertThat(bed.metrics.value(Metric.JOURNAL_BYTES)).isEqualTo((double) bytesIn(temp));
            assertThat(bed.metrics.value(Metric.JOURNAL_CANDLES)).isEqualTo(10_000);
            assertThat(bed.metrics.value(Metric.JOURNAL_UNPREPARED_SEGMENTS)).isZero();
        }
        try (JournalBed bed = new JournalBed(temp)) {
            final List<Integer> found = bed.recovered("BTCUSDT");
            // Six full segments at least, of 56 candles of both series.
            assertThat(found).hasSizeGreaterThan(6 * 54 / 2).isEqualTo(numbers(5_000 - found.size(), 5_000));
        }
    }

    @Test
    void shouldShrinkToASmallerBoundAtTheStart() throws Exception {
        try (JournalBed bed = new JournalBed(temp, 8 * JournalBed.MAX_BYTES, 10_000)) {
            for (int i = 0; i < 4_000; i++) {
                bed.append("BTCUSDT", i);
            }
        }
        try (JournalBed bed = new JournalBed(temp, 2 * JournalBed.MAX_BYTES, 10_000)) {
            for (int i = 4_000; i < 5_000; i++) {
                bed.append("BTCUSDT", i);
            }
            assertThat(bytesIn(temp)).isLessThanOrEqualTo(2 * JournalBed.MAX_BYTES);
        }
        try (JournalBed bed = new JournalBed(temp)) {
            assertThat(bed.recovered("BTCUSDT")).endsWith(4_998, 4_999);
        }
    }

    @Test
    void shouldMakeASegmentItselfIfNoneIsPreparedAndCountIt() throws Exception {
        try (JournalBed bed = new JournalBed(temp)) {
            for (int i = 0; i < 200; i++) {
                bed.appendOnly("BTCUSDT", i);
            }
            assertThat(bed.metrics.value(Metric.JOURNAL_UNPREPARED_SEGMENTS)).isEqualTo(3);
        }
        try (JournalBed bed = new JournalBed(temp)) {
            assertThat(bed.recovered("BTCUSDT")).isEqualTo(numbers(0, 200));
        }
    }

    @Test
    void shouldUnmapWhatItDoesNotNeed() throws Exception {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/maps")));
        try (JournalBed bed = new JournalBed(temp)) {
            for (int i = 0; i < 3_000; i++) {
                bed.append("BTCUSDT", i);
            }
            assertThat(mappings()).isBetween(1L, 2L);
        }
        assertThat(mappings()).isZero();
        new JournalBed(temp).close();
        assertThat(mappings()).isZero();
    }

    private long mappings() throws IOException {
        final String path = temp.toRealPath().toString();
        return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains(path))
                .count();
    }

    @Test
    void shouldRefuseAFolderThatAnotherEngineUses() throws Exception {
        try (JournalBed bed = new JournalBed(temp)) {
            assertThatThrownBy(() -> new JournalBed(temp))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("CONNECTOR_JOURNAL_DIR = " + temp)
                    .hasMessageContaining("another engine is using this folder");
            bed.append("BTCUSDT", 1);
        }
        try (JournalBed bed = new JournalBed(temp)) {
            assertThat(bed.recovered("BTCUSDT")).containsExactly(1);
        }
    }

    @Test
    void shouldSayWhatToDoAboutAFolderThatCannotBeMade() throws Exception {
        final Path file = Files.writeString(temp.resolve("a-file"), "no folder");
        assertThatThrownBy(() -> new JournalBed(file.resolve("journal")))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("CONNECTOR_JOURNAL_DIR = " + file)
                .hasMessageContaining("leave the setting empty");
        assertThatThrownBy(() -> new JournalBed(file)).isInstanceOf(JournalException.class);
    }

    @Test
    void shouldSwitchItselfOffWhenNoSegmentCanBeMade() throws Exception {
        try (JournalBed bed = new JournalBed(temp.resolve("run"))) {
            bed.append("BTCUSDT", 0);
            // As on a full disk: what is mapped can be written, no new file can be made.
            try (Stream<Path> all = Files.list(bed.folder)) {
                for (final Path file : all.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(bed.folder);
            for (int i = 1; i < 200; i++) {
                bed.append("BTCUSDT", i);
            }
            assertThat(bed.journal.isOn()).isFalse();
            assertThat(bed.metrics.value(Metric.JOURNAL_ON)).isZero();
            assertThat(bed.metrics.value(Metric.JOURNAL_CANDLES)).isBetween(50.0, 60.0);
        }
    }

    @Test
    void shouldTryAgainToPrepareASegmentBeforeItIsNeeded() throws Exception {
        final Path away = temp.resolve("away");
        try (JournalBed bed = new JournalBed(temp.resolve("run"))) {
            Files.move(bed.folder, away);
            for (int i = 0; i < 40; i++) {
                bed.append("BTCUSDT", i);
            }
            Files.move(away, bed.folder);
            bed.clock.advance(5_000);
            assertThat(bed.journal.duty().hasWork()).isTrue();
            for (int i = 40; i < 80; i++) {
                bed.append("BTCUSDT", i);
            }
            assertThat(bed.journal.isOn()).isTrue();
            assertThat(bed.metrics.value(Metric.JOURNAL_UNPREPARED_SEGMENTS)).isZero();
        }
    }

    static List<Integer> numbers(final int from, final int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static long bytesIn(final Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
