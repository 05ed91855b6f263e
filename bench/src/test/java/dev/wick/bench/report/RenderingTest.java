package dev.wick.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class RenderingTest {
    private static final String COMMAND = "java -jar bench/target/benchmarks.jar report";
    private final Results results = new Results();

    private Report report(final Effort effort) {
        final Machine machine = new Machine(
                "A processor | of 3 GHz", 4, 2, "Linux 6", "Debian", "A JDK 17", "-Xmx1g", 1024, "abc", "0.1.0");
        final Noise noise = new Noise(Instant.parse("2026-11-28T22:00:00Z"), Duration.ofSeconds(61), 0.5, 1.5, 0.0123);
        return new Report(COMMAND, effort, machine, noise, results);
    }

    private static Histogram microseconds(final int count) {
        final Histogram histogram = new Histogram(3);
        IntStream.rangeClosed(1, count).forEach(us -> histogram.recordValue(us * 1_000L));
        return histogram;
    }

    private String markdown(final Effort effort) {
        return new MarkdownWriter(report(effort), new Plots()).text();
    }

    private static Document parsed(final String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<String> words(final Document svg) {
        final NodeList texts = svg.getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
    }

    @Test
    void markdownBeginsWithTheCommandAndShowsBarsBeforeTheChapters() {
        results.begin("hop");
        results.say("How it was done.");
        results.add(Figure.of("hop/p50", "ns", 3, 1, 2));
        results.add(new Figure("hop/ratio", "ratio", new double[] {1.6}, Bar.atMost(1.5)));
        results.add(new Figure("hop/rate", "/s", new double[] {2_000_000}, Bar.atLeast(1_000_000)));

        final String text = markdown(Effort.FULL);

        assertThat(text.indexOf(COMMAND)).isLessThan(text.indexOf("| CPU |"));
        assertThat(text).contains("| CPU | A processor \\| of 3 GHz |", "4, of which the process may use 2", "1.23 %");
        assertThat(text).contains("All answers were right. Bars met: 1 of 2.");
        assertThat(text).contains("| hop/ratio | ratio | ≤ 1.5 | 1.6 | 1.6–1.6 | 1 | **NO** |");
        assertThat(text).contains("| hop/rate | /s | ≥ 1000000.0 | 2,000,000 | 2,000,000–2,000,000 | 1 | yes |");
        assertThat(text.indexOf("| hop/ratio | ratio | ≤")).isLessThan(text.indexOf("## hop"));
        assertThat(text).contains("## hop\n\nHow it was done.\n", "| hop/p50 | ns | 2 | 1 | 3 | 3 |");
        assertThat(text).doesNotContain("smoke run");
    }

    @Test
    void markdownSaysWhatWasWrongAndThatASmokeRunMeasuresNothing() {
        results.begin("wire");
        results.fault("3 candles\n  were missing");

        assertThat(markdown(Effort.SMOKE))
                .contains("**A smoke run", "**Wrong: 1, see below.**", "- 3 candles were missing\n");
    }

    @Test
    void markdownShowsEachPlotByAFileOfItsOwn() {
        results.begin("wire");
        results.add(new Curve("wire at 1,000/s", "wick", microseconds(100)));
        results.add(new Curve("wire at 1,000/s", "relay", microseconds(200)));
        results.add(new Line("Wire at 1 000 s", "wick", "series", "µs", new double[] {1, 2}, new double[] {3, 4}));
        final Plots plots = new Plots();

        final String text = new MarkdownWriter(report(Effort.FULL), plots).text();

        assertThat(plots.byFile()).containsOnlyKeys("wire-at-1-000-s.svg", "wire-at-1-000-s-2.svg");
        assertThat(text)
                .contains("![wire at 1,000/s](wire-at-1-000-s.svg)", "![Wire at 1 000 s](wire-at-1-000-s-2.svg)");
    }

    @Test
    void jsonHasEverything() throws Exception {
        results.begin("wire");
        results.say("A \"word\".");
        results.fault("a fault");
        results.add(new Figure("wire/p50", "us", new double[] {3, 1, 2}, Bar.atMost(2.5)));
        results.add(Figure.of("wire/unknown", "us", Double.NaN));
        results.add(new Curve("plot", "wick", microseconds(1_000)));
        results.add(new Line("scaling", "wick", "x", "y", new double[] {1, 10}, new double[] {5, 6}));

        final JsonNode json = new ObjectMapper().readTree(JsonWriter.text(report(Effort.FULL)));

        assertThat(json.at("/right").asBoolean(true)).isFalse();
        assertThat(json.at("/effort").asText()).isEqualTo("FULL");
        assertThat(json.at("/machine/cores_allowed").asInt()).isEqualTo(2);
        assertThat(json.at("/noise/steal_share").asDouble()).isEqualTo(0.0123);
        final JsonNode chapter = json.at("/chapters/0");
        assertThat(chapter.at("/words/0").asText()).isEqualTo("A \"word\".");
        assertThat(chapter.at("/faults/0").asText()).isEqualTo("a fault");
        assertThat(chapter.at("/figures/0").toString())
                .isEqualTo("{\"id\":\"wire/p50\",\"unit\":\"us\",\"median\":2.0,\"min\":1.0,\"max\":3.0,"
                        + "\"runs\":[3.0,1.0,2.0],\"bar\":{\"kind\":\"at most\",\"limit\":2.5},\"met\":true}");
        assertThat(chapter.at("/figures/1/median").isNull()).isTrue();
        assertThat(chapter.at("/figures/1").has("met")).isFalse();
        assertThat(chapter.at("/curves/0/count").asInt()).isEqualTo(1_000);
        final JsonNode points = chapter.at("/curves/0/points");
        assertThat(points.get(points.size() - 1).at("/percentile").asDouble()).isEqualTo(100);
        assertThat(chapter.at("/lines/0/y").toString()).isEqualTo("[5.0,6.0]");
    }

    @Test
    void percentilePointsAreThoseOfTheHistogram() {
        final Histogram histogram = microseconds(1_000);

        final List<PercentilePoint> points = PercentilePoint.of(histogram);

        for (final PercentilePoint point : points.subList(0, points.size() - 1)) {
            assertThat(point.ns()).isEqualTo(histogram.getValueAtPercentile(point.percentile()));
            assertThat(point.oneIn()).isCloseTo(1 / (1 - point.percentile() / 100), within(1e-6));
        }
        assertThat(points)
                .extracting(PercentilePoint::percentile)
                .contains(0.0, 50.0, 75.0)
                .isSorted();
        assertThat(points).extracting(PercentilePoint::oneIn).isSorted();
        final PercentilePoint last = points.get(points.size() - 1);
        assertThat(last.percentile()).isEqualTo(100);
        assertThat(last.oneIn()).isEqualTo(1_000);
        assertThat(last.ns()).isEqualTo(histogram.getMaxValue());
    }

    @Test
    void percentilesAreDrawnOverOneInSoManyFromMedianToTheRarest() throws Exception {
        final Curve curve = new Curve("a < b & c", "wick", microseconds(100_000));

        final Document svg = parsed(Plot.ofCurves("a < b & c", List.of(curve)).svg());

        assertThat(words(svg))
                .contains("a < b & c", "Percentile", "Latency, µs", "wick")
                .containsSubsequence("0%", "50%", "90%", "99%", "99.9%", "99.99%", "99.999%")
                .doesNotContain("99.9999%");
        // From 1 to 100,000 µs: far enough apart for decades.
        assertThat(words(svg)).contains("1", "10", "100", "1,000", "10,000", "100,000");
        final Element ground = (Element) svg.getElementsByTagName("rect").item(0);
        assertThat(ground.getAttribute("fill")).isEqualTo("#ffffff");
    }

    @Test
    void aPercentileLiesWhereItsTickIs() {
        final Axis axis = Axis.percentiles(100_000);

        assertThat(axis.at(1)).isZero();
        assertThat(axis.at(10)).isCloseTo(0.2, within(1e-9));
        assertThat(axis.at(100_000)).isEqualTo(1);
        assertThat(axis.at(1e9)).isEqualTo(1);
        assertThat(axis.ticks()).hasSize(7);
        assertThat(Axis.percentiles(3).ticks()).extracting(Axis.Tick::label).containsExactly("0%", "50%", "90%", "99%");
    }

    @Test
    void anAxisIsLogarithmicOnlyIfLinearWouldHideTheLowValues() {
        assertThat(Axis.over(1, 50).isLog()).isFalse();
        assertThat(Axis.over(1, 51).isLog()).isTrue();
        assertThat(Axis.over(0, 1_000).isLog()).isFalse();
        assertThat(Axis.over(3, 47).ticks())
                .extracting(Axis.Tick::label)
                .containsExactly("0", "10", "20", "30", "40", "50");
        assertThat(Axis.over(3, 470).ticks())
                .extracting(Axis.Tick::label)
                .containsExactly("2", "5", "10", "20", "50", "100", "200", "500");
        assertThat(Axis.over(0, 0).ticks()).isNotEmpty();
    }

    @Test
    void everyCurveOfAPlotHasAPenOfItsOwnAndARowInTheLegend() throws Exception {
        final List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 28; i++) {
            lines.add(new Line(
                    "p", "line " + i, "series", "ns", new double[] {1, 50, 10_000}, new double[] {i, Double.NaN, i}));
        }

        final String svg = Plot.ofLines("p", lines).svg();

        assertThat(IntStream.range(0, 28).mapToObj(Pen::of).distinct()).hasSize(28);
        assertThat(words(parsed(svg))).contains("line 0", "line 27", "series", "ns", "10,000");
        assertThat(svg).doesNotContain("NaN");
    }

    @Test
    void aCurveWithoutAValueIsLeftOut() throws Exception {
        final Curve empty = new Curve("p", "nothing came", new Histogram(3));

        assertThat(words(parsed(Plot.ofCurves("p", List.of(empty)).svg()))).doesNotContain("nothing came");
    }

    @Test
    void numbersHaveFourDigitsThatCount() {
        assertThat(List.of(0.0, 0.00001, 0.12345, 1.0, 12.3456, 123.456, 1_234.5, 6.02e6, -0.5))
                .extracting(Numbers::text)
                .containsExactly("0", "0", "0.1235", "1", "12.35", "123.5", "1,235", "6,020,000", "-0.5");
        assertThat(Numbers.text(Double.NaN)).isEqualTo("NaN");
    }
}
