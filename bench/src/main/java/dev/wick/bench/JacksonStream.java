package dev.wick.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Exchange;
import java.io.IOException;
import java.math.BigDecimal;

/** A candle frame read with Jackson's streaming parser, token by token, without a String where it can be had without. One thread. */
final class JacksonStream {
    private final JsonFactory factory = new JsonFactory();
    private final Exchange exchange;
    private final Bar bar = new Bar();

    JacksonStream(final Exchange exchange) {
        this.exchange = exchange;
    }

    /** The candle of a frame; the same object every time. */
    Bar read(final byte[] frame) throws IOException {
        bar.clear();
        try (JsonParser parser = factory.createParser(frame, 0, frame.length)) {
            parser.nextToken();
            switch (exchange) {
                case BINANCE -> binance(parser);
                case BYBIT -> bybit(parser);
                case GATEIO -> gate(parser);
                case HYPERLIQUID -> hyperliquid(parser);
                case OKX -> okx(parser);
                default -> throw new IllegalArgumentException(exchange.text());
            }
        }
        return bar;
    }

    private void binance(final JsonParser parser) throws IOException {
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            final JsonToken token = parser.nextToken();
            switch (key) {
                case "data" -> binance(parser);
                case "E" -> bar.eventTimeMs = parser.getLongValue();
                case "k" -> kline(parser);
                default -> skip(parser, token);
            }
        }
    }

    private void kline(final JsonParser parser) throws IOException {
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            final JsonToken token = parser.nextToken();
            switch (key) {
                case "t" -> bar.openTimeMs = parser.getLongValue();
                case "T" -> bar.closeTimeMs = parser.getLongValue();
                case "s" -> bar.symbol = parser.getText();
                case "i" -> bar.interval = parser.getText();
                case "f" -> bar.firstTradeId = parser.getLongValue();
                case "L" -> bar.lastTradeId = parser.getLongValue();
                case "o" -> bar.open = decimal(parser);
                case "c" -> bar.close = decimal(parser);
                case "h" -> bar.high = decimal(parser);
                case "l" -> bar.low = decimal(parser);
                case "v" -> bar.volume = decimal(parser);
                case "n" -> bar.tradeCount = parser.getLongValue();
                case "x" -> bar.closed = token == JsonToken.VALUE_TRUE;
                case "q" -> bar.quoteVolume = decimal(parser);
                default -> skip(parser, token);
            }
        }
    }

    private void bybit(final JsonParser parser) throws IOException {
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            final JsonToken token = parser.nextToken();
            switch (key) {
                case "topic" -> topic(parser.getText());
                case "ts" -> bar.eventTimeMs = parser.getLongValue();
                case "data" -> {
                    parser.nextToken();
                    bybitBar(parser);
                    parser.nextToken();
                }
                default -> skip(parser, token);
            }
        }
    }

    private void topic(final String topic) {
        final int dot = topic.indexOf('.', 6);
        bar.interval = topic.substring(6, dot);
        bar.symbol = topic.substring(dot + 1);
    }

    private void bybitBar(final JsonParser parser) throws IOException {
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            final JsonToken token = parser.nextToken();
            switch (key) {
                case "start" -> bar.openTimeMs = parser.getLongValue();
                case "end" -> bar.closeTimeMs = parser.getLongValue();
                case "open" -> bar.open = decimal(parser);
                case "close" -> bar.close = decimal(parser);
                case "high" -> bar.high = decimal(parser);
                case "low" -> bar.low = decimal(parser);
                case "volume" -> bar.volume = decimal(parser);
                case "turnover" -> bar.quoteVolume = decimal(parser);
                case "confirm" -> bar.closed = token == JsonToken.VALUE_TRUE;
                default -> skip(parser, token);
            }
        }
    }

    private void gate(final JsonParser parser) throws IOException {
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            final JsonToken token = parser.nextToken();
            switch (key) {
                case "time_ms" -> bar.eventTimeMs = parser.getLongValue();
                case "result" -> gateBar(parser);
                default -> skip(parser, token);
            }
        }
    }

    private void gateBar(final JsonParser parser) throws IOException {
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            final JsonToken token = parser.nextToken();
            switch (key) {
                case "t" -> bar.openTimeMs = 1_000 * quotedLong(parser);
                case "v" -> bar.quoteVolume = decimal(parser);
                case "c" -> bar.close = decimal(parser);
                case "h" -> bar.high = decimal(parser);
                case "l" -> bar.low = decimal(parser);
                case "o" -> bar.open = decimal(parser);
                case "n" -> name(parser.getText());
                case "a" -> bar.volume = decimal(parser);
                case "w" -> bar.closed = token == JsonToken.VALUE_TRUE;
                default -> skip(parser, token);
            }
        }
    }

    private void name(final String name) {
        final int underscore = name.indexOf('_');
        bar.interval = name.substring(0, underscore);
        bar.symbol = name.substring(underscore + 1);
    }

    private void hyperliquid(final JsonParser parser) throws IOException {
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            final JsonToken token = parser.nextToken();
            if (key.equals("data")) {
                kline(parser);
            } else {
                skip(parser, token);
            }
        }
    }

    private void okx(final JsonParser parser) throws IOException {
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            final JsonToken token = parser.nextToken();
            switch (key) {
                case "arg" -> okx(parser);
                case "channel" -> bar.interval = parser.getText().substring("candle".length());
                case "instId" -> bar.symbol = parser.getText();
                case "data" -> {
                    parser.nextToken();
                    okxRow(parser);
                    parser.nextToken();
                }
                default -> skip(parser, token);
            }
        }
    }

    private void okxRow(final JsonParser parser) throws IOException {
        parser.nextToken();
        bar.openTimeMs = quotedLong(parser);
        bar.open = nextDecimal(parser);
        bar.high = nextDecimal(parser);
        bar.low = nextDecimal(parser);
        bar.close = nextDecimal(parser);
        bar.volume = nextDecimal(parser);
        parser.nextToken();
        bar.quoteVolume = nextDecimal(parser);
        parser.nextToken();
        bar.closed = parser.getTextCharacters()[parser.getTextOffset()] == '1';
        parser.nextToken();
    }

    private static BigDecimal nextDecimal(final JsonParser parser) throws IOException {
        parser.nextToken();
        return decimal(parser);
    }

    private static BigDecimal decimal(final JsonParser parser) throws IOException {
        return new BigDecimal(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }

    private static long quotedLong(final JsonParser parser) throws IOException {
        final char[] text = parser.getTextCharacters();
        final int end = parser.getTextOffset() + parser.getTextLength();
        long value = 0;
        for (int i = parser.getTextOffset(); i < end; i++) {
            value = 10 * value + text[i] - '0';
        }
        return parser.getTextLength() == 0 ? Candle.NONE : value;
    }

    private static void skip(final JsonParser parser, final JsonToken token) throws IOException {
        if (token.isStructStart()) {
            parser.skipChildren();
        }
    }
}
