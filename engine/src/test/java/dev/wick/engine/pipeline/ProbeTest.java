package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import org.junit.jupiter.api.Test;

/** What REST has as the newest bar, against what the stream has brought. */
class ProbeTest {
    private final PipelineBed bed = new PipelineBed();

    @Test
    void shouldPublishANewerBarThatHasTraded() {
        bed.take(bed.openCandle(0, 7));
        probe(bed.openCandle(1, 8));

        assertThat(bed.probed).containsExactly(true);
        assertThat(bed.drainOpen()).first().isEqualTo("1:8");
    }

    @Test
    void shouldPublishTheSameBarWithMoreVolumeAsAnOpenCandle() {
        bed.take(bed.openCandle(0, 7));
        final Candle more = bed.openCandle(0, 8);
        more.closed = true;
        probe(more);

        assertThat(bed.probed).containsExactly(true);
        assertThat(bed.drainOpen()).first().isEqualTo("0:8");
        assertThat(bed.drainClosed()).isEmpty();
    }

    @Test
    void shouldNotTakeAnOlderAnswerForNews() {
        bed.take(bed.openCandle(1, 8));
        probe(bed.openCandle(0, 9));
        probe(bed.openCandle(1, 7));
        probe(bed.openCandle(1, 8));

        assertThat(bed.probed).containsExactly(false, false, false);
        assertThat(bed.drainOpen()).containsExactly("1:8");
    }

    @Test
    void shouldJudgeByTradesBeforeVolume() {
        final Candle seen = bed.openCandle(0, 7);
        seen.tradeCount = 5;
        bed.take(seen);
        final Candle newest = bed.openCandle(0, 9);
        newest.tradeCount = 4;
        probe(newest);

        assertThat(bed.probed).containsExactly(false);
    }

    @Test
    void shouldNotTakeANewerBarWithoutATradeForNews() {
        bed.take(bed.openCandle(0, 7));
        final Candle empty = bed.openCandle(1, 7);
        empty.volume.set(0, 0);
        probe(empty);

        assertThat(bed.probed).containsExactly(false);
        assertThat(bed.drainOpen()).containsExactly("0:7");
    }

    @Test
    void shouldNotTakeABarForNewsThatIsClosedAlready() {
        bed.take(bed.closedCandle(0, 7));
        probe(bed.openCandle(0, 9));

        assertThat(bed.probed).containsExactly(false);
    }

    @Test
    void shouldRejectABrokenAnswer() {
        final Candle broken = bed.openCandle(0, 7);
        broken.low.set(100, 0);
        probe(broken);

        assertThat(bed.probed).containsExactly(false);
        assertThat(bed.drainOpen()).isEmpty();
    }

    private void probe(final Candle newest) {
        bed.publisher.publishProbe(newest);
        bed.step();
    }
}
