package dev.wick.adapters.hyperliquid.sim;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.TextBuffer;
import dev.wick.adapters.sim.market.Bar;
import dev.wick.adapters.sim.market.Instrument;

/** Writes one candle, alike in frames and in REST answers. Stateless; any thread. */
final class CandleText {
    private CandleText() {}

    /** {@code {"t":…,"T":…,"s":"BTC","i":"1m","o":"64340.0","c":…,"h":…,"l":…,"v":"1.07768","n":79}}. */
    static void append(final TextBuffer out, final String coin, final Interval interval, final Bar bar) {
        final Instrument instrument = bar.instrument();
        final int prices = instrument.priceDecimals();
        out.text("{\"t\":").number(bar.openTimeMs());
        out.text(",\"T\":").number(bar.closeTimeMs());
        out.text(",\"s\":\"").text(coin).text("\",\"i\":\"").text(WireInterval.name(interval));
        trimmed(out.text("\",\"o\":\""), bar.open(), prices);
        trimmed(out.text("\",\"c\":\""), bar.close(), prices);
        trimmed(out.text("\",\"h\":\""), bar.high(), prices);
        trimmed(out.text("\",\"l\":\""), bar.low(), prices);
        trimmed(out.text("\",\"v\":\""), bar.lots(), instrument.lotDecimals());
        out.text("\",\"n\":").number(bar.trades()).octet('}');
    }

    /** As the exchange writes numbers: no zeros at the end, but for one after the point. */
    private static void trimmed(final TextBuffer out, final long unscaled, final int scale) {
        long digits = unscaled;
        int decimals = scale;
        while (decimals > 0 && digits % 10 == 0) {
            digits /= 10;
            decimals--;
        }
        out.decimal(digits, decimals, Math.max(1, decimals));
    }
}
