package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Series;
import dev.wick.engine.ops.Metric;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 1,440 candles of each of 50 series to one subscriber: nobody else is delayed by a duty cycle. Counts work, not time. */
class BigReplayTest {
    private static final int SERIES = 50;
    private static final int CANDLES = 1_440;

    @Test
    void shouldNotMoveOtherSubscribers() {
        final ReplayBed bed = new ReplayBed(CANDLES + 500);
        final List<Series> all = new ArrayList<>();
        for (int i = 0; i < SERIES; i++) {
            final Series series = bed.series("S" + i + "USDT");
            all.add(series);
            bed.history(series, 0);
            for (int minute = 0; minute < CANDLES; minute++) {
                bed.publish(series, minute);
            }
            bed.take(CANDLES);
        }
        final FakeConnection greedySocket = new FakeConnection();
        greedySocket.isForgetting = true;
        final Session greedy = bed.session(greedySocket);
        final FakeConnection otherSocket = new FakeConnection();
        final Session other = bed.session(otherSocket);
        bed.subscribe(other, all.get(0), 0, null, false);
        all.forEach(series -> bed.since(greedy, series, 0, 0));

        int cycles = 0;
        int most = 0;
        long minute = CANDLES;
        final List<String> expected = new ArrayList<>();
        while (!bed.replays.isEmpty()) {
            if (cycles % 10 == 0 && minute < CANDLES + 100) {
                bed.publish(all.get(0), minute);
                bed.take(1);
                expected.add(Long.toString(minute++));
            }
            most = Math.max(most, bed.cycle());
            // In the very cycle in which the candle was taken.
            assertThat(other.outbox().pending()).isZero();
            if (!expected.isEmpty() && cycles % 100 == 0) {
                assertThat(otherSocket.entries("S0USDT")).isEqualTo(expected);
            }
            cycles++;
        }
        bed.settle();
        assertThat(otherSocket.entries("S0USDT")).isEqualTo(expected).hasSize(100);
        assertThat(most).isLessThanOrEqualTo(Replays.BATCH);
        assertThat(cycles).isGreaterThanOrEqualTo(SERIES * (CANDLES - 1) / Replays.BATCH);
        // Every one of them, and what came of the first series before the subscriber had caught up with it.
        assertThat(bed.metrics.value(Metric.QUOTES_REPLAYED))
                .isBetween(SERIES * (CANDLES - 1.0), SERIES * CANDLES + 50.0);
        assertThat(bed.metrics.value(Metric.QUOTES_SENT, "true")).isEqualTo(SERIES * (CANDLES - 1) + 2 * 100);
        System.out.printf(
                "replay of %d x %d candles: %d duty cycles, at most %d steps of work in one%n",
                SERIES, CANDLES, cycles, most);
    }
}
