package dev.wick.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.engine.ops.Metric;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that appends is killed for real, again and again: all that it said to have appended is there. */
@Timeout(120)
final class KilledWriterTest {
    private static final int KILLS = 6;

    @TempDir
    private Path folder;

    @Test
    void shouldLoseNothingToKillNine() throws Exception {
        final long seed = Long.getLong("wick.seed", new SplittableRandom().nextLong());
        final SplittableRandom random = new SplittableRandom(seed);
        int next = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            final int last = appendUntilKilled(next, 1 + random.nextInt(2_000));
            try (JournalBed bed = new JournalBed(folder)) {
                final List<Integer> found = bed.recovered("BTCUSDT");
                assertThat(found).as("seed " + seed).isNotEmpty();
                final int end = found.get(found.size() - 1) + 1;
                // The last one may have been appended and not yet said.
                assertThat(end).as("seed " + seed).isBetween(last + 1, last + 2);
                assertThat(found).as("seed " + seed).isEqualTo(JournalTest.numbers(end - found.size(), end));
                assertThat(bed.metrics.value(Metric.JOURNAL_DAMAGED_FILES)).isZero();
                next = end;
            }
        }
    }

    /** Returns the last number that it printed. */
    private int appendUntilKilled(final int from, final int atLeast) throws IOException, InterruptedException {
        final Process process = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-Xmx64m",
                        "--add-opens",
                        "java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JournalWriter.class.getName(),
                        folder.toString(),
                        Integer.toString(from))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int last = -1;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && line.matches("\\d+"); line = lines.readLine()) {
                last = Integer.parseInt(line);
                if (last == from + atLeast) {
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(last).isGreaterThanOrEqualTo(from + atLeast);
        return last;
    }
}
