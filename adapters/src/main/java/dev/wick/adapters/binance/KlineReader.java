package dev.wick.adapters.binance;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.text.DecimalReader;
import dev.wick.adapters.text.DecimalReader.Outcome;
import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.LongReader;
import java.nio.charset.StandardCharsets;

/**
 * Reads the {@code k} object of a kline frame into a candle; one per parser, on the leg's thread.
 *
 * <p>A field that comes twice counts with its last value, but must be readable both times. {@code V}, {@code Q} and
 * {@code B} are not used.
 */
final class KlineReader {
    private static final int OPEN_TIME = 1;
    private static final int OPEN = 1 << 1;
    private static final int HIGH = 1 << 2;
    private static final int LOW = 1 << 3;
    private static final int CLOSE = 1 << 4;
    private static final int TRADED = 1 << 5;
    private static final int CLOSED = 1 << 6;
    private static final int SYMBOL = 1 << 7;
    private static final int INTERVAL = 1 << 8;
    private static final int OPTIONAL = 0;
    private static final int REQUIRED = OPEN_TIME | OPEN | HIGH | LOW | CLOSE | TRADED | CLOSED | SYMBOL | INTERVAL;

    /** Longer than any symbol; a longer one is none that anybody asked for. */
    private static final int MAX_ESCAPED_SYMBOL = 128;

    /** Beyond this, calendars overflow. */
    private static final long MAX_TIME_MS = 1L << 53;

    private static final Interval[] INTERVALS = Interval.values();
    private static final int[] INTERVAL_CODES = new int[INTERVALS.length];

    static {
        for (int i = 0; i < INTERVALS.length; i++) {
            final byte[] text = INTERVALS[i].text().getBytes(StandardCharsets.US_ASCII);
            INTERVAL_CODES[i] = intervalCode(text, 0, text.length);
        }
    }

    /** Holds the values read last. */
    final Candle candle = new Candle();

    private final JsonCursor cursor;
    /** Where {@code v} and {@code q} go. */
    private final Decimal traded;

    private final Decimal turnover;
    private final byte[] escapedSymbol = new byte[MAX_ESCAPED_SYMBOL];
    private byte[] symbol;
    private int symbolOffset;
    private int symbolLength;
    private Interval interval;
    private int seen;
    private boolean broken;
    private int rounded;

    KlineReader(final BinanceMarket market, final JsonCursor cursor) {
        this.cursor = cursor;
        traded = market.countsContracts() ? candle.contracts : candle.volume;
        turnover = market.countsContracts() ? candle.volume : candle.quoteVolume;
    }

    /** Forgets what was read. */
    void clear() {
        candle.clear();
        interval = null;
        seen = 0;
        broken = false;
        rounded = 0;
    }

    /** Reads the value at the cursor. */
    void read() {
        clear();
        if (cursor.peek() != JsonCursor.Kind.OBJECT) {
            broken = true;
            cursor.skip();
            return;
        }
        cursor.beginObject();
        while (cursor.nextKey()) {
            readField(cursor.onlyByte());
        }
    }

    /** Whether every field that makes a candle is there and readable. */
    boolean isWhole() {
        return !broken && seen == REQUIRED;
    }

    /** The interval; null if it is none that we know. */
    Interval interval() {
        return interval;
    }

    byte[] symbol() {
        return symbol;
    }

    int symbolOffset() {
        return symbolOffset;
    }

    int symbolLength() {
        return symbolLength;
    }

    /** How many decimals had to be rounded. */
    int rounded() {
        return rounded;
    }

    private void readField(final int key) {
        switch (key) {
            case 't' -> readOpenTime();
            case 'T' -> candle.closeTimeMs = readLong(OPTIONAL);
            case 'o' -> readDecimal(candle.open, OPEN);
            case 'h' -> readDecimal(candle.high, HIGH);
            case 'l' -> readDecimal(candle.low, LOW);
            case 'c' -> readDecimal(candle.close, CLOSE);
            case 'v' -> readDecimal(traded, TRADED);
            case 'q' -> readDecimal(turnover, OPTIONAL);
            case 'n' -> candle.tradeCount = readLong(OPTIONAL);
            case 'f' -> candle.firstTradeId = readLong(OPTIONAL);
            case 'L' -> candle.lastTradeId = readLong(OPTIONAL);
            case 'x' -> readClosed();
            case 's' -> readSymbol();
            case 'i' -> readInterval();
            default -> cursor.skip();
        }
    }

    private void readOpenTime() {
        candle.openTimeMs = readLong(OPEN_TIME);
        broken |= candle.openTimeMs > MAX_TIME_MS || candle.openTimeMs < -MAX_TIME_MS;
    }

    private long readLong(final int field) {
        if (!readText(field)) {
            return Candle.NONE;
        }
        final long value = LongReader.read(cursor.bytes(), cursor.offset(), cursor.length());
        if (value == LongReader.GARBAGE) {
            broken = true;
            return Candle.NONE;
        }
        return value;
    }

    private void readDecimal(final Decimal into, final int field) {
        if (!readText(field)) {
            into.clear();
            return;
        }
        final Outcome outcome = DecimalReader.read(cursor.bytes(), cursor.offset(), cursor.length(), into);
        if (outcome != Outcome.OK) {
            broken |= outcome == Outcome.GARBAGE;
            rounded++;
        }
    }

    private void readClosed() {
        final JsonCursor.Kind kind = cursor.readValue();
        candle.closed = kind == JsonCursor.Kind.TRUE;
        broken |= !candle.closed && kind != JsonCursor.Kind.FALSE;
        seen |= CLOSED;
    }

    private void readSymbol() {
        if (!readText(SYMBOL)) {
            return;
        }
        symbol = cursor.bytes();
        symbolOffset = cursor.offset();
        symbolLength = cursor.length();
        if (!cursor.isVerbatim()) {
            // The cursor's own buffer does not outlive the next escaped string; ours does.
            symbolLength = symbolLength > MAX_ESCAPED_SYMBOL ? 0 : symbolLength;
            System.arraycopy(symbol, symbolOffset, escapedSymbol, 0, symbolLength);
            symbol = escapedSymbol;
            symbolOffset = 0;
        }
    }

    private void readInterval() {
        if (!readText(INTERVAL)) {
            return;
        }
        interval = null;
        final int code = intervalCode(cursor.bytes(), cursor.offset(), cursor.length());
        for (int i = 0; i < INTERVAL_CODES.length && interval == null; i++) {
            interval = INTERVAL_CODES[i] == code ? INTERVALS[i] : null;
        }
    }

    /** Up to three bytes as one number, 0 for more. */
    private static int intervalCode(final byte[] bytes, final int offset, final int length) {
        if (length > 3) {
            return 0;
        }
        int code = 0;
        for (int i = offset; i < offset + length; i++) {
            code = (code << 8) | (bytes[i] & 0xFF);
        }
        return code;
    }

    /** Reads a string or number; a null is as good as nothing, anything else is broken. */
    private boolean readText(final int field) {
        final JsonCursor.Kind kind = cursor.readValue();
        if (kind == JsonCursor.Kind.STRING || kind == JsonCursor.Kind.NUMBER) {
            seen |= field;
            return true;
        }
        broken |= kind != JsonCursor.Kind.NULL;
        return false;
    }
}
