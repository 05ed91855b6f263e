package dev.wick.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JmhSectionTest {
    @BeforeAll
    static void ignoreTheLock() {
        // Another JMH on this machine would disturb times, which nobody looks at here.
        System.setProperty("jmh.ignoreLock", "true");
    }

    @Test
    void shouldEnterTimeAndBytesOfEachMethod() {
        final Results results = new Results();
        results.begin("JMH");

        new JmhSection("\\.EncodeBenchmark$").run(Effort.SMOKE, results);

        assertThat(results.isRight()).isTrue();
        final Map<String, Figure> figures = new HashMap<>();
        results.chapters().get(0).figures().forEach(figure -> figures.put(figure.id(), figure));
        assertThat(figures)
                .containsOnlyKeys(
                        "jmh/EncodeBenchmark/baseline",
                        "jmh/EncodeBenchmark/baseline/bytes",
                        "jmh/EncodeBenchmark/jackson",
                        "jmh/EncodeBenchmark/jackson/bytes",
                        "jmh/EncodeBenchmark/naive",
                        "jmh/EncodeBenchmark/naive/bytes",
                        "jmh/EncodeBenchmark/ours",
                        "jmh/EncodeBenchmark/ours/bytes");
        assertThat(figures.get("jmh/EncodeBenchmark/ours").min()).isPositive();
        assertThat(figures.get("jmh/EncodeBenchmark/naive/bytes").min()).isGreaterThan(500);
        assertThat(figures.get("jmh/EncodeBenchmark/baseline/bytes").min()).isBetween(0.0, 10.0);
        assertThat(results.chapters().get(0).figures()).allMatch(figure -> figure.bar() == null);
    }

    @Test
    void shouldAskForNoGarbageOfOursOnly() {
        assertThat(StageBars.ofBytes("EncodeBenchmark/ours")).isEqualTo(Bar.atMost(0.1));
        assertThat(StageBars.ofBytes("EncodeBenchmark/naive")).isNull();
        // A method that has got another name would lose its bar, and nobody would notice.
        assertThat(JmhSection.entries())
                .extracting(entry ->
                        entry.getUsername().replace("dev.wick.bench.", "").replace('.', '/'))
                .containsAll(StageBars.WITHOUT_GARBAGE);
    }

    @Test
    void shouldEnterRatiosOfWhatWasMeasured() {
        final Results results = new Results();
        results.begin("JMH");

        StageBars.enterRatios(
                Map.of(
                        "ParseBenchmark/ours/okx", new double[] {10, 30},
                        "ParseBenchmark/jacksonStream/okx", new double[] {100, 100},
                        "ParseBenchmark/ours/bybit", new double[] {10, 20}),
                results);

        final List<Figure> figures = results.chapters().get(0).figures();
        assertThat(figures).hasSize(1);
        assertThat(figures.get(0).id()).isEqualTo("jmh/ParseBenchmark/ours-to-jacksonStream/okx");
        assertThat(figures.get(0).runs()).containsExactly(0.1, 0.3);
        assertThat(figures.get(0).isMet()).isTrue();
    }
}
