package dev.wick.adapters.gateio.sim;

import dev.wick.adapters.sim.TextBuffer;
import dev.wick.adapters.sim.market.Bar;
import dev.wick.adapters.sim.market.Instrument;
import java.util.List;

/** Writes the rows of an answer for candles. Stateless. */
final class CandleRows {
    private static final int ROW_BYTES = 160;
    /** Spot shows amounts with at least so many. */
    private static final int AMOUNT_DECIMALS = 8;

    private CandleRows() {}

    /** Arrays of text on spot, objects on the futures. */
    static String json(final GateMarket market, final List<Bar> bars, final long nowMs) {
        final TextBuffer out = new TextBuffer(16 + ROW_BYTES * bars.size()).octet('[');
        for (int i = 0; i < bars.size(); i++) {
            if (i > 0) {
                out.octet(',');
            }
            if (market == GateMarket.SPOT) {
                spot(bars.get(i), nowMs, out);
            } else {
                futures(market, bars.get(i), out);
            }
        }
        return out.octet(']').toString();
    }

    /** {@code ["t","quote","c","h","l","o","base","closed"]}. */
    private static void spot(final Bar bar, final long nowMs, final TextBuffer out) {
        final Instrument instrument = bar.instrument();
        final int price = instrument.priceDecimals();
        final int turnover = instrument.turnoverDecimals();
        out.text("[\"").number(bar.openTimeMs() / 1_000);
        out.text("\",\"").decimal(bar.turnover(), turnover, Math.max(turnover, AMOUNT_DECIMALS));
        Numbers.trimmed(out.text("\",\""), bar.close(), price);
        Numbers.trimmed(out.text("\",\""), bar.high(), price);
        Numbers.trimmed(out.text("\",\""), bar.low(), price);
        Numbers.trimmed(out.text("\",\""), bar.open(), price);
        out.text("\",\"").decimal(bar.lots(), instrument.lotDecimals(), AMOUNT_DECIMALS);
        out.text(bar.nextOpenTimeMs() <= nowMs ? "\",\"true\"]" : "\",\"false\"]");
    }

    /** {@code {"o":"","v":,"t":,"c":"","l":"","h":"","sum":""}}, without a word on whether it is closed. */
    private static void futures(final GateMarket market, final Bar bar, final TextBuffer out) {
        final Instrument instrument = bar.instrument();
        final int price = instrument.priceDecimals();
        Numbers.quoted(out.text("{\"o\":"), bar.open(), price).text(",\"v\":");
        if (market == GateMarket.UM) {
            Numbers.quoted(out, bar.lots(), instrument.lotDecimals());
        } else {
            out.number(bar.lots());
        }
        out.text(",\"t\":").number(bar.openTimeMs() / 1_000);
        Numbers.quoted(out.text(",\"c\":"), bar.close(), price);
        Numbers.quoted(out.text(",\"l\":"), bar.low(), price);
        Numbers.quoted(out.text(",\"h\":"), bar.high(), price);
        Numbers.quoted(out.text(",\"sum\":"), bar.turnover(), instrument.turnoverDecimals());
        out.octet('}');
    }
}
