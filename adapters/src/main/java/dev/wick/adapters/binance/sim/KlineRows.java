package dev.wick.adapters.binance.sim;

import dev.wick.adapters.sim.TextBuffer;
import dev.wick.adapters.sim.market.Bar;
import dev.wick.adapters.sim.market.Instrument;
import java.util.List;

/** Writes the rows of a klines answer. Stateless. */
final class KlineRows {
    private static final int ROW_BYTES = 180;

    private KlineRows() {}

    /** {@code [[openTime,"open","high","low","close","v",closeTime,"q",trades,"V","Q","0"],…]}. */
    static String json(final BinanceMarket market, final List<Bar> bars) {
        final TextBuffer out = new TextBuffer(16 + ROW_BYTES * bars.size()).text("[");
        for (int i = 0; i < bars.size(); i++) {
            if (i > 0) {
                out.octet(',');
            }
            row(market, bars.get(i), out);
        }
        return out.text("]").toString();
    }

    private static void row(final BinanceMarket market, final Bar bar, final TextBuffer out) {
        final Instrument instrument = bar.instrument();
        final int priceDecimals = instrument.priceDecimals();
        final int price = market.shownPriceDecimals(instrument);
        final int lotDecimals = instrument.lotDecimals();
        final int lot = market.shownLotDecimals(instrument);
        final int turnoverDecimals = instrument.turnoverDecimals();
        final int turnover = market.shownTurnoverDecimals(instrument);
        out.text("[").number(bar.openTimeMs());
        out.text(",\"").decimal(bar.open(), priceDecimals, price);
        out.text("\",\"").decimal(bar.high(), priceDecimals, price);
        out.text("\",\"").decimal(bar.low(), priceDecimals, price);
        out.text("\",\"").decimal(bar.close(), priceDecimals, price);
        out.text("\",\"").decimal(bar.lots(), lotDecimals, lot);
        out.text("\",").number(bar.closeTimeMs());
        out.text(",\"").decimal(bar.turnover(), turnoverDecimals, turnover);
        out.text("\",").number(bar.trades());
        out.text(",\"").decimal(bar.takerLots(), lotDecimals, lot);
        out.text("\",\"").decimal(bar.takerTurnover(), turnoverDecimals, turnover);
        out.text("\",\"0\"]");
    }
}
