package dev.wick.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wick.bench.report.Effort;
import dev.wick.bench.report.Figure;
import dev.wick.bench.report.Results;
import dev.wick.bench.report.Section;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class WireBedTest {
    @ParameterizedTest
    @EnumSource(Way.class)
    void shouldBringEveryCandleByEveryWay(final Way way) throws Exception {
        try (WireBed bed = new WireBed(way, WireBed.Plan.of(20, way == Way.RELAY || way == Way.WICK ? 2 : 1))) {
            final WireBed.Outcome outcome = bed.run(1_000, 0.5);
            assertThat(outcome.run().came() + outcome.leftOut()).isEqualTo(500);
            assertThat(outcome.run().latency.getTotalCount())
                    .isEqualTo(outcome.run().came());
            bed.settle();
            assertThat(bed.problem()).isEmpty();
            assertThat(bed.closedMissing()).isZero();
            assertThat(outcome.cpu().workNs() > 0).isEqualTo(way != Way.DIRECT);
        }
    }

    @Test
    void shouldBringEveryCandleToEverySubscriber() throws Exception {
        try (WireBed bed = new WireBed(Way.WICK, WireBed.Plan.of(5, 1).to(7))) {
            final WireBed.Outcome outcome = bed.run(200, 0.5);
            assertThat(outcome.run().owed()).isEqualTo(700);
            assertThat(outcome.run().came() + outcome.leftOut()).isEqualTo(700);
        }
    }

    @Test
    void shouldBringEveryCandleToThoseWhoJoinedLater() throws Exception {
        try (WireBed bed = new WireBed(Way.WICK, WireBed.Plan.of(5, 1))) {
            bed.run(200, 0.2);
            bed.growTo(7);
            final WireBed.Outcome outcome = bed.run(200, 0.5);
            assertThat(outcome.run().owed()).isEqualTo(700);
            assertThat(outcome.run().came() + outcome.leftOut()).isEqualTo(700);
            bed.settle();
            assertThat(bed.problem()).isEmpty();
            assertThat(bed.closedMissing()).isZero();
        }
    }

    @Test
    void shouldSeeThatTheMiddleIsGone() throws Exception {
        try (WireBed bed = new WireBed(Way.BARE, WireBed.Plan.of(5, 1))) {
            bed.middle().close();
            // The source may see the broken socket first.
            assertThatThrownBy(() -> {
                        final WireBed.Outcome outcome = bed.run(1_000, 0.5);
                        assertThat(outcome.answered()).isLessThan(WireBed.Outcome.ENOUGH);
                        throw new IOException("not all came");
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldCountFromThePlannedTime() {
        final Run run = new Run(10, 1_000, 3, 1);
        run.startAt(5_000_000);
        assertThat(run.plannedNs(12)).isEqualTo(7_000_000);
        run.received(12, 9_000_000);
        run.received(13, 9_000_000);
        run.received(9, 9_000_000);
        assertThat(run.came()).isEqualTo(1);
        assertThat(run.latency.getMaxValue()).isBetween(2_000_000L, 2_002_000L);
    }

    @Test
    void shouldSayWhyNothingIsPinnedOrHaveItsFigures() throws Exception {
        final Results results = run(new PinnedSection());
        final Results.Chapter chapter = results.chapters().get(0);
        assertThat(chapter.words()).isNotEmpty();
        assertThat(chapter.figures().isEmpty()).isEqualTo(chapter.words().get(0).startsWith("Not run: "));
    }

    @Test
    void shouldFindWhatThreadsAllocateInAnotherProcess() throws Exception {
        final Results results = run(new AllocationSection());
        assertThat(results.isRight()).isTrue();
        assertThat(results.chapters().get(0).figures())
                .extracting(Figure::id)
                .containsExactly("allocation/pipeline-and-egress", "allocation/leg-with-library");
    }

    private static Results run(final Section section) throws Exception {
        final Results results = new Results();
        results.begin(section.title());
        section.run(Effort.SMOKE, results);
        return results;
    }
}
