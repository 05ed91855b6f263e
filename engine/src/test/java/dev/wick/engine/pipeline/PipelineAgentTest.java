package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Finality;
import dev.wick.engine.ops.Metric;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PipelineAgentTest {
    private PipelineBed bed = new PipelineBed();

    @Test
    void shouldGoOnWithTheNextCandleAfterAFailure() {
        final Candle unknown = bed.closedCandle(0, 1);
        unknown.seriesId = 99;
        bed.take(unknown, unknown, bed.closedCandle(0, 1));

        assertThat(bed.drainClosed()).containsExactly("0:1");
        assertThat(bed.count(Metric.HANDLER_ERRORS)).isEqualTo(2);
        assertThat(bed.errors).hasSize(1).first().asString().contains("series 99");
    }

    @Test
    void shouldNotLoseACandleThroughALatencyObserverThatThrows() {
        bed.latency = (venue, ns) -> {
            throw new IllegalStateException("broken observer");
        };
        final Candle candle = bed.closedCandle(0, 1);
        candle.eventTimeMs = 5;
        candle.receivedTimeNs = 6_000_000;
        bed.take(candle, bed.closedCandle(1, 2));

        assertThat(bed.drainClosed()).containsExactly("0:1", "1:2");
        assertThat(bed.count(Metric.HANDLER_ERRORS)).isEqualTo(1);
    }

    @Test
    void shouldStopTheIntakeAtAFullClosedQueueAndLoseNothing() {
        bed = new PipelineBed(16, 3, 0, 120_000, 100);
        final List<String> expected = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            bed.publisher.onCandle(bed.closedCandle(i, 100 + i));
            expected.add(i + ":" + (100 + i));
        }
        for (int i = 0; i < 5; i++) {
            bed.step();
        }
        assertThat(bed.closed.size()).isEqualTo(3);
        assertThat(bed.router.isHolding()).isTrue();
        assertThat(bed.agent.hasWork()).isFalse();
        assertThat(bed.agent.isDrained()).isFalse();
        assertThat(bed.count(Metric.QUEUE_BLOCKING_EVENTS)).isEqualTo(1);

        final List<String> got = new ArrayList<>();
        while (!bed.agent.isDrained() || !bed.closed.isEmpty()) {
            got.addAll(bed.drainClosed());
            assertThat(bed.agent.hasWork()).isEqualTo(!bed.agent.isDrained());
            bed.step();
        }
        assertThat(got).isEqualTo(expected);
        assertThat(bed.count(Metric.QUEUE_BLOCKING_EVENTS)).isEqualTo(3);
        assertThat(bed.agent.hasWork()).isFalse();
    }

    @Test
    void shouldTakeNoMoreThanABatchPerRound() {
        for (int i = 0; i < PipelineAgent.DEFAULT_BATCH + 10; i++) {
            bed.publisher.onCandle(bed.closedCandle(i, 1));
        }
        assertThat(bed.step()).isEqualTo(PipelineAgent.DEFAULT_BATCH);
        assertThat(bed.agent.hasWork()).isTrue();
        assertThat(bed.step()).isEqualTo(10);
        assertThat(bed.agent.hasWork()).isFalse();
        assertThat(bed.step()).isZero();
    }

    @Test
    void shouldCountWhatItRoutesAndStampIt() {
        bed.nanoClock.update(77);
        bed.take(bed.openCandle(0, 1), bed.openCandle(0, 2), bed.closedCandle(0, 3));

        assertThat(bed.metrics.value(Metric.QUOTES_PROCESSED, "binance", "spot", "false"))
                .isEqualTo(2);
        assertThat(bed.metrics.value(Metric.QUOTES_PROCESSED, "binance", "spot", "true"))
                .isEqualTo(1);
        assertThat(bed.closed.poll().routedNs).isEqualTo(77);
    }

    @Test
    void shouldObserveTheTimeFromTheExchangesStampToTheRouting() {
        final List<Long> latencies = new ArrayList<>();
        bed.latency = (venue, ns) -> latencies.add(ns);
        bed.nanoClock.update(1_500);
        final Candle candle = bed.closedCandle(0, 1);
        candle.eventTimeMs = 10;
        candle.receivedTimeNs = 12_000_000;
        candle.readNs = 1_000;
        bed.take(candle);
        candle.openTimeMs = PipelineBed.minute(1);
        candle.eventTimeMs = 100;
        bed.take(candle, bed.closedCandle(2, 1));

        assertThat(latencies).containsExactly(2_000_500L, 0L);
    }

    @Test
    void shouldTakeTheSkewOfTheExchangesClockOutOfTheLatency() {
        final List<Long> latencies = new ArrayList<>();
        bed.latency = (venue, ns) -> latencies.add(ns);
        bed.skews.of(bed.venue).bestNs().set(-300_000_000L);
        final Candle candle = bed.closedCandle(0, 1);
        candle.eventTimeMs = 10_000;
        candle.receivedTimeNs = 10_320_000_000L;
        bed.take(candle);

        assertThat(latencies)
                .as("320 ms by two clocks of which theirs is 300 ms behind")
                .containsExactly(20_000_000L);
    }

    @Test
    void shouldCountClosedCandlesByFinalityAndSource() {
        final Candle bySuccessor = bed.closedCandle(1, 2);
        bySuccessor.finality = Finality.SUCCESSOR;
        bed.take(bed.closedCandle(0, 1), bySuccessor, bed.restRow(2, 3), bed.closedCandle(3, 4), bed.openCandle(4, 5));

        assertThat(closedBy("exchange", "stream")).isEqualTo(2);
        assertThat(closedBy("successor", "stream")).isEqualTo(1);
        assertThat(closedBy("rest", "backfill")).isEqualTo(1);
        assertThat(bed.metrics.total(Metric.CLOSED_CANDLES)).isEqualTo(4);
    }

    private double closedBy(final String finality, final String source) {
        return bed.metrics.value(Metric.CLOSED_CANDLES, "binance", "spot", finality, source);
    }
}
