package dev.wick.adapters.bybit.sim;

import dev.wick.adapters.sim.KlineText;
import dev.wick.adapters.sim.TextBuffer;
import dev.wick.adapters.sim.market.Bar;
import dev.wick.adapters.sim.market.Instrument;
import dev.wick.adapters.sim.market.LiveSeries;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes kline frames, letter by letter as the exchange does. Owned by the simulator's thread.
 *
 * <pre>
 *   spot   {"type":"snapshot","topic":"kline.1.BTCUSDT","data":[{…}],"ts":1672324988882}
 *   others {"topic":"kline.1.BTCUSDT","data":[{…}],"ts":1672324988882,"type":"snapshot"}
 *          └───────────── head ────────────┘
 * </pre>
 */
final class KlineEncoder {
    /** The parts of a series' frames that never change. */
    private record Parts(byte[] head, byte[] interval) {}

    private static final byte[] END = bytes(",\"end\":");
    private static final byte[] CLOSE = bytes(",\"close\":");
    private static final byte[] HIGH = bytes(",\"high\":");
    private static final byte[] LOW = bytes(",\"low\":");
    private static final byte[] VOLUME = bytes(",\"volume\":");
    private static final byte[] TURNOVER = bytes(",\"turnover\":");
    private static final byte[] CONFIRMED = bytes(",\"confirm\":true,\"timestamp\":");
    private static final byte[] FORMING = bytes(",\"confirm\":false,\"timestamp\":");
    private static final byte[] TS = bytes("}],\"ts\":");
    private static final byte[] SPOT_TAIL = bytes("}");
    private static final byte[] TAIL = bytes(",\"type\":\"snapshot\"}");

    private final boolean spot;
    private final Map<LiveSeries, Parts> parts = new HashMap<>();

    KlineEncoder(final BybitMarket market) {
        spot = market == BybitMarket.SPOT;
    }

    void encode(
            final LiveSeries series,
            final Bar bar,
            final long eventTimeMs,
            final boolean closed,
            final KlineText into) {
        final Parts fixed = parts.computeIfAbsent(series, this::parts);
        final Instrument instrument = series.instrument();
        final int priceDecimals = instrument.priceDecimals();
        final TextBuffer out = into.whole().clear();
        put(out, fixed.head);
        put(out.number(bar.openTimeMs()), END);
        put(out.number(bar.closeTimeMs()), fixed.interval);
        put(Numbers.quoted(out, bar.open(), priceDecimals), CLOSE);
        put(Numbers.quoted(out, bar.close(), priceDecimals), HIGH);
        put(Numbers.quoted(out, bar.high(), priceDecimals), LOW);
        put(Numbers.quoted(out, bar.low(), priceDecimals), VOLUME);
        put(Numbers.quoted(out, bar.lots(), instrument.lotDecimals()), TURNOVER);
        put(Numbers.quoted(out, bar.turnover(), instrument.turnoverDecimals()), closed ? CONFIRMED : FORMING);
        put(out.number(eventTimeMs), TS);
        put(out.number(eventTimeMs), spot ? SPOT_TAIL : TAIL);
        into.inner(0, out.length());
    }

    private Parts parts(final LiveSeries series) {
        final String interval = BybitMarket.name(series.interval());
        final String topic = "kline." + interval + "." + series.instrument().symbol();
        final String type = spot ? "\"type\":\"snapshot\"," : "";
        return new Parts(
                bytes("{" + type + "\"topic\":\"" + topic + "\",\"data\":[{\"start\":"),
                bytes(",\"interval\":\"" + interval + "\",\"open\":"));
    }

    private static void put(final TextBuffer out, final byte[] bytes) {
        out.bytes(bytes, 0, bytes.length);
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
