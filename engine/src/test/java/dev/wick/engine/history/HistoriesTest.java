package dev.wick.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import org.junit.jupiter.api.Test;

class HistoriesTest {
    @Test
    void shouldKnowTheHistoriesThatWereMadeAndNoOthers() {
        final Histories histories = new Histories(10);
        final SeriesHistory made = histories.add(series(1_000));

        assertThat(histories.of(1_000)).isSameAs(made);
        assertThat(made.capacity()).isEqualTo(10);
        assertThat(histories.of(999)).isNull();
        assertThat(histories.of(5_000)).isNull();
        assertThat(histories.of(-1)).isNull();
    }

    @Test
    void shouldKeepFewerCandlesOfASeriesForWhichThereIsNoMemory() {
        final Histories histories = new Histories(1_440, Long.MAX_VALUE, (series, candles) -> {
            if (candles > Histories.LEAST_CANDLES) {
                throw new OutOfMemoryError("Cannot reserve direct buffer memory");
            }
            return new SeriesHistory(series, candles);
        });

        assertThat(histories.add(series(0)).capacity()).isEqualTo(Histories.LEAST_CANDLES);
    }

    /** Sockets take their buffers from the same memory, and a leg without one is lost. */
    @Test
    void shouldLeaveMemoryForOthers() {
        final Histories histories = new Histories(1_000, 2 * 1_000 * CandleRecord.LENGTH + 100);

        assertThat(histories.add(series(0)).capacity()).isEqualTo(1_000);
        assertThat(histories.add(series(1)).capacity()).isEqualTo(1_000);
        assertThat(histories.add(series(2)).capacity()).isEqualTo(Histories.LEAST_CANDLES);
        assertThat(histories.add(series(3)).capacity()).isEqualTo(Histories.LEAST_CANDLES);
    }

    private static Series series(final int id) {
        return new Series(id, Exchange.BINANCE.venue("spot").orElseThrow(), "BTCUSDT", Interval.M1);
    }
}
