package dev.wick.adapters.okx.sim;

import dev.wick.adapters.sim.TextBuffer;
import dev.wick.adapters.sim.market.Bar;
import dev.wick.adapters.sim.market.Instrument;

/**
 * Writes the nine texts that are a bar, on the stream as in REST. Stateless.
 *
 * <pre>
 *   ["1774964340000","66898.7","66902.1","66884.6","66894.5","1330.07","13.3007","889750.68514","0"]
 *     ts              o         h         l         c         vol       volCcy    volCcyQuote    confirm
 *
 *   spot      vol base        volCcy quote   volCcyQuote quote
 *   linear    vol contracts   volCcy base    volCcyQuote quote
 *   inverse   vol contracts   volCcy base    volCcyQuote quote
 * </pre>
 */
final class CandleRow {
    private CandleRow() {}

    static void write(final Bar bar, final boolean confirmed, final TextBuffer out) {
        final Instrument instrument = bar.instrument();
        final int price = instrument.priceDecimals();
        out.text("[\"").number(bar.openTimeMs());
        number(out.text("\",\""), bar.open(), price);
        number(out.text("\",\""), bar.high(), price);
        number(out.text("\",\""), bar.low(), price);
        number(out.text("\",\""), bar.close(), price);
        number(out.text("\",\""), bar.lots(), instrument.lotDecimals());
        volumes(bar, instrument, out);
        out.text(confirmed ? "\",\"1\"]" : "\",\"0\"]");
    }

    private static void volumes(final Bar bar, final Instrument instrument, final TextBuffer out) {
        final long inContracts = bar.lots() * instrument.contractSize();
        final int contractDecimals = instrument.lotDecimals() + instrument.contractDecimals();
        final int turnoverDecimals = instrument.turnoverDecimals();
        out.text("\",\"");
        switch (instrument.kind()) {
            case BASE -> {
                number(out, bar.turnover(), turnoverDecimals);
                number(out.text("\",\""), bar.turnover(), turnoverDecimals);
            }
            case LINEAR -> {
                number(out, inContracts, contractDecimals);
                number(out.text("\",\""), bar.turnover(), turnoverDecimals);
            }
            default -> {
                number(out, bar.turnover(), turnoverDecimals);
                number(out.text("\",\""), inContracts, contractDecimals);
            }
        }
    }

    /** Without zeros at the end, as recorded: {@code 1880}, {@code 0.9981}, {@code 0}. */
    private static void number(final TextBuffer out, final long unscaled, final int scale) {
        long rest = unscaled;
        int decimals = scale;
        while (decimals > 0 && rest % 10 == 0) {
            rest /= 10;
            decimals--;
        }
        out.decimal(rest, decimals, decimals);
    }
}
