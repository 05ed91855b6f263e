package dev.wick.engine.pipeline;

import static dev.wick.engine.pipeline.PipelineBed.minute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Finality;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Series of which the venue flags no close. */
class UnflaggedVenueTest {
    private static final long WINDOW_MS = 120_000;

    private final PipelineBed bed = new PipelineBed();

    @BeforeEach
    void keepNewest() {
        bed.publisher.publishTakeUp(bed.btc.id(), false);
    }

    @Test
    void shouldCloseTheLastOpenCandleByTheTimer() {
        bed.take(bed.openCandle(0, 7), bed.openCandle(0, 8));
        timer(0);

        final Candle closed = bed.closed.poll();
        assertThat(PipelineBed.text(closed)).isEqualTo("0:8");
        assertThat(closed.finality).isEqualTo(Finality.TIMER);
        assertThat(bed.provisional).containsExactly(0L);
        assertThat(bed.states.watermarkMs(bed.btc.id())).isEqualTo(minute(0));
    }

    @Test
    void shouldCloseNothingByTheTimerOfWhichNothingWasSeen() {
        bed.take(bed.openCandle(1, 7));
        timer(0);
        timer(2);

        assertThat(bed.drainClosed()).isEmpty();
        assertThat(bed.provisional).isEmpty();
    }

    @Test
    void shouldCloseNothingByTheTimerThatIsClosedAlready() {
        bed.take(bed.openCandle(0, 7), bed.closedCandle(0, 9));
        timer(0);

        assertThat(bed.drainClosed()).containsExactly("0:9");
        assertThat(bed.duplicates()).isZero();
    }

    @Test
    void shouldCloseNothingByTheTimerWhereTheVenueFlagsCloses() {
        final PipelineBed flagged = new PipelineBed();
        flagged.take(flagged.openCandle(0, 7));
        flagged.publisher.publishTimerClose(flagged.btc.id(), minute(0));
        flagged.step();

        assertThat(flagged.drainClosed()).isEmpty();
    }

    @Test
    void shouldReviseATimerCloseIfRestDisagreesHoweverLate() {
        bed.take(bed.openCandle(0, 7));
        timer(0);
        bed.clock.advance(10 * WINDOW_MS);
        bed.take(bed.restRow(0, 9));

        assertThat(bed.drainClosed()).containsExactly("0:7", "0:9/1");
        assertThat(bed.provisional).containsExactly(0L);
    }

    @Test
    void shouldTakeARestRowThatConfirmsATimerCloseForADuplicate() {
        bed.take(bed.openCandle(0, 7));
        timer(0);
        bed.clock.advance(10 * WINDOW_MS);
        bed.take(bed.restRow(0, 7));

        assertThat(bed.drainClosed()).containsExactly("0:7");
        assertThat(bed.duplicates()).isEqualTo(1);
    }

    @Test
    void shouldTellOfAClosedCandleThatOnlyItsSuccessorProves() {
        final Candle closed = bed.closedCandle(0, 7);
        closed.finality = Finality.SUCCESSOR;
        bed.take(closed, bed.closedCandle(1, 8));

        assertThat(bed.provisional).containsExactly(0L);
    }

    @Test
    void shouldRememberManyClosesBeyondTheWindow() {
        for (int i = 0; i < 100; i++) {
            bed.take(bed.closedCandle(i, 10 + i));
        }
        bed.clock.advance(10 * WINDOW_MS);
        bed.take(bed.restRow(0, 99));

        assertThat(bed.drainClosed()).last().isEqualTo("0:99/1");
    }

    private void timer(final int minute) {
        bed.publisher.publishTimerClose(bed.btc.id(), minute(minute));
        bed.step();
    }
}
