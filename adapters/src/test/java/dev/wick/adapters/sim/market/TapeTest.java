package dev.wick.adapters.sim.market;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class TapeTest {
    private static final long START_MS = 1_795_455_000_123L;
    private static final long HOUR_MS = 3_600_000L;

    @Property(tries = 200)
    void shouldReadTheSameTradesWhereverTheReadingBegins(
            @ForAll final long seed,
            @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 500) final double tradesPerSecond,
            @ForAll @LongRange(min = -48 * HOUR_MS, max = HOUR_MS) final long offsetMs) {
        final Tape tape = new Tape(seed, Instruments.LINEAR, tradesPerSecond, START_MS);
        final long fromMs = START_MS + offsetMs;
        final TapeCursor early = tape.from(fromMs - 20_000);
        while (early.timeMs() < fromMs) {
            early.next();
        }
        final TapeCursor late = tape.from(fromMs);
        for (int i = 0; i < 50; i++) {
            assertThat(late.id()).isEqualTo(early.id());
            assertThat(late.timeMs()).isEqualTo(early.timeMs());
            assertThat(late.ticks()).isEqualTo(early.ticks()).isPositive();
            assertThat(late.lots()).isEqualTo(early.lots()).isPositive();
            assertThat(late.takerBuys()).isEqualTo(early.takerBuys());
            assertThat(late.previousTicks()).isEqualTo(early.previousTicks());
            early.next();
            late.next();
        }
    }

    @Property(tries = 100)
    void shouldNumberTradesWithoutHolesInTheOrderOfTime(
            @ForAll final long seed,
            @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 500) final double tradesPerSecond) {
        final Tape tape = new Tape(seed, Instruments.LINEAR, tradesPerSecond, START_MS);
        final long denseFromMs = tape.listedMs() + 3L * 365 * 24 * HOUR_MS;
        final TapeCursor cursor = tape.from(denseFromMs - 6 * HOUR_MS);
        for (int i = 0; i < 200; i++) {
            final long id = cursor.id();
            final long timeMs = cursor.timeMs();
            cursor.next();
            assertThat(cursor.id()).isEqualTo(id + 1);
            assertThat(cursor.timeMs()).isGreaterThanOrEqualTo(timeMs);
        }
    }

    @Test
    void shouldTradeAtTheRateAskedFor() {
        final Tape tape = new Tape(3, Instruments.LINEAR, 2, START_MS);
        final long first = tape.from(START_MS).id();
        final long last = tape.from(START_MS + HOUR_MS).id();
        assertThat(last - first).isBetween(7_200L - 16, 7_200L + 16);
    }

    @Test
    void shouldStayWithinAFifthOfTheStartingPrice() {
        final Tape tape = new Tape(3, Instruments.LINEAR, 2, START_MS);
        for (long timeMs = tape.listedMs(); timeMs < START_MS; timeMs += 24 * HOUR_MS) {
            assertThat((double) tape.from(timeMs).ticks() / Instruments.LINEAR.startTicks())
                    .isBetween(0.79, 1.21);
        }
    }

    @Test
    void shouldHaveATradeAfterTheBeginningOfAllTime() {
        final Tape tape = new Tape(3, Instruments.LINEAR, 2, START_MS);
        assertThat(tape.from(0).timeMs()).isGreaterThanOrEqualTo(tape.listedMs());
        assertThat(tape.from(0).id()).isPositive();
    }
}
