package dev.wick.engine.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExchangeClockTest {
    private static final long START_MS = 1_700_000_000_000L;

    private final ExchangeClock clock = new ExchangeClock();

    @Test
    void shouldBeOursUntilSomethingIsKnown() {
        clock.observe(0, START_MS);

        assertThat(clock.timeMs(START_MS + 7)).isEqualTo(START_MS + 7);
    }

    @Test
    void shouldTakeTheFreshestStampForTheOffset() {
        clock.observe(START_MS + 4_000, START_MS);
        clock.observe(START_MS + 5_900, START_MS + 1_000);
        clock.observe(START_MS + 6_100, START_MS + 3_000);

        assertThat(clock.timeMs(START_MS + 10_000)).isEqualTo(START_MS + 14_900);
    }

    @Test
    void shouldFollowASimulatorThatRunsThirtyTimesFaster() {
        for (int i = 0; i <= 600; i++) {
            clock.observe(START_MS + 3_000L * i, START_MS + 100L * i);
        }

        assertThat(clock.timeMs(START_MS + 60_000)).isEqualTo(START_MS + 30 * 60_000);
    }

    @Test
    void shouldFollowAnExchangeThatIsBehindUs() {
        clock.observe(START_MS - 3_600_000, START_MS);

        assertThat(clock.timeMs(START_MS + 1_000)).isEqualTo(START_MS - 3_600_000 + 1_000);
    }

    @Test
    void shouldForgetAnOffsetThatIsNoLongerSeen() {
        clock.observe(START_MS + 9_000, START_MS);
        for (int i = 1; i <= 300; i++) {
            clock.observe(START_MS + 9_000 + i * 970L, START_MS + 1_000L * i);
        }

        // Thirty of each thousand are lost, and the last two windows are what counts.
        assertThat(clock.timeMs(START_MS + 300_000)).isBetween(START_MS + 300_000, START_MS + 303_900);
    }

    @Test
    void shouldKeepTheBoundOfLongBarsWhereStampsAreRare() {
        final long hourMs = 3_600_000;
        for (int i = 1; i <= 4; i++) {
            clock.observe(START_MS + i * hourMs, START_MS + i * hourMs + 200);
        }

        assertThat(clock.timeMs(START_MS + 5 * hourMs - 1_000)).isEqualTo(START_MS + 5 * hourMs - 1_200);
    }

    @Test
    void shouldBeSetBackByAnAnswerThatIsFarBehind() {
        clock.observe(START_MS + 3_600_000, START_MS);
        clock.observeServerTime(START_MS + 1_000, START_MS + 1_000);

        assertThat(clock.timeMs(START_MS + 2_000)).isEqualTo(START_MS + 2_000);
    }

    @Test
    void shouldNotBeSetBackByASlowAnswer() {
        clock.observe(START_MS + 500, START_MS);
        clock.observeServerTime(START_MS - 4_000, START_MS + 1_000);
        clock.observeServerTime(0, START_MS + 1_000);

        assertThat(clock.timeMs(START_MS + 1_000)).isEqualTo(START_MS + 1_500);
    }
}
