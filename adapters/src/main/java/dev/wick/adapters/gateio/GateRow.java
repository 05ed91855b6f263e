package dev.wick.adapters.gateio;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.SeriesTable;
import dev.wick.adapters.text.CandleFields;
import dev.wick.adapters.text.IntervalNames;
import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.JsonCursor.Kind;
import dev.wick.adapters.text.LongReader;
import dev.wick.adapters.text.OrderedScan;
import dev.wick.adapters.text.OrderedScan.Words;

/**
 * One candle of a frame, read field by field; reused, on the leg's thread.
 *
 * <p>A field that comes twice counts with its last value, even if that is null, but must be readable both times.
 */
final class GateRow {
    private static final int OPEN_TIME = 1;
    private static final int OPEN = 1 << 1;
    private static final int HIGH = 1 << 2;
    private static final int LOW = 1 << 3;
    private static final int CLOSE = 1 << 4;
    private static final int TRADED = 1 << 5;
    private static final int NAME = 1 << 6;
    private static final int REQUIRED = OPEN_TIME | OPEN | HIGH | LOW | CLOSE | TRADED | NAME;

    private static final Words TRADED_KEY = Words.of("\",\"v\":\"");
    private static final Words CLOSE_KEY = Words.of("\",\"c\":\"");
    private static final Words HIGH_KEY = Words.of("\",\"h\":\"");
    private static final Words LOW_KEY = Words.of("\",\"l\":\"");
    private static final Words OPEN_KEY = Words.of("\",\"o\":\"");
    private static final Words NAME_KEY = Words.of("\",\"n\":\"");
    private static final Words AMOUNT_KEY = Words.of(",\"a\":\"");
    private static final Words[] DECIMAL_KEYS = {TRADED_KEY, CLOSE_KEY, HIGH_KEY, LOW_KEY, OPEN_KEY};
    private static final Words CLOSED_KEY = Words.of("\",\"w\":");

    /** Beyond this, calendars overflow. */
    private static final long MAX_TIME_S = 1L << 43;

    /** Holds what was read: times, prices, amounts as they came, and the series. */
    final Candle candle = new Candle();

    private final SeriesTable table;
    private final JsonCursor cursor;
    private final CandleFields fields;
    private final Decimal traded;
    private final Decimal amount;
    private final Decimal[] usualDecimals;
    private Interval interval;
    private boolean flagged;
    private boolean tradedExactly;

    GateRow(final GateMarket market, final SeriesTable table, final JsonCursor cursor) {
        this.table = table;
        this.cursor = cursor;
        fields = new CandleFields(cursor);
        traded = GateAmounts.v(market, candle);
        amount = GateAmounts.a(market, candle);
        usualDecimals = new Decimal[] {traded, candle.close, candle.high, candle.low, candle.open};
    }

    void clear() {
        candle.clear();
        fields.clear();
        interval = null;
        flagged = false;
        tradedExactly = false;
    }

    /** Reads the value of a field with a name of one letter. */
    void readField(final int name) {
        switch (name) {
            case 't' -> readOpenTime();
            case 'o' -> fields.readDecimal(candle.open, OPEN);
            case 'h' -> fields.readDecimal(candle.high, HIGH);
            case 'l' -> fields.readDecimal(candle.low, LOW);
            case 'c' -> fields.readDecimal(candle.close, CLOSE);
            case 'v' -> tradedExactly = fields.readDecimal(traded, TRADED);
            case 'a' -> {
                if (amount == null) {
                    cursor.skip();
                } else {
                    fields.readDecimal(amount, CandleFields.OPTIONAL);
                }
            }
            case 'n' -> readName();
            case 'w' -> readClosed();
            default -> cursor.skip();
        }
    }

    /** Reads the rest of a row of spot from its open time on, if all fields are there in the usual order; else the scan fails. */
    void readUsual(final OrderedScan scan) {
        // What is not read here is not read elsewhere either, but for what depends on it.
        fields.clear();
        candle.seriesId = SeriesTable.UNKNOWN;
        candle.finality = null;
        candle.openTimeMs = 1_000 * scan.epochSeconds();
        scan.decimals(DECIMAL_KEYS, usualDecimals);
        readUsualEnd(scan);
        flagged = true;
        tradedExactly = true;
        fields.markRead(REQUIRED);
    }

    private void readUsualEnd(final OrderedScan scan) {
        scan.after(NAME_KEY).text();
        splitName(scan.bytes(), scan.textOffset(), scan.textOffset() + scan.textLength());
        scan.after(AMOUNT_KEY).decimal(amount);
        candle.closed = scan.after(CLOSED_KEY).flag();
    }

    /** Whether every field that makes a candle is there and readable. */
    boolean isWhole() {
        return !fields.isBroken() && fields.has(REQUIRED);
    }

    /** Whether there is anything of a candle. */
    boolean isCandle() {
        return fields.has(NAME | OPEN_TIME);
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
        return fields.rounded();
    }

    /** Whether the other is a later candle of the same series. */
    boolean isBefore(final GateRow other) {
        return candle.seriesId == other.candle.seriesId && candle.openTimeMs < other.candle.openTimeMs;
    }

    Interval interval() {
        return interval;
    }

    private void readOpenTime() {
        if (!fields.readText(OPEN_TIME)) {
            return;
        }
        final long seconds = LongReader.read(cursor.bytes(), cursor.offset(), cursor.length());
        if (seconds < -MAX_TIME_S || seconds > MAX_TIME_S) {
            fields.markBroken();
            return;
        }
        candle.openTimeMs = 1_000 * seconds;
    }

    private void readClosed() {
        final Kind kind = cursor.readValue();
        candle.closed = kind == Kind.TRUE;
        flagged = candle.closed || kind == Kind.FALSE;
        if (!flagged && kind != Kind.NULL) {
            fields.markBroken();
        }
    }

    /** {@code 5m_BTC_USD_20221230}: up to the first underscore the interval, then the symbol. */
    private void readName() {
        interval = null;
        candle.seriesId = SeriesTable.UNKNOWN;
        if (!fields.readText(NAME)) {
            return;
        }
        splitName(cursor.bytes(), cursor.offset(), cursor.offset() + cursor.length());
    }

    private void splitName(final byte[] bytes, final int start, final int end) {
        int underscore = start;
        while (underscore < end && bytes[underscore] != '_') {
            underscore++;
        }
        if (underscore == end) {
            fields.markBroken();
        }
        // All names, and not only those that are documented: the futures were seen to send 1s.
        interval = IntervalNames.OWN.find(bytes, start, underscore - start);
        if (interval != null && underscore < end) {
            candle.seriesId = table.find(bytes, underscore + 1, end - underscore - 1, interval);
        }
    }
}
