package dev.wick.adapters.hyperliquid;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.text.DecimalReader;
import dev.wick.adapters.text.DecimalReader.Outcome;
import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.LongReader;

/**
 * Reads a candle object of a frame; one per parser, on the leg's thread.
 *
 * <p>A field that comes twice counts with its last value, but must be readable both times.
 */
final class CandleReader {
    private static final int OPEN_TIME = 1;
    private static final int OPEN = 1 << 1;
    private static final int HIGH = 1 << 2;
    private static final int LOW = 1 << 3;
    private static final int CLOSE = 1 << 4;
    private static final int VOLUME = 1 << 5;
    private static final int COIN = 1 << 6;
    private static final int INTERVAL = 1 << 7;
    private static final int OPTIONAL = 0;
    private static final int REQUIRED = OPEN_TIME | OPEN | HIGH | LOW | CLOSE | VOLUME | COIN | INTERVAL;

    /** Longer than any coin's name; a longer one is none that anybody asked for. */
    private static final int MAX_ESCAPED_COIN = 128;

    /** Beyond this, calendars overflow. */
    private static final long MAX_TIME_MS = 1L << 53;

    /** Holds the values read last. */
    final Candle candle = new Candle();

    private final JsonCursor cursor;
    private final byte[] escapedCoin = new byte[MAX_ESCAPED_COIN];
    private byte[] coin = escapedCoin;
    private int coinOffset;
    private int coinLength;
    private Interval interval;
    private int seen;
    private boolean broken;
    private int rounded;

    CandleReader(final JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Reads the value at the cursor. */
    void read() {
        candle.clear();
        interval = null;
        seen = 0;
        broken = false;
        rounded = 0;
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

    byte[] coin() {
        return coin;
    }

    int coinOffset() {
        return coinOffset;
    }

    int coinLength() {
        return coinLength;
    }

    /** How many decimals had to be rounded. */
    int rounded() {
        return rounded;
    }

    private void readField(final int key) {
        switch (key) {
            case 't' -> readOpenTime();
            case 'T' -> candle.closeTimeMs = readLong(OPTIONAL);
            case 's' -> readCoin();
            case 'i' -> readInterval();
            case 'o' -> readDecimal(candle.open, OPEN);
            case 'c' -> readDecimal(candle.close, CLOSE);
            case 'h' -> readDecimal(candle.high, HIGH);
            case 'l' -> readDecimal(candle.low, LOW);
            case 'v' -> readDecimal(candle.volume, VOLUME);
            case 'n' -> candle.tradeCount = readLong(OPTIONAL);
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
        broken |= value == LongReader.GARBAGE;
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

    private void readCoin() {
        if (!readText(COIN)) {
            return;
        }
        coin = cursor.bytes();
        coinOffset = cursor.offset();
        coinLength = cursor.length();
        if (!cursor.isVerbatim()) {
            // The cursor's own buffer does not outlive the next escaped string; ours does.
            coinLength = coinLength > MAX_ESCAPED_COIN ? 0 : coinLength;
            System.arraycopy(coin, coinOffset, escapedCoin, 0, coinLength);
            coin = escapedCoin;
            coinOffset = 0;
        }
    }

    private void readInterval() {
        if (readText(INTERVAL)) {
            interval = HyperIntervals.of(cursor.bytes(), cursor.offset(), cursor.length());
        }
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
