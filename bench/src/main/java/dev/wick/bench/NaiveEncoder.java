package dev.wick.bench;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A quote as one would write it without thinking of garbage: a StringBuilder, the library's date format, getBytes. */
final class NaiveEncoder {
    private static final DateTimeFormatter CURRENT_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSxxx");
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    private final SeriesRegistry registry;

    NaiveEncoder(final SeriesRegistry registry) {
        this.registry = registry;
    }

    /** The JSON of an open candle from a stream. */
    byte[] encode(final Candle candle, final long nowNs) {
        final Series series = registry.byId(candle.seriesId);
        final StringBuilder out = new StringBuilder("{\"type\":\"quote\",\"current_time\":\"");
        CURRENT_TIME.formatTo(
                Instant.ofEpochSecond(nowNs / 1_000_000_000, nowNs % 1_000_000_000)
                        .atOffset(ZoneOffset.UTC),
                out);
        out.append("\",\"timestamp\":\"");
        TIMESTAMP.formatTo(Instant.ofEpochMilli(candle.eventTimeMs).atOffset(ZoneOffset.UTC), out);
        out.append("\",\"exchange\":\"").append(series.venue().exchange().text());
        out.append("\",\"symbol\":\"").append(series.symbol());
        out.append("\",\"contract_type\":\"")
                .append(series.venue().contractType().name())
                .append('"');
        put(out, ",\"open\":", candle.open);
        put(out, ",\"high\":", candle.high);
        put(out, ",\"low\":", candle.low);
        put(out, ",\"close\":", candle.close);
        put(out, ",\"volume\":", candle.volume);
        out.append(",\"trade_num\":").append(candle.tradeCount);
        out.append(",\"is_closed_candle\":").append(candle.closed);
        out.append(",\"interval\":\"").append(series.interval().text());
        out.append("\",\"open_time\":").append(candle.openTimeMs);
        out.append(",\"close_time\":").append(candle.closeTimeMs);
        out.append(",\"event_time\":").append(candle.eventTimeMs);
        out.append(",\"received_time\":").append(candle.receivedTimeNs);
        out.append(",\"source\":\"").append(candle.source.text());
        out.append("\",\"finality\":null,\"revision\":").append(candle.revision).append('}');
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void put(final StringBuilder out, final String name, final Decimal value) {
        out.append(name);
        final int start = out.length();
        out.append(value.mantissa);
        if (value.scale > 0) {
            while (out.length() - start <= value.scale) {
                out.insert(start, '0');
            }
            out.insert(out.length() - value.scale, '.');
        }
    }
}
