package dev.wick.adapters.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Interval;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CandlePageTest {
    private static final long START_MS = 1_795_449_600_000L;

    private static Candle row(final long openTimeMs, final long closeTimeMs) {
        final Candle candle = new Candle();
        candle.openTimeMs = openTimeMs;
        candle.closeTimeMs = closeTimeMs;
        candle.closed = true;
        return candle;
    }

    private static List<Candle> minutes(final int first, final int last) {
        return LongStream.rangeClosed(first, last)
                .map(i -> START_MS + i * 60_000)
                .mapToObj(t -> row(t, t + 59_999))
                .toList();
    }

    private static CandlePage page(final int firstMinute, final int lastMinute) {
        return CandlePage.of(
                1000, Long.MAX_VALUE, Interval.M1, START_MS + firstMinute * 60_000L, START_MS + lastMinute * 60_000L);
    }

    @Provide
    Arbitrary<CandlePages.Limits> limits() {
        final Arbitrary<Integer> rows = Arbitraries.of(1, 2, 100, 300, 1000, 1500, 5000);
        final Arbitrary<Long> rangesMs = Arbitraries.of(Long.MAX_VALUE, 200L * 86_400_000L, 1L);
        return Combinators.combine(rows, rangesMs)
                .as((some, rangeMs) -> new CandlePages.Limits(some, rangeMs, CandlePages.Limits.ALL));
    }

    @Property(tries = 300)
    void shouldFitAllItsBarsIntoOneAnswer(
            @ForAll("limits") final CandlePages.Limits limits,
            @ForAll final Interval interval,
            @ForAll @LongRange(min = 0, max = 2_000_000_000_000L) final long fromMs,
            @ForAll @IntRange(min = 0, max = 4000) final int moreBars) {
        final long barMs = interval.isMonths() ? TimeUnit.DAYS.toMillis(31) : interval.next(0);
        final long lastMs = fromMs + moreBars * barMs;
        final CandlePage page = CandlePage.of(limits.rows(), limits.rangeMs(), interval, fromMs, lastMs);

        int bars = 0;
        for (long t = interval.openTimeAt(page.toMs()); t >= page.fromMs(); t = interval.previous(t)) {
            bars++;
        }
        assertThat(bars).isLessThanOrEqualTo(page.limit());
        assertThat(page.limit()).isBetween(1, limits.rows());
        assertThat(page.fromMs()).isEqualTo(fromMs);
        assertThat(page.toMs()).isBetween(fromMs, lastMs);
        assertThat(page.toMs() - page.fromMs()).isLessThan(limits.rangeMs());
        final boolean full = page.limit() == limits.rows() || page.toMs() - page.fromMs() == limits.rangeMs() - 1;
        assertThat(page.toMs() == lastMs || full).isTrue();
    }

    @Property(tries = 300)
    void shouldLeaveNoBarOutBetweenTwoPages(
            @ForAll("limits") final CandlePages.Limits limits,
            @ForAll final Interval interval,
            @ForAll @LongRange(min = 0, max = 2_000_000_000_000L) final long fromMs) {
        final CandlePage page = CandlePage.of(limits.rows(), limits.rangeMs(), interval, fromMs, Long.MAX_VALUE / 2);
        assertThat(page.nextFromMs()).isGreaterThan(page.toMs());
        assertThat(interval.isOnGrid(page.nextFromMs())).isTrue();
        final Interval grid = interval.isPhaseUnknown() ? Interval.D1 : interval;
        assertThat(grid.previous(page.nextFromMs())).isLessThanOrEqualTo(page.toMs());
    }

    @Property(tries = 300)
    void shouldKnowTheLastBarThatHasEnded(
            @ForAll final Interval interval,
            @ForAll @LongRange(min = 1_000_000_000_000L, max = 2_000_000_000_000L) final long passedMs) {
        final long lastMs = CandlePage.lastClosedMs(interval, passedMs);
        assertThat(interval.isOnGrid(lastMs)).isTrue();
        assertThat(interval.next(lastMs) - 1).isLessThan(passedMs);
        if (!interval.isPhaseUnknown()) {
            assertThat(interval.next(interval.next(lastMs)) - 1).isGreaterThanOrEqualTo(passedMs);
        }
    }

    @Test
    void shouldNotCallABarEndedInItsLastMillisecond() {
        assertThat(CandlePage.lastClosedMs(Interval.M1, START_MS - 1)).isEqualTo(START_MS - 120_000);
        assertThat(CandlePage.lastClosedMs(Interval.M1, START_MS)).isEqualTo(START_MS - 60_000);
    }

    @Test
    void shouldPickWhatLiesInside() {
        final CandlePage.Closed closed = page(2, 5).closed(minutes(0, 9), Long.MAX_VALUE);
        assertThat(closed.candles())
                .extracting(c -> c.openTimeMs)
                .containsExactly(START_MS + 120_000, START_MS + 180_000, START_MS + 240_000, START_MS + 300_000);
        assertThat(closed.provenToMs()).isEqualTo(START_MS + 300_000);
    }

    @Test
    void shouldWithholdARowThatSaysItEndsLaterAndProveNothingFromThereOn() {
        final CandlePage.Closed closed = page(0, 5).closed(minutes(0, 5), START_MS + 4 * 60_000 - 1);
        assertThat(closed.candles()).hasSize(3);
        assertThat(closed.provenToMs()).isEqualTo(START_MS + 2 * 60_000);
    }

    @Test
    void shouldProveWhatIsAbsent() {
        assertThat(page(0, 5).closed(List.of(), Long.MAX_VALUE).provenToMs()).isEqualTo(START_MS + 300_000);
        assertThat(page(0, 5).closed(minutes(2, 3), Long.MAX_VALUE).provenToMs())
                .isEqualTo(START_MS + 300_000);
    }

    @Test
    void shouldNotTakeABarThatRestDoesNotShowYetForOneThatDoesNotExist() {
        final long justAfterMinute3 = START_MS + 4 * 60_000;
        assertThat(page(0, 3).closed(minutes(0, 2), justAfterMinute3).provenToMs())
                .isEqualTo(START_MS + 2 * 60_000);
        assertThat(page(0, 3).closed(minutes(0, 2), justAfterMinute3 + 60_000).provenToMs())
                .isEqualTo(START_MS + 3 * 60_000);
    }

    @Test
    void shouldProveNothingByRowsOfAnotherTime() {
        assertThat(page(0, 5).closed(minutes(100, 105), Long.MAX_VALUE)).isNull();
        assertThat(page(0, 5).closed(minutes(3, 9), Long.MAX_VALUE)).isNull();
        assertThat(page(0, 5).closed(minutes(0, 9), Long.MAX_VALUE)).isNotNull();
    }

    @Test
    void shouldNeverCloseARowThatTheExchangeFlagsAsForming() {
        final List<Candle> rows = minutes(0, 3);
        rows.get(2).closed = false;
        final CandlePage.Closed closed = page(0, 5).closed(rows, Long.MAX_VALUE);
        assertThat(closed.candles()).hasSize(2);
        assertThat(closed.provenToMs()).isEqualTo(START_MS + 60_000);
    }

    @Test
    void shouldNotBelieveAFlagAgainstTheExchangesClock() {
        final CandlePage.Closed closed = page(0, 5).closed(minutes(0, 1), START_MS + 60_000);
        assertThat(closed.candles()).hasSize(1);
    }

    @Test
    void shouldKnowWhenABarEndsWithoutBeingTold() {
        final List<Candle> rows = List.of(row(START_MS, Candle.NONE), row(START_MS + 60_000, Candle.NONE));
        assertThat(page(0, 5).closed(rows, START_MS + 119_999).candles()).hasSize(1);
        assertThat(page(0, 5).closed(rows, START_MS + 120_000).candles()).hasSize(2);
    }
}
