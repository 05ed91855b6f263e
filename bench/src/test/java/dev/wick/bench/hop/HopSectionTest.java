package dev.wick.bench.hop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.bench.report.Effort;
import dev.wick.bench.report.Figure;
import dev.wick.bench.report.Results;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Everything once, for a moment: the answers are right, and nothing is missing. Times are not looked at. */
@Timeout(180)
class HopSectionTest {
    private static final Results RESULTS = new Results();
    private static final Map<String, Figure> FIGURES = new HashMap<>();

    @BeforeAll
    static void run() throws Exception {
        final HopSection section = new HopSection();
        RESULTS.begin(section.title());
        section.run(Effort.SMOKE, RESULTS);
        for (final Figure figure : chapter().figures()) {
            assertThat(FIGURES.put(figure.id(), figure)).as(figure.id()).isNull();
        }
    }

    private static Results.Chapter chapter() {
        return RESULTS.chapters().get(0);
    }

    private static double median(final String id) {
        assertThat(FIGURES).containsKey(id);
        return FIGURES.get(id).median();
    }

    @Test
    void shouldFindNothingWrong() {
        assertThat(chapter().faults()).isEmpty();
    }

    @Test
    void shouldHaveEveryPercentileOfEveryRival() {
        for (final String publisher : List.of("parked", "spinning")) {
            for (final String mode : List.of("spin", "yield", "block")) {
                for (final String rival :
                        mode.equals("block") ? List.of("wick", "bare", "queue") : List.of("wick", "bare")) {
                    final String id = "hop/" + publisher + '/' + mode;
                    for (final String percentile : List.of("p50", "p90", "p99", "p99.9", "p99.99", "max")) {
                        assertThat(median(id + '/' + percentile + '/' + rival)).isPositive();
                    }
                    assertThat(median(id + "/planned/p50/" + rival)).isPositive();
                    assertThat(median(id + "/planned/p99/" + rival)).isPositive();
                }
            }
        }
    }

    @Test
    void shouldCountEveryCandleThatWasNotLeftOut() {
        final int sent = Sizes.of(Effort.SMOKE).runs() * Sizes.of(Effort.SMOKE).parked();
        // Fewer candles than series: none can be left out for a newer one.
        assertThat(median("hop/parked/block/count/wick")).isEqualTo(sent);
        assertThat(median("hop/parked/block/count/bare")).isEqualTo(sent);
        assertThat(median("hop/parked/block/count/queue")).isEqualTo(sent);
    }

    @Test
    void shouldAskForTheRatioWhereTheBarIs() {
        for (final String asked : List.of(
                "hop/parked/spin/p50/ratio",
                "hop/parked/spin/p99/ratio",
                "hop/parked/block/p50/ratio",
                "hop/parked/block/p99/ratio",
                "hop/series/p50/ratio")) {
            assertThat(median(asked)).isPositive();
            assertThat(FIGURES.get(asked).bar().limit()).isEqualTo(1.5);
        }
        for (final String informational : List.of("hop/parked/yield/p50/ratio", "hop/spinning/block/p99/ratio")) {
            assertThat(median(informational)).isPositive();
            assertThat(FIGURES.get(informational).bar()).isNull();
        }
    }

    @Test
    void shouldAllocateNothingOnTheThreadsOfTheHop() {
        assertThat(FIGURES.get("hop/bytes_per_candle/publisher").isMet()).isTrue();
        assertThat(FIGURES.get("hop/bytes_per_candle/engine").isMet()).isTrue();
    }

    @Test
    void shouldLiveWithoutACollector() {
        assertThat(FIGURES.get("hop/epsilon/bytes_per_candle").isMet()).isTrue();
        assertThat(median("hop/epsilon/count"))
                .isGreaterThan(Sizes.of(Effort.SMOKE).withoutCollector());
    }

    @Test
    void shouldDrawCurvesAndLines() {
        assertThat(chapter().curves()).hasSizeGreaterThanOrEqualTo(28);
        assertThat(chapter().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.x()).hasSameSizeAs(line.y()));
    }
}
