package dev.wick.adapters.gateio.sim;

import dev.wick.adapters.sim.KlineText;
import dev.wick.adapters.sim.TextBuffer;
import dev.wick.adapters.sim.market.Bar;
import dev.wick.adapters.sim.market.Instrument;
import dev.wick.adapters.sim.market.LiveSeries;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes frames of candles, letter by letter as the exchange does. Owned by the simulator's thread.
 *
 * <pre>
 *   {"time":…,"time_ms":…,"channel":"spot.candlesticks","event":"update","result":{"t":"…","v":"…",…,"a":"…","w":false}}
 *   {"time":…,"time_ms":…,"channel":"futures.candlesticks","event":"update","result":[{"t":…,"v":"…",…},{"t":…,…}]}
 * </pre>
 *
 * <p>The futures show the bar that begins beside the one that ends. Their number of contracts comes as text, as it does to
 * clients that ask for decimal sizes; cm, as recorded before that was to be had, sends a number, and no {@code w} and
 * {@code a}.
 */
final class CandleEncoder {
    private static final byte[] TIME = bytes("{\"time\":");
    private static final byte[] TIME_MS = bytes(",\"time_ms\":");
    private static final byte[] VOLUME = bytes("\"v\":");
    private static final byte[] CLOSE = bytes(",\"c\":");
    private static final byte[] HIGH = bytes(",\"h\":");
    private static final byte[] LOW = bytes(",\"l\":");
    private static final byte[] OPEN = bytes(",\"o\":");
    private static final byte[] AMOUNT = bytes(",\"a\":");
    private static final byte[] WINDOW_CLOSED = bytes(",\"w\":true}");
    private static final byte[] WINDOW_OPEN = bytes(",\"w\":false}");
    private static final byte[] END = bytes("}");

    private final GateMarket market;
    private final byte[] beforeResult;
    private final Map<LiveSeries, byte[]> names = new HashMap<>();

    CandleEncoder(final GateMarket market) {
        this.market = market;
        beforeResult = bytes(",\"channel\":\"" + market.channel("candlesticks") + "\",\"event\":\"update\",\"result\":"
                + (market == GateMarket.SPOT ? "" : "["));
    }

    void encode(
            final LiveSeries series,
            final Bar bar,
            final long eventTimeMs,
            final boolean closed,
            final KlineText into) {
        final byte[] name = names.computeIfAbsent(series, CandleEncoder::name);
        final TextBuffer out = into.whole().clear();
        put(put(out, TIME).number(Math.floorDiv(eventTimeMs, 1_000)), TIME_MS);
        put(out.number(eventTimeMs), beforeResult);
        candle(out, bar, name, closed);
        if (market != GateMarket.SPOT) {
            if (closed) {
                beginning(out.octet(','), bar, name);
            }
            out.octet(']');
        }
        out.octet('}');
        into.inner(0, out.length());
    }

    private void candle(final TextBuffer out, final Bar bar, final byte[] name, final boolean closed) {
        openTime(out, bar.openTimeMs());
        final Instrument instrument = bar.instrument();
        if (market == GateMarket.SPOT) {
            quoted(put(out, VOLUME), bar.turnover(), instrument.turnoverDecimals());
        } else {
            contracts(out, bar.lots(), instrument);
        }
        final int decimals = instrument.priceDecimals();
        quoted(put(out, CLOSE), bar.close(), decimals);
        quoted(put(out, HIGH), bar.high(), decimals);
        quoted(put(out, LOW), bar.low(), decimals);
        quoted(put(out, OPEN), bar.open(), decimals);
        put(out, name);
        switch (market) {
            case SPOT -> quoted(put(out, AMOUNT), bar.lots(), instrument.lotDecimals());
            case UM -> quoted(put(out, AMOUNT), bar.turnover(), instrument.turnoverDecimals());
            default -> {
                // Recorded without.
            }
        }
        end(out, closed);
    }

    /** The bar that begins as this one ends: nothing has traded, so that all prices are the last one. */
    private void beginning(final TextBuffer out, final Bar before, final byte[] name) {
        openTime(out, before.nextOpenTimeMs());
        contracts(out, 0, before.instrument());
        final int decimals = before.instrument().priceDecimals();
        quoted(put(out, CLOSE), before.close(), decimals);
        quoted(put(out, HIGH), before.close(), decimals);
        quoted(put(out, LOW), before.close(), decimals);
        quoted(put(out, OPEN), before.close(), decimals);
        put(out, name);
        if (market == GateMarket.UM) {
            quoted(put(out, AMOUNT), 0, 0);
        }
        end(out, false);
    }

    /** Seconds; text on spot, a number on the futures. */
    private void openTime(final TextBuffer out, final long openTimeMs) {
        final String quote = market == GateMarket.SPOT ? "\"" : "";
        out.text("{\"t\":").text(quote).number(openTimeMs / 1_000).text(quote).octet(',');
    }

    private void contracts(final TextBuffer out, final long lots, final Instrument instrument) {
        put(out, VOLUME);
        if (market == GateMarket.UM) {
            quoted(out, lots, instrument.lotDecimals());
        } else {
            out.number(lots);
        }
    }

    private void end(final TextBuffer out, final boolean closed) {
        if (market == GateMarket.CM) {
            put(out, END);
        } else {
            put(out, closed ? WINDOW_CLOSED : WINDOW_OPEN);
        }
    }

    private static byte[] name(final LiveSeries series) {
        return bytes(",\"n\":\"" + series.interval().text() + "_"
                + series.instrument().symbol() + "\"");
    }

    private static void quoted(final TextBuffer out, final long unscaled, final int scale) {
        Numbers.quoted(out, unscaled, scale);
    }

    private static TextBuffer put(final TextBuffer out, final byte[] bytes) {
        return out.bytes(bytes, 0, bytes.length);
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
