package dev.wick.adapters.bybit;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.text.CandleFields;
import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.OrderedScan;
import dev.wick.adapters.text.OrderedScan.Words;
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
    private static final int REQUIRED = START | OPEN | HIGH | LOW | CLOSE | VOLUME | CONFIRM;

    private static final Words KEY_START = Words.of("start");
    private static final Words KEY_END = Words.of("end");
    private static final Words KEY_OPEN = Words.of("open");
    private static final Words KEY_CLOSE = Words.of("close");
    private static final Words KEY_HIGH = Words.of("high");
    private static final Words KEY_LOW = Words.of("low");
    private static final Words KEY_VOLUME = Words.of("volume");
    private static final Words KEY_TURNOVER = Words.of("turnover");
    private static final Words KEY_CONFIRM = Words.of("confirm");
    private static final Words KEY_TIMESTAMP = Words.of("timestamp");

    private static final Words DATA = Words.of(",\"data\":[{");
    private static final Words START_KEY = Words.of("\"start\":");
    private static final Words END_KEY = Words.of(",\"end\":");
    private static final Words INTERVAL_KEY = Words.of(",\"interval\":\"");
    private static final Words OPEN_KEY = Words.of(",\"open\":\"");
    private static final Words CLOSE_KEY = Words.of("\",\"close\":\"");
    private static final Words HIGH_KEY = Words.of("\",\"high\":\"");
    private static final Words LOW_KEY = Words.of("\",\"low\":\"");
    private static final Words VOLUME_KEY = Words.of("\",\"volume\":\"");
    private static final Words TURNOVER_KEY = Words.of("\",\"turnover\":\"");
    private static final Words[] DECIMAL_KEYS = {OPEN_KEY, CLOSE_KEY, HIGH_KEY, LOW_KEY, VOLUME_KEY, TURNOVER_KEY};
    private static final Words CONFIRM_KEY = Words.of("\",\"confirm\":");
    private static final Words TIMESTAMP_KEY = Words.of(",\"timestamp\":");
    private static final Words DATA_END = Words.of("}]");

    private final JsonCursor cursor;
    private final CandleFields fields;
    private final boolean countsContracts;
    /** The candle of a frame of one bar, as nearly all are. */
    private final Candle usual = new Candle();

    private final Decimal[] usualDecimals;
    private Candle[] candles = {new Candle(), new Candle()};
    private boolean isUsual;
    private int count;
    private Candle candle = usual;

    BybitKlineReader(final BybitMarket market, final JsonCursor cursor) {
        this.cursor = cursor;
        fields = new CandleFields(cursor);
        countsContracts = market.countsContracts();
        usualDecimals = new Decimal[] {usual.open, usual.close, usual.high, usual.low, volume(), turnover()};
    }

    /** Forgets what was read. */
    void clear() {
        isUsual = false;
        count = 0;
        fields.clear();
    }

    /** Reads the value at the cursor. */
    void read() {
        clear();
        if (cursor.peek() != JsonCursor.Kind.ARRAY) {
            fields.markBroken();
            cursor.skip();
            return;
        }
        cursor.beginArray();
        while (cursor.nextElement()) {
            readElement();
        }
    }

    /** Reads the array with its key, if it holds one bar with its fields in the usual order; else the scan fails. */
    void readUsual(final OrderedScan scan) {
        if (scan.after(DATA).after(START_KEY).failed()) {
            return;
        }
        fields.clear();
        count = 1;
        isUsual = true;
        candle = usual;
        readTimes(scan);
        scan.decimals(DECIMAL_KEYS, usualDecimals);
        candle.closed = scan.after(CONFIRM_KEY).flag();
        candle.eventTimeMs = scan.after(TIMESTAMP_KEY).epochMs();
        scan.after(DATA_END);
        deriveQuoteVolume();
    }

    private void readTimes(final OrderedScan scan) {
        candle.openTimeMs = scan.epochMs();
        candle.closeTimeMs = scan.after(END_KEY).epochMs();
        scan.after(INTERVAL_KEY).text();
    }

    private Decimal volume() {
        return countsContracts ? candle.contracts : candle.volume;
    }

    private Decimal turnover() {
        return countsContracts ? candle.volume : candle.quoteVolume;
    }

    private void deriveQuoteVolume() {
        if (countsContracts) {
            // A contract is worth 1 USD, so their number is the quote volume, too.
            candle.quoteVolume.copyFrom(candle.contracts);
        }
    }

    /** Whether there is at least one candle, and every field that makes a candle is there and readable in each. */
    boolean isWhole() {
        return !fields.isBroken() && count > 0;
    }

    /** How many candles there are. */
    int count() {
        return count;
    }

    /** One of them; its {@code eventTimeMs} is the element's own stamp. */
    Candle candle(final int index) {
        return isUsual ? usual : candles[index];
    }

    /** How many decimals had to be rounded. */
    int rounded() {
        return fields.rounded();
    }

    private void readElement() {
        if (fields.isBroken() || count == MAX_CANDLES || cursor.peek() != JsonCursor.Kind.OBJECT) {
            fields.markBroken();
            cursor.skip();
            return;
        }
        if (count == candles.length) {
            grow();
        }
        candle = candles[count];
        candle.clear();
        fields.forget(REQUIRED);
        cursor.beginObject();
        while (cursor.nextKey()) {
            readField();
        }
        if (!fields.has(REQUIRED)) {
            fields.markBroken();
        }
        deriveQuoteVolume();
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

    /** The first letter leaves at most two names: one after the other, they would take longer to tell apart than to read. */
    private void readField() {
        switch (cursor.firstByte()) {
            case 'o' -> readDecimal(KEY_OPEN, candle.open, OPEN);
            case 'h' -> readDecimal(KEY_HIGH, candle.high, HIGH);
            case 'l' -> readDecimal(KEY_LOW, candle.low, LOW);
            case 'v' -> readDecimal(KEY_VOLUME, volume(), VOLUME);
            case 'c' -> readCloseOrConfirm();
            case 't' -> readTurnoverOrTimestamp();
            case 's', 'e' -> readStartOrEnd();
            default -> cursor.skip();
        }
    }

    private void readDecimal(final Words key, final Decimal into, final int field) {
        if (cursor.is(key)) {
            fields.readDecimal(into, field);
        } else {
            cursor.skip();
        }
    }

    private void readCloseOrConfirm() {
        if (cursor.is(KEY_CONFIRM)) {
            candle.closed = fields.readFlag(CONFIRM);
        } else {
            readDecimal(KEY_CLOSE, candle.close, CLOSE);
        }
    }

    private void readTurnoverOrTimestamp() {
        if (cursor.is(KEY_TIMESTAMP)) {
            candle.eventTimeMs = fields.readLong(CandleFields.OPTIONAL);
        } else {
            readDecimal(KEY_TURNOVER, turnover(), CandleFields.OPTIONAL);
        }
    }

    private void readStartOrEnd() {
        if (cursor.is(KEY_START)) {
            candle.openTimeMs = fields.readTime(START);
        } else if (cursor.is(KEY_END)) {
            candle.closeTimeMs = fields.readLong(CandleFields.OPTIONAL);
        } else {
            cursor.skip();
        }
    }
}
