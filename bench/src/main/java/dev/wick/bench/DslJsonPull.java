package dev.wick.bench;

import com.dslplatform.json.JsonReader;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.text.DecimalReader;
import dev.wick.adapters.text.LongReader;
import java.io.IOException;

/** A kline frame read with dsl-json's reader, token by token, at its best: no String, no BigDecimal. One thread. */
final class DslJsonPull {
    private static final int WEAK_HASH_OF_DATA = 'd' + 'a' + 't' + 'a';

    private DslJsonPull() {}

    static void read(final JsonReader<Object> reader, final byte[] frame, final Candle into) throws IOException {
        reader.process(frame, frame.length);
        into.clear();
        reader.getNextToken();
        readObject(reader, frame, into, false);
    }

    /** At the opening brace; leaves the reader at the closing one. */
    private static void readObject(
            final JsonReader<Object> reader, final byte[] frame, final Candle into, final boolean isKline)
            throws IOException {
        byte token = reader.getNextToken();
        while (token == '"') {
            final int key = reader.fillNameWeakHash();
            token = reader.getNextToken();
            if (isKline) {
                readField(reader, frame, into, key);
                token = reader.getNextToken();
            } else if (key == WEAK_HASH_OF_DATA || key == 'k') {
                readObject(reader, frame, into, key == 'k');
                token = reader.getNextToken();
            } else if (key == 'E') {
                into.eventTimeMs = readLong(reader, frame);
                token = reader.getNextToken();
            } else {
                token = reader.skip();
            }
            if (token != ',') {
                break;
            }
            token = reader.getNextToken();
        }
        reader.checkObjectEnd();
    }

    private static void readField(final JsonReader<Object> reader, final byte[] frame, final Candle into, final int key)
            throws IOException {
        switch (key) {
            case 't' -> into.openTimeMs = readLong(reader, frame);
            case 'T' -> into.closeTimeMs = readLong(reader, frame);
            case 'f' -> into.firstTradeId = readLong(reader, frame);
            case 'L' -> into.lastTradeId = readLong(reader, frame);
            case 'n' -> into.tradeCount = readLong(reader, frame);
            case 'o' -> readDecimal(reader, frame, into.open);
            case 'c' -> readDecimal(reader, frame, into.close);
            case 'h' -> readDecimal(reader, frame, into.high);
            case 'l' -> readDecimal(reader, frame, into.low);
            case 'v' -> readDecimal(reader, frame, into.volume);
            case 'q' -> readDecimal(reader, frame, into.quoteVolume);
            case 'x' -> into.closed = reader.last() == 't' ? reader.wasTrue() : !reader.wasFalse();
            default -> reader.readSimpleQuote();
        }
    }

    private static long readLong(final JsonReader<Object> reader, final byte[] frame) {
        reader.scanNumber();
        final int start = reader.getTokenStart();
        return LongReader.read(frame, start, reader.getCurrentIndex() - start);
    }

    private static void readDecimal(final JsonReader<Object> reader, final byte[] frame, final Decimal into)
            throws IOException {
        reader.readSimpleQuote();
        final int start = reader.getTokenStart();
        DecimalReader.read(frame, start, reader.getCurrentIndex() - 1 - start, into);
    }
}
