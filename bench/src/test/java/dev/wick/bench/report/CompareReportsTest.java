package dev.wick.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code config/compare_reports.py}, on reports that the writer has written. */
@Timeout(60)
class CompareReportsTest {
    private static final Path SCRIPT = Path.of("../config/compare_reports.py");

    @TempDir
    private Path folder;

    private int exitCode;

    @BeforeEach
    void needsPython() {
        assumeTrue(hasPython(), "there is no python3 here");
    }

    private static boolean hasPython() {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (final IOException e) {
            return false;
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path write(final String name, final String cpu, final Figure... figures) throws IOException {
        final Results results = new Results();
        results.begin("wire");
        for (final Figure figure : figures) {
            results.add(figure);
        }
        final Machine machine = new Machine(cpu, 2, 2, "Linux 6", "Debian", "A JDK", "", 256, "abc", "0.1.0");
        final Noise noise = new Noise(Instant.EPOCH, Duration.ofSeconds(1), 0, 0, 0);
        final Path file = folder.resolve(name);
        Files.writeString(file, JsonWriter.text(new Report("report", Effort.FULL, machine, noise, results)));
        return file;
    }

    private String compare(final Path before, final Path after, final String... more) throws Exception {
        final List<String> command = new ArrayList<>(List.of("python3", SCRIPT.toString()));
        command.add(before.toString());
        command.add(after.toString());
        command.addAll(List.of(more));
        final Process process =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        final String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        exitCode = process.exitValue();
        return answer;
    }

    @Test
    void shouldSayWhatMovedBeyondTheSpreadAndToWhichSide() throws Exception {
        final Path before = write(
                "old.json",
                "cpu",
                Figure.of("slower", "us", 100, 101, 102),
                Figure.of("faster", "ns", 100, 101, 102),
                Figure.of("rate", "/s", 1_000, 1_001),
                new Figure("share", "ratio", new double[] {0.9}, Bar.atLeast(0.5)),
                Figure.of("count", "", 10),
                Figure.of("overlaps", "us", 100, 150),
                Figure.of("small", "us", 100),
                Figure.of("crumbs", "B", 0.001),
                Figure.of("unknown", "us", Double.NaN),
                Figure.of("old", "us", 1));
        final Path after = write(
                "new.json",
                "cpu",
                Figure.of("slower", "us", 120, 121, 122),
                Figure.of("faster", "ns", 50, 51),
                Figure.of("rate", "/s", 500, 501),
                new Figure("share", "ratio", new double[] {0.4}, Bar.atLeast(0.5)),
                Figure.of("count", "", 20),
                Figure.of("overlaps", "us", 149, 300),
                Figure.of("small", "us", 104),
                Figure.of("crumbs", "B", 0.09),
                Figure.of("unknown", "us", 5),
                Figure.of("new", "us", 1));

        assertThat(compare(before, after).lines())
                .containsExactly(
                        "worse: 3",
                        "  slower: 101 (100–102) -> 121 (120–122) us, +19.8 %",
                        "  rate: 1,000 (1,000–1,001) -> 500.5 (500–501) /s, -50.0 %",
                        "  share: 0.9 (0.9–0.9) -> 0.4 (0.4–0.4) ratio, -55.6 %",
                        "better: 1",
                        "  faster: 101 (100–102) -> 50.5 (50–51) ns, -50.0 %",
                        "changed, for better or worse: 1",
                        "  count: 10 (10–10) -> 20 (20–20), +100.0 %",
                        "bars newly missed: 1",
                        "  share: 0.9 (0.9–0.9) -> 0.4 (0.4–0.4) ratio, -55.6 %",
                        "new: 2",
                        "  unknown: 5 (5–5) us",
                        "  new: 1 (1–1) us",
                        "gone: 1",
                        "  old",
                        "within the spread: 3");
        assertThat(exitCode).isZero();
        compare(before, after, "--fail");
        assertThat(exitCode).isEqualTo(1);
        compare(before, before, "--fail");
        assertThat(exitCode).isZero();
    }

    @Test
    void shouldWarnIfTheMachinesDiffer() throws Exception {
        final Path before = write("old.json", "slow one", Figure.of("a", "us", 1));
        final Path after = write("new.json", "fast one", Figure.of("a", "us", 1));

        assertThat(compare(before, after)).contains("WARNING: another machine, cpu: slow one -> fast one");
        assertThat(compare(before, before)).doesNotContain("WARNING");
    }

    @Test
    void shouldRefuseWhatIsNoReport() throws Exception {
        final Path other = folder.resolve("other.json");
        Files.writeString(other, "{}");

        assertThat(compare(other, other)).contains("not a report");
        assertThat(exitCode).isEqualTo(2);
    }
}
