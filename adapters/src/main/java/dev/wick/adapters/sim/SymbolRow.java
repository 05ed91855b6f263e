package dev.wick.adapters.sim;

import dev.wick.adapters.sim.market.Instrument;
import java.math.BigDecimal;

/** One row of what a simulated market lists: words, with a blank between any two. Immutable. */
public final class SymbolRow {
    /** What the largest trade is worth where the quote currency is a dollar, or like one. */
    public static final BigDecimal LARGEST_TRADE = BigDecimal.valueOf(2_000);

    private final String[] words;
    private final boolean trading;

    /** @param trading false if it is listed, but halted */
    SymbolRow(final String row, final boolean trading) {
        words = row.split(" ", -1);
        this.trading = trading;
    }

    /** How many words there are. */
    public int size() {
        return words.length;
    }

    /** One of the words, from 0. */
    public String word(final int index) {
        return words[index];
    }

    /** A word that is a decimal. */
    public BigDecimal decimal(final int index) {
        return new BigDecimal(words[index]);
    }

    /** A word that is a small whole number. */
    public int number(final int index) {
        return Integer.parseInt(words[index]);
    }

    /**
     * One that counts in the base currency.
     *
     * @param priceAt which word is the price, with the tick's decimals; the next one says the decimals of a lot
     */
    public Instrument inBase(final String symbol, final String base, final String quote, final int priceAt) {
        final BigDecimal price = decimal(priceAt);
        final int lotDecimals = number(priceAt + 1);
        final long maxLots = lots(LARGEST_TRADE, price.movePointLeft(lotDecimals));
        return Instrument.inBase(symbol, base, quote, price.scale(), lotDecimals, ticks(price), maxLots, trading);
    }

    /**
     * One that counts in whole contracts, each worth so many units of the quote currency.
     *
     * @param priceAt which word is the price, with the tick's decimals
     */
    public Instrument inverse(
            final String symbol, final String base, final String quote, final int priceAt, final int contractSize) {
        final BigDecimal price = decimal(priceAt);
        final long maxLots = lots(LARGEST_TRADE, BigDecimal.valueOf(contractSize));
        return Instrument.inverse(symbol, base, quote, price.scale(), contractSize, ticks(price), maxLots, trading);
    }

    /**
     * One that counts in any way.
     *
     * @param priceAt which word is the price, with the tick's decimals
     * @param size what one contract stands for, 1 where no contracts are counted
     * @param largestTrade what the largest trade is worth in the quote currency, at most; but it is one lot at least
     */
    public Instrument instrument(
            final String symbol,
            final String base,
            final String quote,
            final Instrument.Kind kind,
            final int priceAt,
            final int lotDecimals,
            final BigDecimal size,
            final BigDecimal largestTrade) {
        final BigDecimal price = decimal(priceAt);
        final BigDecimal whole = kind == Instrument.Kind.INVERSE ? size : size.multiply(price);
        return new Instrument(
                symbol,
                base,
                quote,
                kind,
                price.scale(),
                lotDecimals,
                size.unscaledValue().longValueExact(),
                size.scale(),
                ticks(price),
                lots(largestTrade, whole.movePointLeft(lotDecimals)),
                trading);
    }

    private static long ticks(final BigDecimal price) {
        return price.unscaledValue().longValueExact();
    }

    private static long lots(final BigDecimal trade, final BigDecimal lot) {
        return Math.max(1, trade.divideToIntegralValue(lot).longValueExact());
    }
}
