package dev.wick.adapters.sim.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Interval;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveMarketTest {
    private static final long START_MS = 1_795_455_000_123L;

    private record Shown(
            String series, long eventTimeMs, boolean closed, long openTimeMs, long close, long lots, long n) {}

    private final Market market = new Market(1, List.of(Instruments.LINEAR, Instruments.INVERSE), 1.5, START_MS);
    private final List<Shown> shown = new ArrayList<>();

    private LiveMarket live(final long pushEveryMs) {
        return new LiveMarket(market, START_MS, interval -> pushEveryMs, (series, eventTimeMs, closed) -> {
            final Bar bar = series.bar();
            shown.add(new Shown(
                    bar.instrument().symbol() + series.interval(),
                    eventTimeMs,
                    closed,
                    bar.openTimeMs(),
                    bar.close(),
                    bar.lots(),
                    bar.trades()));
        });
    }

    @Test
    void shouldCloseEveryBarWithWhatHistorySays() {
        final LiveMarket live = live(0);
        live.open(Instruments.LINEAR, Interval.S1);
        live.open(Instruments.LINEAR, Interval.M1);
        live.advance(START_MS + 180_000);
        for (final Interval interval : List.of(Interval.S1, Interval.M1)) {
            final List<Bar> history = market.bars(
                    Instruments.LINEAR,
                    interval,
                    interval.openTimeAt(START_MS),
                    Long.MAX_VALUE,
                    START_MS + 180_000,
                    10_000);
            final List<Shown> closed = closed(Instruments.LINEAR.symbol() + interval);
            assertThat(closed).hasSize(history.size() - 1);
            for (int i = 0; i < closed.size(); i++) {
                assertThat(closed.get(i).openTimeMs()).isEqualTo(history.get(i).openTimeMs());
                assertThat(closed.get(i).eventTimeMs()).isEqualTo(history.get(i).nextOpenTimeMs());
                assertThat(closed.get(i).close()).isEqualTo(history.get(i).close());
                assertThat(closed.get(i).lots()).isEqualTo(history.get(i).lots());
                assertThat(closed.get(i).n()).isEqualTo(history.get(i).trades());
            }
        }
    }

    private List<Shown> closed(final String series) {
        return shown.stream()
                .filter(one -> one.closed() && one.series().equals(series))
                .toList();
    }

    @Test
    void shouldShowTheSameWhetherTimePassesInStepsOrAtOnce() {
        for (final long pushEveryMs : new long[] {0, 250}) {
            shown.clear();
            final LiveMarket atOnce = live(pushEveryMs);
            atOnce.open(Instruments.LINEAR, Interval.S1);
            atOnce.open(Instruments.LINEAR, Interval.M1);
            atOnce.advance(START_MS + 70_000);
            final List<Shown> all = List.copyOf(shown);
            shown.clear();
            final LiveMarket inSteps = live(pushEveryMs);
            inSteps.open(Instruments.LINEAR, Interval.S1);
            inSteps.open(Instruments.LINEAR, Interval.M1);
            for (long timeMs = START_MS; timeMs <= START_MS + 70_000; timeMs += 37) {
                inSteps.advance(timeMs);
            }
            inSteps.advance(START_MS + 70_000);
            assertThat(shown).isEqualTo(all);
        }
    }

    @Test
    void shouldPutAllTradesOfAFormingBarIntoASeriesThatIsOpenedLate() {
        final LiveMarket live = live(0);
        final LiveSeries early = live.open(Instruments.INVERSE, Interval.M5);
        live.advance(START_MS + 100_000);
        live.open(Instruments.INVERSE, Interval.M15);
        final LiveSeries late = live(0).open(Instruments.INVERSE, Interval.M5);
        assertThat(late.bar().trades()).isLessThan(early.bar().trades());
        final Bar history = market.newestBars(Instruments.INVERSE, Interval.M15, Long.MAX_VALUE, START_MS + 100_000, 1)
                .get(0);
        assertThat(live.open(Instruments.INVERSE, Interval.M15).bar())
                .usingRecursiveComparison()
                .isEqualTo(history);
    }

    @Test
    void shouldKeepToTheCadenceAndShowTheLastChangeAfterIt() {
        final LiveMarket live = live(2_000);
        live.open(Instruments.LINEAR, Interval.M1);
        live.advance(START_MS + 300_000);
        long lastMs = START_MS;
        for (final Shown one : shown) {
            if (!one.closed()) {
                assertThat(one.eventTimeMs() - lastMs).isGreaterThanOrEqualTo(2_000);
            }
            lastMs = one.eventTimeMs();
        }
        assertThat(shown).hasSizeGreaterThan(100);
    }

    @Test
    void shouldDoNothingWhenTheClockStepsBack() {
        final LiveMarket live = live(0);
        live.open(Instruments.LINEAR, Interval.S1);
        live.advance(START_MS + 5_000);
        shown.clear();
        assertThat(live.advance(START_MS + 1_000)).isZero();
        assertThat(shown).isEmpty();
        assertThat(live.nowMs()).isEqualTo(START_MS + 5_000);
    }

    @Test
    void shouldRunTheMarketsClockAsFastAsAsked() {
        final long[] realMs = {START_MS};
        final MarketClock clock = new MarketClock(() -> realMs[0], 60_000, 500);
        assertThat(clock.time()).isEqualTo(START_MS);
        realMs[0] += 250;
        assertThat(clock.time()).isEqualTo(START_MS + 30_000);
        realMs[0] += 86_400_000;
        assertThat(clock.time()).isEqualTo(START_MS + 30_000 + 120L * 86_400_000);
        assertThat(clock.speed()).isEqualTo(120);
    }
}
