package dev.wick.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    @TempDir
    private Path folder;

    private final List<String> ran = new ArrayList<>();
    private final StringWriter printed = new StringWriter();

    /** What a section does. */
    @FunctionalInterface
    private interface Work {
        void run(Effort effort, Results results) throws Exception;
    }

    private Section section(final String title, final Work work) {
        return new Section() {
            @Override
            public String title() {
                return title;
            }

            @Override
            public void run(final Effort effort, final Results results) throws Exception {
                ran.add(title + ' ' + effort);
                work.run(effort, results);
            }
        };
    }

    private int report(final List<Section> sections, final String... args) {
        final List<String> all = new ArrayList<>(List.of(args));
        all.add("--out");
        all.add(folder.resolve("new/folder").toString());
        return ReportCommand.execute(new PrintWriter(printed, true), sections, all.toArray(String[]::new));
    }

    private String written(final String file) throws Exception {
        return Files.readString(folder.resolve("new/folder").resolve(file));
    }

    private static void measure(final Effort effort, final Results results) {
        final Histogram histogram = new Histogram(3);
        histogram.recordValue(1_000);
        results.add(new Figure("fake/p50", "us", new double[] {9}, Bar.atMost(1)));
        results.add(new Curve("fake latency", "wick", histogram));
    }

    @Test
    void shouldWriteEverythingAndForgiveAMissedBar() throws Exception {
        final int code = report(List.of(section("hop", ReportCommandTest::measure)), "--smoke");

        assertThat(code).isZero();
        assertThat(ran).containsExactly("hop SMOKE");
        assertThat(written("report.md")).contains("report --smoke", "**NO**", "](fake-latency.svg)");
        assertThat(new ObjectMapper()
                        .readTree(written("report.json"))
                        .at("/right")
                        .asBoolean())
                .isTrue();
        assertThat(written("fake-latency.svg")).contains("<polyline");
        assertThat(printed.toString())
                .contains("1/1 hop", "fake/p50: 9 us (9–9, 1; bar ≤ 1.0, MISSED)", "bars met: 0 of 1", "mean nothing");
    }

    @Test
    void shouldGoOnAfterASectionThatFails() throws Exception {
        final int code = report(List.of(
                section("one", (effort, results) -> {
                    throw new IllegalStateException("no such thing");
                }),
                section("two", (effort, results) -> {
                    throw new AssertionError("nor such");
                }),
                section("three", ReportCommandTest::measure)));

        assertThat(code).isEqualTo(1);
        assertThat(ran).containsExactly("one FULL", "two FULL", "three FULL");
        assertThat(written("report.md")).contains("no such thing", "nor such", "fake/p50");
        assertThat(new ObjectMapper()
                        .readTree(written("report.json"))
                        .at("/right")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void shouldFailIfAnAnswerWasWrong() {
        assertThat(report(List.of(section("one", (effort, results) -> results.fault("a candle came twice")))))
                .isEqualTo(1);
        assertThat(printed.toString()).contains("WRONG a candle came twice", "FAILED");
    }

    @Test
    void shouldRunOnlyWhatIsAskedForInTheOrderOfTheList() throws Exception {
        final Work nothing = (effort, results) -> {};
        final List<Section> all = List.of(
                section("JMH, stage by stage", nothing), section("hop", nothing), section("wire, open loop", nothing));

        assertThat(report(all, "--only", "WIRE,jmh")).isZero();
        assertThat(ran).containsExactly("JMH, stage by stage FULL", "wire, open loop FULL");
        assertThat(written("report.md")).contains("report --only WIRE,jmh");
        assertThat(report(all, "--only", "hop,memory")).isEqualTo(2);
        assertThat(printed.toString()).contains("No section is called memory", "wire, open loop");
        assertThat(ran).hasSize(2);
    }
}
