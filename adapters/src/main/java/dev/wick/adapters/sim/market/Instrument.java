package dev.wick.adapters.sim.market;

/**
 * What is traded, and in which steps: prices are whole ticks, quantities whole lots, so that sums are exact. Immutable.
 *
 * @param symbol the exchange's own name
 * @param base what is bought
 * @param quote what it is priced in
 * @param priceDecimals one tick is 10^-priceDecimals
 * @param lotDecimals one lot is 10^-lotDecimals; 0 where contracts are counted
 * @param contractSize value of one contract in the quote currency, or 0 where quantities are in the base currency
 * @param startTicks the price that it wanders around, in ticks
 * @param maxLots the largest trade, in lots
 * @param trading false for one that is listed, but halted: it has no trades to stream
 */
public record Instrument(
        String symbol,
        String base,
        String quote,
        int priceDecimals,
        int lotDecimals,
        int contractSize,
        long startTicks,
        long maxLots,
        boolean trading) {
    private static final int INVERSE_DECIMALS = 8;

    /** Whether it is counted in contracts and settled in the base currency. */
    public boolean inverse() {
        return contractSize > 0;
    }

    /** Decimals of {@link #turnover}. */
    public int turnoverDecimals() {
        return inverse() ? INVERSE_DECIMALS : priceDecimals + lotDecimals;
    }

    /**
     * What a trade turns over: price times quantity in the quote currency, exactly; or, of contracts, their worth in the
     * base currency, rounded half up at the eighth decimal.
     */
    public long turnover(final long ticks, final long lots) {
        if (!inverse()) {
            return Math.multiplyExact(ticks, lots);
        }
        final long worth = Math.multiplyExact(lots * contractSize, pow10(INVERSE_DECIMALS + priceDecimals));
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
