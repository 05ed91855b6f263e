package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import java.time.Instant;

/** All that a candle says, for a log line; what is absent is left out. Cold. */
final class CandleText {
    private CandleText() {}

    static String of(final Candle candle) {
        final StringBuilder text = new StringBuilder(200);
        text.append(candle.closed ? "closed" : "open");
        append(text, "open_time", candle.openTimeMs);
        if (candle.openTimeMs != Candle.NONE) {
            text.append(" (").append(Instant.ofEpochMilli(candle.openTimeMs)).append(')');
        }
        append(text, "event_time", candle.eventTimeMs);
        append(text, "o", candle.open);
        append(text, "h", candle.high);
        append(text, "l", candle.low);
        append(text, "c", candle.close);
        append(text, "volume", candle.volume);
        append(text, "quote_volume", candle.quoteVolume);
        append(text, "contracts", candle.contracts);
        append(text, "trades", candle.tradeCount);
        return text.append(" from ").append(candle.source.text()).toString();
    }

    private static void append(final StringBuilder text, final String name, final long value) {
        if (value != Candle.NONE) {
            text.append(' ').append(name).append('=').append(value);
        }
    }

    private static void append(final StringBuilder text, final String name, final Decimal value) {
        if (value.isPresent()) {
            text.append(' ').append(name).append('=').append(value);
        }
    }
}
