package dev.wick.adapters.sim;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.market.Bar;
import dev.wick.adapters.sim.market.Instrument;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The newest closed bars of one series, packed as numbers. Guarded by the {@link Ledger}'s lock. */
final class LedgerSeries {
    private static final int FIELDS = 12;
    private static final int FIRST_CAPACITY = 8;

    private final Instrument instrument;
    private final Interval interval;
    private final int maxBars;
    private long[] numbers = new long[FIRST_CAPACITY * FIELDS];
    private long added;

    LedgerSeries(final Instrument instrument, final Interval interval, final int maxBars) {
        this.instrument = instrument;
        this.interval = interval;
        this.maxBars = maxBars;
    }

    void add(final Bar bar, final boolean sent) {
        int at = (int) (added % maxBars) * FIELDS;
        if (at >= numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.min(2 * numbers.length, maxBars * FIELDS));
        }
        numbers[at++] = bar.openTimeMs();
        numbers[at++] = bar.closeTimeMs();
        numbers[at++] = bar.open();
        numbers[at++] = bar.high();
        numbers[at++] = bar.low();
        numbers[at++] = bar.close();
        numbers[at++] = bar.lots();
        numbers[at++] = bar.turnover();
        numbers[at++] = bar.trades();
        numbers[at++] = bar.firstId();
        numbers[at++] = bar.lastId();
        numbers[at] = sent ? 1 : 0;
        added++;
    }

    List<MadeCandle> all() {
        final List<MadeCandle> all = new ArrayList<>();
        for (long i = Math.max(0, added - maxBars); i < added; i++) {
            all.add(candle((int) (i % maxBars) * FIELDS));
        }
        return all;
    }

    private MadeCandle candle(final int at) {
        final long lots = numbers[at + 6];
        final BigDecimal counted = BigDecimal.valueOf(lots, instrument.lotDecimals());
        final BigDecimal inContracts = BigDecimal.valueOf(
                lots * instrument.contractSize(), instrument.lotDecimals() + instrument.contractDecimals());
        final BigDecimal turnover = BigDecimal.valueOf(numbers[at + 7], instrument.turnoverDecimals());
        final boolean inverse = instrument.inverse();
        return new MadeCandle(
                instrument.symbol(),
                interval,
                numbers[at],
                numbers[at + 1],
                price(numbers[at + 2]),
                price(numbers[at + 3]),
                price(numbers[at + 4]),
                price(numbers[at + 5]),
                inverse ? turnover : inContracts,
                inverse ? inContracts : turnover,
                instrument.kind() == Instrument.Kind.BASE ? null : counted,
                numbers[at + 8],
                numbers[at + 9],
                numbers[at + 10],
                numbers[at + 11] == 1);
    }

    private BigDecimal price(final long ticks) {
        return BigDecimal.valueOf(ticks, instrument.priceDecimals());
    }
}
