package dev.wick.adapters.sim.market;

/**
 * What is traded, and in which steps: prices are whole ticks, quantities whole lots, so that sums are exact. Immutable.
 *
 * @param symbol the exchange's own name
 * @param base what is bought
 * @param quote what it is priced in
 * @param kind what a lot is a part of
 * @param priceDecimals one tick is 10^-priceDecimals
 * @param lotDecimals one lot is 10^-lotDecimals of the base currency or of a contract
 * @param contractSize with {@code contractDecimals} what one contract stands for: of the base currency if linear, of the quote
 *     currency if inverse; 1 where no contracts are counted
 * @param contractDecimals one contract stands for {@code contractSize} 10^-contractDecimals
 * @param startTicks the price that it wanders around, in ticks
 * @param maxLots the largest trade, in lots
 * @param trading false for one that is listed, but halted: it has no trades to stream
 */
public record Instrument(
        String symbol,
        String base,
        String quote,
        Kind kind,
        int priceDecimals,
        int lotDecimals,
        long contractSize,
        int contractDecimals,
        long startTicks,
        long maxLots,
        boolean trading) {
    /** How quantities are counted. */
    public enum Kind {
        /** In the base currency. */
        BASE,
        /** In contracts for so much of the base currency. */
        LINEAR,
        /** In contracts for so much of the quote currency, settled in the base currency. */
        INVERSE
    }

    private static final int INVERSE_DECIMALS = 8;

    /** One that counts in the base currency. */
    public static Instrument inBase(
            final String symbol,
            final String base,
            final String quote,
            final int priceDecimals,
            final int lotDecimals,
            final long startTicks,
            final long maxLots,
            final boolean trading) {
        return new Instrument(
                symbol, base, quote, Kind.BASE, priceDecimals, lotDecimals, 1, 0, startTicks, maxLots, trading);
    }

    /** One that counts in whole contracts, each worth so many units of the quote currency. */
    public static Instrument inverse(
            final String symbol,
            final String base,
            final String quote,
            final int priceDecimals,
            final long contractSize,
            final long startTicks,
            final long maxLots,
            final boolean trading) {
        return new Instrument(
                symbol, base, quote, Kind.INVERSE, priceDecimals, 0, contractSize, 0, startTicks, maxLots, trading);
    }

    /** Whether it is counted in contracts and settled in the base currency. */
    public boolean inverse() {
        return kind == Kind.INVERSE;
    }

    /** Decimals of {@link #turnover}. */
    public int turnoverDecimals() {
        return inverse() ? INVERSE_DECIMALS : priceDecimals + lotDecimals + contractDecimals;
    }

    /**
     * What a trade turns over: price times quantity in the quote currency, exactly; or, of inverse contracts, their worth in
     * the base currency, rounded half up at the eighth decimal.
     */
    public long turnover(final long ticks, final long lots) {
        if (!inverse()) {
            return Math.multiplyExact(ticks, Math.multiplyExact(lots, contractSize));
        }
        final long scaled = pow10(INVERSE_DECIMALS + priceDecimals - lotDecimals - contractDecimals);
        final long worth = Math.multiplyExact(Math.multiplyExact(lots, contractSize), scaled);
        return (worth + ticks / 2) / ticks;
    }

    /** 10 to the power of a small exponent. */
    public static long pow10(final int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
