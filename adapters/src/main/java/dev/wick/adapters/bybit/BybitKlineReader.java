package dev.wick.adapters.bybit;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.text.DecimalReader;
import dev.wick.adapters.text.DecimalReader.Outcome;
import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.LongReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the {@code data} array of a kline frame into candles, ascending by open time; one per parser, on the leg's thread.
 *
 * <p>A field that comes twice counts with its last value, but must be readable both times. {@code interval} is not used:
 * the topic says it.
 */
final class BybitKlineReader {
    /** More bars than any frame has; a frame that has more is none of the exchange's. */
    private static final int MAX_CANDLES = 1_000;

    private static final int START = 1;
    private static final int OPEN = 1 << 1;
    private static final int HIGH = 1 << 2;
    private static final int LOW = 1 << 3;
    private static final int CLOSE = 1 << 4;
    private static final int VOLUME = 1 << 5;
    private static final int CONFIRM = 1 << 6;
    private static final int OPTIONAL = 0;
    private static final int REQUIRED = START | OPEN | HIGH | LOW | CLOSE | VOLUME | CONFIRM;

    private static final byte[] KEY_START = ascii("start");
    private static final byte[] KEY_END = ascii("end");
    private static final byte[] KEY_OPEN = ascii("open");
    private static final byte[] KEY_CLOSE = ascii("close");
    private static final byte[] KEY_HIGH = ascii("high");
    private static final byte[] KEY_LOW = ascii("low");
    private static final byte[] KEY_VOLUME = ascii("volume");
    private static final byte[] KEY_TURNOVER = ascii("turnover");
    private static final byte[] KEY_CONFIRM = ascii("confirm");
    private static final byte[] KEY_TIMESTAMP = ascii("timestamp");

    /** Beyond this, calendars overflow. */
    private static final long MAX_TIME_MS = 1L << 53;

    private final JsonCursor cursor;
    private final boolean countsContracts;
    private Candle[] candles = {new Candle(), new Candle()};
    private int count;
    private Candle candle = candles[0];
    private int seen;
    private boolean broken;
    private int rounded;

    BybitKlineReader(final BybitMarket market, final JsonCursor cursor) {
        this.cursor = cursor;
        countsContracts = market.countsContracts();
    }

    /** Forgets what was read. */
    void clear() {
        count = 0;
        broken = false;
        rounded = 0;
    }

    /** Reads the value at the cursor. */
    void read() {
        clear();
        if (cursor.peek() != JsonCursor.Kind.ARRAY) {
            broken = true;
            cursor.skip();
            return;
        }
        cursor.beginArray();
        while (cursor.nextElement()) {
            readElement();
        }
    }

    /** Whether there is at least one candle, and every field that makes a candle is there and readable in each. */
    boolean isWhole() {
        return !broken && count > 0;
    }

    /** How many candles there are. */
    int count() {
        return count;
    }

    /** One of them; its {@code eventTimeMs} is the element's own stamp. */
    Candle candle(final int index) {
        return candles[index];
    }

    /** How many decimals had to be rounded. */
    int rounded() {
        return rounded;
    }

    private void readElement() {
        if (broken || count == MAX_CANDLES || cursor.peek() != JsonCursor.Kind.OBJECT) {
            broken = true;
            cursor.skip();
            return;
        }
        if (count == candles.length) {
            grow();
        }
        candle = candles[count];
        candle.clear();
        seen = 0;
        cursor.beginObject();
        while (cursor.nextKey()) {
            readField();
        }
        broken |= seen != REQUIRED;
        if (countsContracts) {
            // A contract is worth 1 USD, so their number is the quote volume, too.
            candle.quoteVolume.copyFrom(candle.contracts);
        }
        sort(count++);
    }

    private void grow() {
        final int old = candles.length;
        candles = Arrays.copyOf(candles, 2 * old);
        for (int i = old; i < candles.length; i++) {
            candles[i] = new Candle();
        }
    }

    /** Moves the one read last to where its open time belongs. */
    private void sort(final int last) {
        final Candle moved = candles[last];
        int at = last;
        while (at > 0 && candles[at - 1].openTimeMs > moved.openTimeMs) {
            candles[at] = candles[at - 1];
            at--;
        }
        candles[at] = moved;
    }

    private void readField() {
        switch (cursor.length()) {
            case 3, 4 -> readShortField();
            case 5 -> {
                if (cursor.is(KEY_START)) {
                    readStart();
                } else if (cursor.is(KEY_CLOSE)) {
                    readDecimal(candle.close, CLOSE);
                } else {
                    cursor.skip();
                }
            }
            default -> readLongField();
        }
    }

    private void readShortField() {
        if (cursor.is(KEY_OPEN)) {
            readDecimal(candle.open, OPEN);
        } else if (cursor.is(KEY_HIGH)) {
            readDecimal(candle.high, HIGH);
        } else if (cursor.is(KEY_LOW)) {
            readDecimal(candle.low, LOW);
        } else if (cursor.is(KEY_END)) {
            candle.closeTimeMs = readLong(OPTIONAL);
        } else {
            cursor.skip();
        }
    }

    private void readLongField() {
        if (cursor.is(KEY_VOLUME)) {
            readDecimal(countsContracts ? candle.contracts : candle.volume, VOLUME);
        } else if (cursor.is(KEY_TURNOVER)) {
            readDecimal(countsContracts ? candle.volume : candle.quoteVolume, OPTIONAL);
        } else if (cursor.is(KEY_CONFIRM)) {
            readConfirm();
        } else if (cursor.is(KEY_TIMESTAMP)) {
            candle.eventTimeMs = readLong(OPTIONAL);
        } else {
            cursor.skip();
        }
    }

    private void readStart() {
        candle.openTimeMs = readLong(START);
        broken |= candle.openTimeMs > MAX_TIME_MS || candle.openTimeMs < -MAX_TIME_MS;
    }

    private void readConfirm() {
        final JsonCursor.Kind kind = cursor.readValue();
        candle.closed = kind == JsonCursor.Kind.TRUE;
        broken |= !candle.closed && kind != JsonCursor.Kind.FALSE;
        seen |= CONFIRM;
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

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
