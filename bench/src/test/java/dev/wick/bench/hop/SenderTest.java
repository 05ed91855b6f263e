package dev.wick.bench.hop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time passes only when the sender sleeps, or when a candle is made to take long. */
@Timeout(30)
class SenderTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long OVERSLEPT_NS = 50_000;

    private final Arrivals arrivals = new Arrivals();
    private final List<Long> numbers = new ArrayList<>();
    private final List<Long> plannedNs = new ArrayList<>();
    private final List<Long> sentNs = new ArrayList<>();
    private long nowNs = 42;
    private long stallAtNumber = -1;
    private long stallNs;
    private long lost;
    private final Sender sender = new Sender(new Direct(), () -> nowNs, ns -> nowNs += ns + OVERSLEPT_NS);

    /** What is sent has come. */
    private final class Direct implements Way {
        @Override
        public void send(final long number, final long planned) {
            numbers.add(number);
            plannedNs.add(planned);
            sentNs.add(nowNs);
            if (number == stallAtNumber) {
                nowNs += stallNs;
            }
            if (number != lost - 1) {
                arrivals.arrived(planned, nowNs, nowNs + 1_000);
            }
        }

        @Override
        public Arrivals arrivals() {
            return arrivals;
        }

        @Override
        public void close() {
            // Nothing runs.
        }
    }

    @Test
    void shouldSendEachCandleNoSoonerThanPlanned() {
        sender.pace(1_000, 100, true);
        assertThat(numbers).hasSize(100).isSorted().startsWith(0L, 1L);
        for (int i = 0; i < 100; i++) {
            assertThat(plannedNs.get(i)).isEqualTo(plannedNs.get(0) + i * MS);
            assertThat(sentNs.get(i)).isBetween(plannedNs.get(i), plannedNs.get(i) + OVERSLEPT_NS);
        }
    }

    @Test
    void shouldChargeAStallToAllThatWereToBeSentMeanwhile() {
        stallAtNumber = 10;
        stallNs = 20 * MS;
        sender.pace(1_000, 100, true);
        assertThat(plannedNs.get(99)).isEqualTo(plannedNs.get(0) + 99 * MS);
        // Of the 20 ms the first one has 20, and each of the next a little less; the hop itself knows nothing of them.
        assertThat(arrivals.planned().getCountBetweenValues(2 * MS, 21 * MS)).isBetween(18L, 20L);
        assertThat(arrivals.planned().getMaxValue()).isBetween(20 * MS, 21 * MS);
        assertThat(arrivals.hop().getMaxValue()).isLessThan(2_000);
    }

    @Test
    void shouldGoOnCountingFromCallToCall() {
        sender.flood(10, 4);
        sender.pace(1_000, 10, true);
        assertThat(numbers)
                .containsExactlyElementsOf(List.of(
                        0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L));
        assertThat(sender.sent()).isEqualTo(20);
    }

    @Test
    void shouldWaitOnlySoLongForWhatIsLost() {
        lost = 5;
        final long beforeNs = nowNs;
        sender.flood(10, 4);
        assertThat(nowNs - beforeNs).isBetween(TimeUnit.SECONDS.toNanos(10), TimeUnit.SECONDS.toNanos(11));
        final Round round = Round.end(new Direct(), sender.sent());
        assertThat(round.problem()).contains("of 10 candles only 9 came");
    }

    @Test
    void shouldForgetTimesButNotCounts() {
        sender.flood(10, 4);
        arrivals.forgetTimes();
        sender.flood(1, 4);
        assertThat(arrivals.hop().getTotalCount()).isEqualTo(1);
        assertThat(arrivals.planned().getTotalCount()).isEqualTo(1);
        assertThat(arrivals.count()).isEqualTo(11);
        assertThat(Round.end(new Direct(), 11).problem()).isEmpty();
    }
}
