package dev.wick.adapters.binance.sim;

import dev.wick.adapters.sim.KlineText;
import dev.wick.adapters.sim.TextBuffer;
import dev.wick.adapters.sim.market.Bar;
import dev.wick.adapters.sim.market.Instrument;
import dev.wick.adapters.sim.market.LiveSeries;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes kline frames, letter by letter as the exchange does. Owned by the simulator's thread.
 *
 * <pre>
 *   {"stream":"btcusdt@kline_1m","data":{"e":"kline","E":…,"s":"BTCUSDT","k":{"t":…,"T":…,"s":"BTCUSDT","i":"1m","f":…}}}
 *   └──────────────── head ────────────────────────────────┘   └── head2 ─┘          └─ head3: s, i ───┘
 *                                      └───────────── the bare payload ──────────────────────────────────────────────┘
 * </pre>
 */
final class KlineEncoder {
    /** The parts of a series' frames that never change. */
    private record Parts(byte[] stream, byte[] event, byte[] symbol, byte[] symbolAndInterval) {}

    private final BinanceMarket market;
    /** Kline objects of usdm have a space after each comma, as no other frame has (recorded on its test net in 2026). */
    private final String comma;

    private final byte[][] keys;
    private final Map<LiveSeries, Parts> parts = new HashMap<>();

    KlineEncoder(final BinanceMarket market) {
        this.market = market;
        comma = market == BinanceMarket.USDM ? ", " : ",";
        keys = new byte[][] {
            bytes(comma + "\"T\":"),
            bytes(comma + "\"f\":"),
            bytes(comma + "\"L\":"),
            bytes(comma + "\"o\":\""),
            bytes("\"" + comma + "\"c\":\""),
            bytes("\"" + comma + "\"h\":\""),
            bytes("\"" + comma + "\"l\":\""),
            bytes("\"" + comma + "\"v\":\""),
            bytes("\"" + comma + "\"n\":"),
            bytes(comma + "\"x\":true" + comma + "\"q\":\""),
            bytes(comma + "\"x\":false" + comma + "\"q\":\""),
            bytes("\"" + comma + "\"V\":\""),
            bytes("\"" + comma + "\"Q\":\""),
            bytes("\"" + comma + "\"B\":\"0\"}}}")
        };
    }

    /** The name of the stream that a series is sent on. */
    static String stream(final LiveSeries series) {
        return series.instrument().symbol().toLowerCase(Locale.ROOT)
                + "@kline_"
                + series.interval().text();
    }

    void encode(
            final LiveSeries series,
            final Bar bar,
            final long eventTimeMs,
            final boolean closed,
            final KlineText into) {
        final Parts fixed = parts.computeIfAbsent(series, this::parts);
        final Instrument instrument = series.instrument();
        final TextBuffer out = into.whole().clear();
        put(out, fixed.stream);
        final int payloadFrom = out.length();
        put(out, fixed.event);
        put(out.number(eventTimeMs), fixed.symbol);
        put(out.number(bar.openTimeMs()), keys[0]);
        put(out.number(bar.closeTimeMs()), fixed.symbolAndInterval);
        put(out, keys[1]);
        put(out.number(bar.firstId()), keys[2]);
        put(out.number(bar.lastId()), keys[3]);
        prices(out, bar, instrument);
        put(lots(out, bar.lots(), instrument), keys[8]);
        put(out.number(bar.trades()), closed ? keys[9] : keys[10]);
        put(turnover(out, bar.turnover(), instrument), keys[11]);
        put(lots(out, bar.takerLots(), instrument), keys[12]);
        put(turnover(out, bar.takerTurnover(), instrument), keys[13]);
        into.inner(payloadFrom, out.length() - 1);
    }

    private void prices(final TextBuffer out, final Bar bar, final Instrument instrument) {
        put(price(out, bar.open(), instrument), keys[4]);
        put(price(out, bar.close(), instrument), keys[5]);
        put(price(out, bar.high(), instrument), keys[6]);
        put(price(out, bar.low(), instrument), keys[7]);
    }

    private Parts parts(final LiveSeries series) {
        final String symbol = series.instrument().symbol();
        return new Parts(
                bytes("{\"stream\":\"" + stream(series) + "\",\"data\":"),
                bytes("{\"e\":\"kline\",\"E\":"),
                bytes(",\"s\":\"" + symbol + "\",\"k\":{\"t\":"),
                bytes(comma + "\"s\":\"" + symbol + "\"" + comma + "\"i\":\""
                        + series.interval().text() + "\""));
    }

    private TextBuffer price(final TextBuffer out, final long ticks, final Instrument instrument) {
        return out.decimal(ticks, instrument.priceDecimals(), market.shownPriceDecimals(instrument));
    }

    private TextBuffer lots(final TextBuffer out, final long lots, final Instrument instrument) {
        return out.decimal(lots, instrument.lotDecimals(), market.shownLotDecimals(instrument));
    }

    private TextBuffer turnover(final TextBuffer out, final long turnover, final Instrument instrument) {
        return out.decimal(turnover, instrument.turnoverDecimals(), market.shownTurnoverDecimals(instrument));
    }

    private static void put(final TextBuffer out, final byte[] bytes) {
        out.bytes(bytes, 0, bytes.length);
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
