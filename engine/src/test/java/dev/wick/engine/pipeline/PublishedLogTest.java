package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Series;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is published closed is kept for the next run before any subscriber can have it. */
final class PublishedLogTest {
    private final PipelineBed bed = new PipelineBed(64, 16, 0, 120_000, 1_000);
    private final Candle candle = new Candle();

    @Test
    void shouldKeepWhatIsPublishedClosedBeforeTheQueueHasIt() {
        final List<String> kept = new ArrayList<>();
        bed.log = (series, closed) -> kept.add(series.symbol() + " " + closed.openTimeMs / 60_000 % 1_000 + " revision "
                + closed.revision + ", " + bed.closed.size() + " in the queue");
        final long first = PipelineBed.fill(candle, bed.btc.id(), 1, 100, true).openTimeMs / 60_000 % 1_000;
        publish(1, 100, false);
        publish(1, 100, true);
        publish(1, 100, true);
        publish(2, 100, true);
        publish(1, 200, true);
        bed.step();

        final String symbol = bed.btc.symbol();
        assertThat(kept)
                .containsExactly(
                        symbol + " " + first + " revision 0, 0 in the queue",
                        symbol + " " + (first + 1) + " revision 0, 1 in the queue",
                        symbol + " " + first + " revision 1, 2 in the queue");
        assertThat(bed.errors).isEmpty();
    }

    @Test
    void shouldKeepThatNothingIsOwedOfAPause() {
        final List<String> waived = new ArrayList<>();
        bed.log = new PublishedLog() {
            @Override
            public void append(final Series series, final Candle closed) {}

            @Override
            public void waived(final Series series, final long fromMs, final long toMs) {
                waived.add(fromMs + " to " + toMs);
            }
        };
        publish(1, 100, true);
        bed.step();
        bed.publisher.publishRangeWaived(bed.btc.id(), PipelineBed.minute(2), PipelineBed.minute(4));
        bed.publisher.publishRangeWaived(bed.btc.id(), PipelineBed.minute(2), PipelineBed.minute(3));
        bed.step();

        assertThat(waived).containsExactly(PipelineBed.minute(2) + " to " + PipelineBed.minute(4));
    }

    private void publish(final int minute, final int price, final boolean closed) {
        bed.publisher.onCandle(PipelineBed.fill(candle, bed.btc.id(), minute, price, closed));
    }
}
