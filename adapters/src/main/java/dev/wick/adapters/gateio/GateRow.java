package dev.wick.adapters.gateio;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.SeriesTable;
import dev.wick.adapters.text.DecimalReader;
import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.JsonCursor.Kind;
import dev.wick.adapters.text.LongReader;
import java.nio.charset.StandardCharsets;

/**
 * One candle of a frame, read field by field; reused, on the leg's thread.
 *
 * <p>A field that comes twice counts with its last value, but must be readable both times.
 */
final class GateRow {
    private static final int OPEN_TIME = 1;
    private static final int OPEN = 1 << 1;
    private static final int HIGH = 1 << 2;
    private static final int LOW = 1 << 3;
    private static final int CLOSE = 1 << 4;
    private static final int TRADED = 1 << 5;
    private static final int NAME = 1 << 6;
    private static final int OPTIONAL = 0;
    private static final int REQUIRED = OPEN_TIME | OPEN | HIGH | LOW | CLOSE | TRADED | NAME;

    /** Beyond this, calendars overflow. */
    private static final long MAX_TIME_S = 1L << 43;

    /** All names, and not only those that are documented: the futures were seen to send {@code 1s}. */
    private static final Interval[] INTERVALS = Interval.values();

    private static final int[] INTERVAL_CODES = new int[INTERVALS.length];

    static {
        for (int i = 0; i < INTERVALS.length; i++) {
            final byte[] text = INTERVALS[i].text().getBytes(StandardCharsets.US_ASCII);
            INTERVAL_CODES[i] = intervalCode(text, 0, text.length);
        }
    }

    /** Holds what was read: times, prices, amounts as they came, and the series. */
    final Candle candle = new Candle();

    private final SeriesTable table;
    private final Decimal traded;
    private final Decimal amount;
    private Interval interval;
    private int seen;
    private boolean flagged;
    private boolean broken;
    private boolean tradedExactly;
    private int rounded;

    GateRow(final GateMarket market, final SeriesTable table) {
        this.table = table;
        traded = GateAmounts.v(market, candle);
        amount = GateAmounts.a(market, candle);
    }

    void clear() {
        candle.clear();
        interval = null;
        seen = 0;
        flagged = false;
        broken = false;
        tradedExactly = false;
        rounded = 0;
    }

    /** Reads the value of a field with a name of one letter. */
    void readField(final int name, final JsonCursor cursor) {
        switch (name) {
            case 't' -> readOpenTime(cursor);
            case 'o' -> readDecimal(cursor, candle.open, OPEN);
            case 'h' -> readDecimal(cursor, candle.high, HIGH);
            case 'l' -> readDecimal(cursor, candle.low, LOW);
            case 'c' -> readDecimal(cursor, candle.close, CLOSE);
            case 'v' -> tradedExactly = readDecimal(cursor, traded, TRADED);
            case 'a' -> {
                if (amount == null) {
                    cursor.skip();
                } else {
                    readDecimal(cursor, amount, OPTIONAL);
                }
            }
            case 'n' -> readName(cursor);
            case 'w' -> readClosed(cursor);
            default -> cursor.skip();
        }
    }

    /** Whether every field that makes a candle is there and readable. */
    boolean isWhole() {
        return !broken && seen == REQUIRED;
    }

    /** Whether there is anything of a candle. */
    boolean isCandle() {
        return (seen & NAME) != 0 && (seen & OPEN_TIME) != 0;
    }

    /** Whether somebody wants its series. */
    boolean isKnown() {
        return candle.seriesId != SeriesTable.UNKNOWN;
    }

    /** Whether the exchange says either that it is closed or that it is not. */
    boolean isFlagged() {
        return flagged;
    }

    /** Whether {@code v} is held to its last digit. */
    boolean isTradedExactly() {
        return tradedExactly;
    }

    /** How many decimals had to be rounded. */
    int rounded() {
        return rounded;
    }

    /** Whether the other is a later candle of the same series. */
    boolean isBefore(final GateRow other) {
        return candle.seriesId == other.candle.seriesId && candle.openTimeMs < other.candle.openTimeMs;
    }

    Interval interval() {
        return interval;
    }

    private void readOpenTime(final JsonCursor cursor) {
        if (!readText(cursor, OPEN_TIME)) {
            return;
        }
        final long seconds = LongReader.read(cursor.bytes(), cursor.offset(), cursor.length());
        if (seconds < -MAX_TIME_S || seconds > MAX_TIME_S) {
            broken = true;
            return;
        }
        candle.openTimeMs = 1_000 * seconds;
    }

    /** Reads a decimal; true if it is there and exact. */
    private boolean readDecimal(final JsonCursor cursor, final Decimal into, final int field) {
        if (!readText(cursor, field)) {
            into.clear();
            return false;
        }
        final DecimalReader.Outcome outcome =
                DecimalReader.read(cursor.bytes(), cursor.offset(), cursor.length(), into);
        if (outcome == DecimalReader.Outcome.OK) {
            return true;
        }
        broken |= outcome == DecimalReader.Outcome.GARBAGE;
        rounded++;
        return false;
    }

    private void readClosed(final JsonCursor cursor) {
        final Kind kind = cursor.readValue();
        candle.closed = kind == Kind.TRUE;
        flagged = candle.closed || kind == Kind.FALSE;
        broken |= !flagged && kind != Kind.NULL;
    }

    /** {@code 5m_BTC_USD_20221230}: up to the first underscore the interval, then the symbol. */
    private void readName(final JsonCursor cursor) {
        interval = null;
        candle.seriesId = SeriesTable.UNKNOWN;
        if (!readText(cursor, NAME)) {
            return;
        }
        final byte[] bytes = cursor.bytes();
        final int start = cursor.offset();
        final int end = start + cursor.length();
        int underscore = start;
        while (underscore < end && bytes[underscore] != '_') {
            underscore++;
        }
        broken |= underscore == end;
        final int code = intervalCode(bytes, start, underscore - start);
        for (int i = 0; i < INTERVAL_CODES.length && interval == null; i++) {
            interval = INTERVAL_CODES[i] == code ? INTERVALS[i] : null;
        }
        if (interval != null && underscore < end) {
            candle.seriesId = table.find(bytes, underscore + 1, end - underscore - 1, interval);
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
    private boolean readText(final JsonCursor cursor, final int field) {
        final Kind kind = cursor.readValue();
        if (kind == Kind.STRING || kind == Kind.NUMBER) {
            seen |= field;
            return true;
        }
        seen &= ~field;
        broken |= kind != Kind.NULL;
        return false;
    }
}
