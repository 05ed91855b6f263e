package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.LegSide;
import dev.wick.engine.ops.LatencyHistogram;
import dev.wick.engine.ops.Metric;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Which of two legs is first, and by how much. */
class LegRaceTest {
    private static final long MS = 1_000_000;

    private final PipelineBed bed = new PipelineBed();

    private static Candle by(final LegSide side, final long readNs, final Candle candle) {
        candle.legId = side.legId(3);
        candle.readNs = readNs;
        return candle;
    }

    private long wins(final LegSide side) {
        return (long) bed.metrics.value(Metric.LEG_WINS, "binance", "spot", side.letter());
    }

    private LatencyHistogram lead(final LegSide side) {
        return bed.metrics.histogram(Metric.LEG_LEAD, "binance", "spot", side.letter());
    }

    private long leads(final LegSide side) {
        return Arrays.stream(lead(side).counts()).sum();
    }

    @Test
    void shouldCountForEachLegWhatItWasTheFirstToBring() {
        bed.take(by(LegSide.A, 1, bed.openCandle(0, 5)), by(LegSide.B, 2, bed.openCandle(0, 5)));
        bed.take(by(LegSide.B, 3, bed.closedCandle(0, 6)), by(LegSide.A, 4, bed.closedCandle(0, 6)));
        bed.take(by(LegSide.B, 5, bed.openCandle(1, 7)), by(LegSide.A, 6, bed.openCandle(1, 7)));

        assertThat(wins(LegSide.A)).isEqualTo(1);
        assertThat(wins(LegSide.B)).isEqualTo(2);
        assertThat(bed.duplicates()).isEqualTo(3);
    }

    @Test
    void shouldMeasureByHowMuchTheFirstWasEarlier() {
        bed.take(by(LegSide.B, MS, bed.openCandle(0, 5)), by(LegSide.A, 8 * MS, bed.openCandle(0, 5)));
        bed.take(by(LegSide.A, 10 * MS, bed.closedCandle(0, 6)), by(LegSide.A, 11 * MS, bed.openCandle(1, 6)));
        bed.take(by(LegSide.B, 13 * MS, bed.closedCandle(0, 6)), by(LegSide.B, 15 * MS, bed.openCandle(1, 6)));

        assertThat(leads(LegSide.B)).isEqualTo(1);
        assertThat(lead(LegSide.B).sumSeconds()).isEqualTo(0.007);
        assertThat(leads(LegSide.A)).isEqualTo(2);
        assertThat(lead(LegSide.A).sumSeconds()).isEqualTo(0.007);
    }

    @Test
    void shouldMeasureNoLeadAgainstTheSameLegNorAgainstOtherValuesNorTwice() {
        bed.take(by(LegSide.B, MS, bed.closedCandle(0, 5)));
        bed.take(by(LegSide.B, 2 * MS, bed.closedCandle(0, 5)));
        assertThat(leads(LegSide.A) + leads(LegSide.B)).isZero();
        bed.take(by(LegSide.A, 3 * MS, bed.closedCandle(0, 5)), by(LegSide.A, 9 * MS, bed.closedCandle(0, 5)));
        assertThat(lead(LegSide.B).sumSeconds()).isEqualTo(0.002);
        bed.take(by(LegSide.B, 3 * MS, bed.openCandle(1, 6)), by(LegSide.B, 4 * MS, bed.openCandle(1, 7)));
        bed.take(by(LegSide.A, 5 * MS, bed.openCandle(0, 6)));
        assertThat(leads(LegSide.A) + leads(LegSide.B)).isEqualTo(1);
    }

    @Test
    void shouldLeaveOutWhatNoLegBrought() {
        bed.publisher.publishTakeUp(bed.btc.id(), false);
        bed.take(by(LegSide.B, MS, bed.openCandle(0, 5)));
        bed.publisher.publishTimerClose(bed.btc.id(), PipelineBed.minute(0));
        bed.take(bed.restRow(1, 6));

        assertThat(bed.drainClosed()).containsExactly("0:5", "1:6");
        assertThat(wins(LegSide.A)).isZero();
        assertThat(wins(LegSide.B)).isEqualTo(1);
    }

    @Test
    void shouldNotGoBackToWhatALateLegBringsWhereOnlyTheVolumeTells() {
        bed.take(by(LegSide.A, 1, bed.openCandle(0, 5)), by(LegSide.A, 2, bed.openCandle(0, 9)));
        bed.take(by(LegSide.B, 3, bed.openCandle(0, 5)), by(LegSide.B, 4, bed.openCandle(0, 9)));
        bed.take(by(LegSide.B, 5, bed.openCandle(0, 10)));

        assertThat(bed.drainOpen()).first().isEqualTo("0:10");
        assertThat(bed.duplicates()).isEqualTo(2);
    }

    @Test
    void shouldNotLetALegThatMissedTheLastTradesReviseACloseBySuccessor() {
        bed.take(successor(LegSide.A, 9, 20));
        bed.take(successor(LegSide.B, 8, 19));
        assertThat(bed.drainClosed()).containsExactly("0:9");
        bed.take(successor(LegSide.B, 10, 21));
        assertThat(bed.drainClosed()).containsExactly("0:10/1");
        assertThat(bed.provisional).hasSizeGreaterThanOrEqualTo(1);
    }

    private Candle successor(final LegSide side, final long price, final long trades) {
        final Candle closed = by(side, 1, bed.closedCandle(0, price));
        closed.finality = Finality.SUCCESSOR;
        closed.tradeCount = trades;
        return closed;
    }
}
