package dev.wick.adapters.sim.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Interval;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketTest {
    private static final long START_MS = 1_795_455_000_123L;
    private static final long HOUR_MS = 3_600_000L;

    private final Market market = market(1);

    private static Market market(final long seed) {
        return new Market(seed, List.of(Instruments.LINEAR, Instruments.INVERSE), 1.5, START_MS);
    }

    private static int compare(final Bar one, final Bar other) {
        return Arrays.compare(values(one), values(other));
    }

    private static long[] values(final Bar bar) {
        return new long[] {
            bar.openTimeMs(),
            bar.closeTimeMs(),
            bar.open(),
            bar.high(),
            bar.low(),
            bar.close(),
            bar.lots(),
            bar.turnover(),
            bar.takerLots(),
            bar.takerTurnover(),
            bar.trades(),
            bar.firstId(),
            bar.lastId()
        };
    }

    @Test
    void shouldMakeEveryLongBarOfTheShortBarsWithinIt() {
        for (final Instrument instrument : market.instruments()) {
            // The stretch goes over the border between the thin far past and the dense part.
            for (final Bar hour : bars(instrument, Interval.H1, START_MS - 28 * HOUR_MS, START_MS - 24 * HOUR_MS)) {
                assertMadeOf(hour, bars(instrument, Interval.S1, hour.openTimeMs(), hour.closeTimeMs()));
                assertMadeOf(hour, bars(instrument, Interval.M5, hour.openTimeMs(), hour.closeTimeMs()));
            }
        }
    }

    private List<Bar> bars(final Instrument instrument, final Interval interval, final long fromMs, final long toMs) {
        return market.bars(instrument, interval, fromMs, toMs, START_MS, Integer.MAX_VALUE);
    }

    private static void assertMadeOf(final Bar whole, final List<Bar> parts) {
        final List<Bar> traded = parts.stream().filter(bar -> bar.trades() > 0).toList();
        assertThat(whole.trades())
                .isEqualTo(traded.stream().mapToLong(Bar::trades).sum());
        assertThat(whole.lots()).isEqualTo(traded.stream().mapToLong(Bar::lots).sum());
        assertThat(whole.turnover())
                .isEqualTo(traded.stream().mapToLong(Bar::turnover).sum());
        assertThat(whole.takerLots())
                .isEqualTo(traded.stream().mapToLong(Bar::takerLots).sum());
        assertThat(whole.open()).isEqualTo(traded.get(0).open());
        assertThat(whole.high())
                .isEqualTo(traded.stream().mapToLong(Bar::high).max().orElseThrow());
        assertThat(whole.low())
                .isEqualTo(traded.stream().mapToLong(Bar::low).min().orElseThrow());
        assertThat(whole.close()).isEqualTo(traded.get(traded.size() - 1).close());
        assertThat(whole.firstId()).isEqualTo(traded.get(0).firstId());
        assertThat(whole.lastId()).isEqualTo(traded.get(traded.size() - 1).lastId());
    }

    @Test
    void shouldMakeTheSameBarsOfTheSameSeedAndOthersOfAnother() {
        final List<Bar> bars = bars(Instruments.LINEAR, Interval.M1, START_MS - HOUR_MS, START_MS);
        final List<Bar> again =
                market(1).bars(Instruments.LINEAR, Interval.M1, START_MS - HOUR_MS, START_MS, START_MS, 1_000);
        final List<Bar> other =
                market(2).bars(Instruments.LINEAR, Interval.M1, START_MS - HOUR_MS, START_MS, START_MS, 1_000);
        assertThat(again).usingElementComparator(MarketTest::compare).isEqualTo(bars);
        assertThat(other).usingElementComparator(MarketTest::compare).doesNotContainAnyElementsOf(bars);
    }

    @Test
    void shouldCarryThePriceThroughABarWithoutTrades() {
        Bar before = null;
        int empty = 0;
        for (final Bar bar : bars(Instruments.LINEAR, Interval.S1, START_MS - HOUR_MS, START_MS)) {
            if (before != null && bar.trades() == 0) {
                empty++;
                assertThat(new long[] {bar.open(), bar.high(), bar.low(), bar.close()})
                        .containsOnly(before.close());
                assertThat(bar.lots() + bar.turnover()).isZero();
                assertThat(bar.firstId()).isEqualTo(Bar.NO_TRADE);
                assertThat(bar.lastId()).isEqualTo(Bar.NO_TRADE);
            }
            before = bar;
        }
        assertThat(empty).isPositive();
    }

    @Test
    void shouldNumberTradesWithoutHolesFromBarToBar() {
        long next = -1;
        for (final Bar bar : bars(Instruments.LINEAR, Interval.S1, START_MS - HOUR_MS, START_MS)) {
            if (bar.trades() > 0) {
                assertThat(bar.lastId() - bar.firstId() + 1).isEqualTo(bar.trades());
                assertThat(bar.firstId()).isEqualTo(next < 0 ? bar.firstId() : next);
                next = bar.lastId() + 1;
            }
        }
    }

    @Test
    void shouldGiveTheOldestOrTheNewestOfARangeAndNothingOfTheFuture() {
        final List<Bar> all = bars(Instruments.LINEAR, Interval.M1, START_MS - HOUR_MS, START_MS + HOUR_MS);
        assertThat(all).hasSize(60);
        assertThat(all.get(59).openTimeMs()).isEqualTo(Interval.M1.openTimeAt(START_MS));
        final List<Bar> oldest =
                market.bars(Instruments.LINEAR, Interval.M1, START_MS - HOUR_MS, START_MS + HOUR_MS, START_MS, 7);
        assertThat(oldest).usingElementComparator(MarketTest::compare).isEqualTo(all.subList(0, 7));
        final List<Bar> newest = market.newestBars(Instruments.LINEAR, Interval.M1, START_MS + HOUR_MS, START_MS, 7);
        assertThat(newest).usingElementComparator(MarketTest::compare).isEqualTo(all.subList(53, 60));
    }

    @Test
    void shouldHaveMonthsWeeksAndDaysOnTheirGrid() {
        for (final Interval interval : List.of(Interval.D1, Interval.W1, Interval.MONTH1)) {
            final List<Bar> bars = market.newestBars(Instruments.INVERSE, interval, Long.MAX_VALUE, START_MS, 1_500);
            assertThat(bars).hasSizeGreaterThan(30).allMatch(bar -> interval.isOnGrid(bar.openTimeMs()));
            for (int i = 1; i < bars.size(); i++) {
                assertThat(bars.get(i).openTimeMs()).isEqualTo(bars.get(i - 1).nextOpenTimeMs());
            }
        }
    }

    @Test
    void shouldWorthContractsInTheBaseCurrency() {
        // 180 contracts of 100 USD at 83728.0: the figure of a recorded frame, 0.21498 BTC.
        assertThat(Instruments.INVERSE.turnover(837_280, 180)).isEqualTo(21_498_185);
        assertThat(Instruments.LINEAR.turnover(8_400_000, 3)).isEqualTo(25_200_000);
    }
}
