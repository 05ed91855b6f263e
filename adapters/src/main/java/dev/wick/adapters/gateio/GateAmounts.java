package dev.wick.adapters.gateio;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;

/**
 * Which amount goes where: the table of the package, as code. Stateless; any thread; no garbage.
 *
 * <p>{@code v} and {@code a} are the names on the stream; REST has the same two under other names.
 */
final class GateAmounts {
    /** A decimal has at most 18 digits. */
    private static final long TOO_LARGE = 1_000_000_000_000_000_000L;

    private GateAmounts() {}

    /** Where {@code v} belongs: the quote volume on spot, the number of contracts on the futures. */
    static Decimal v(final GateMarket market, final Candle candle) {
        return market == GateMarket.SPOT ? candle.quoteVolume : candle.contracts;
    }

    /** Where {@code a} belongs: the base volume on spot, the quote volume on um; null on cm, where its unit is not known. */
    static Decimal a(final GateMarket market, final Candle candle) {
        return switch (market) {
            case SPOT -> candle.volume;
            case UM -> candle.quoteVolume;
            case CM -> null;
        };
    }

    /**
     * Derives what the exchange does not send, once the rest is read.
     *
     * @param multiplier of a contract on um; null if it is not known, or the number of contracts is not exact
     */
    static void derive(final GateMarket market, final Candle candle, final Decimal multiplier) {
        if (market == GateMarket.CM) {
            // A contract is worth 1 USD.
            candle.quoteVolume.copyFrom(candle.contracts);
        } else if (market == GateMarket.UM) {
            multiply(candle.contracts, multiplier, candle.volume);
        }
    }

    /** The exact product; absent if a factor is, or if it has too many digits. */
    static void multiply(final Decimal one, final Decimal other, final Decimal into) {
        into.clear();
        if (other == null || !one.isPresent() || !other.isPresent()) {
            return;
        }
        final long product = one.mantissa * other.mantissa;
        final boolean overflows = Math.multiplyHigh(one.mantissa, other.mantissa) != product >> 63;
        final int scale = one.scale + other.scale;
        if (overflows || product >= TOO_LARGE || product <= -TOO_LARGE || (scale < 0 && product != 0)) {
            return;
        }
        into.set(product, scale);
    }
}
