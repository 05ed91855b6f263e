package dev.wick.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A quote by Jackson's generator at its best: names that it has encoded before, a buffer that is reused, and of the two moments
 * only the digits behind the second formatted anew. One thread.
 */
final class JacksonEncoder {
    private static final String[] NAMES = {
        "type",
        "current_time",
        "timestamp",
        "exchange",
        "symbol",
        "contract_type",
        "open",
        "high",
        "low",
        "close",
        "volume",
        "trade_num",
        "is_closed_candle",
        "interval",
        "open_time",
        "close_time",
        "event_time",
        "received_time",
        "source",
        "finality",
        "revision"
    };

    /** A moment's text, of which the second is kept. */
    private static final class Moment {
        private static final int MICROS = 6;

        private final DateTimeFormatter format;
        private char[] text = {};
        private long second = Long.MIN_VALUE;

        Moment(final char separator) {
            format = DateTimeFormatter.ofPattern("uuuu-MM-dd'" + separator + "'HH:mm:ss.SSSSSSxxx");
        }

        char[] at(final long epochSecond, final int micros) {
            if (epochSecond != second) {
                second = epochSecond;
                text = format.format(Instant.ofEpochSecond(epochSecond).atOffset(ZoneOffset.UTC))
                        .toCharArray();
            }
            int rest = micros;
            final int end = text.length - "+00:00".length();
            for (int i = end - 1; i >= end - MICROS; i--) {
                text[i] = (char) ('0' + rest % 10);
                rest /= 10;
            }
            return text;
        }
    }

    private final JsonFactory factory = new JsonFactory();
    private final SerializableString[] names = new SerializableString[NAMES.length];
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1_024);
    private final Moment currentTime = new Moment(' ');
    private final Moment timestamp = new Moment('T');
    private final SeriesRegistry registry;
    private JsonGenerator to;
    private int at;

    JacksonEncoder(final SeriesRegistry registry) {
        this.registry = registry;
        for (int i = 0; i < NAMES.length; i++) {
            names[i] = new SerializedString(NAMES[i]);
        }
    }

    /** The JSON of an open candle from a stream; the same buffer every time. */
    ByteArrayOutputStream encode(final Candle candle, final long nowNs) throws IOException {
        final Series series = registry.byId(candle.seriesId);
        out.reset();
        at = 0;
        try (JsonGenerator generator = factory.createGenerator(out)) {
            to = generator;
            to.writeStartObject();
            text("quote");
            moment(currentTime.at(nowNs / 1_000_000_000, (int) (nowNs / 1_000 % 1_000_000)));
            moment(timestamp.at(candle.eventTimeMs / 1_000, (int) (candle.eventTimeMs % 1_000) * 1_000));
            text(series.venue().exchange().text());
            text(series.symbol());
            text(series.venue().contractType().name());
            values(candle);
            text(series.interval().text());
            origin(candle);
            to.writeEndObject();
        }
        return out;
    }

    private void values(final Candle candle) throws IOException {
        decimal(candle.open);
        decimal(candle.high);
        decimal(candle.low);
        decimal(candle.close);
        decimal(candle.volume);
        number(candle.tradeCount);
        name().writeBoolean(candle.closed);
    }

    private void origin(final Candle candle) throws IOException {
        number(candle.openTimeMs);
        number(candle.closeTimeMs);
        number(candle.eventTimeMs);
        number(candle.receivedTimeNs);
        text(candle.source.text());
        name().writeNull();
        number(candle.revision);
    }

    private JsonGenerator name() throws IOException {
        to.writeFieldName(names[at++]);
        return to;
    }

    private void text(final String value) throws IOException {
        name().writeString(value);
    }

    private void moment(final char[] text) throws IOException {
        name().writeString(text, 0, text.length);
    }

    private void number(final long value) throws IOException {
        name().writeNumber(value);
    }

    private void decimal(final Decimal value) throws IOException {
        name().writeNumber(BigDecimal.valueOf(value.mantissa, value.scale));
    }
}
