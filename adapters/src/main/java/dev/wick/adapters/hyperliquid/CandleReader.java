package dev.wick.adapters.hyperliquid;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.text.CandleFields;
import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.KeptText;
import dev.wick.adapters.text.OrderedScan;
import dev.wick.adapters.text.OrderedScan.Words;

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
    private static final int REQUIRED = OPEN_TIME | OPEN | HIGH | LOW | CLOSE | VOLUME | COIN | INTERVAL;

    private static final Words CLOSE_TIME_KEY = Words.of(",\"T\":");
    private static final Words COIN_KEY = Words.of(",\"s\":\"");
    private static final Words INTERVAL_KEY = Words.of(",\"i\":\"");
    private static final Words OPEN_KEY = Words.of(",\"o\":\"");
    private static final Words CLOSE_KEY = Words.of("\",\"c\":\"");
    private static final Words HIGH_KEY = Words.of("\",\"h\":\"");
    private static final Words LOW_KEY = Words.of("\",\"l\":\"");
    private static final Words VOLUME_KEY = Words.of("\",\"v\":\"");
    private static final Words[] DECIMAL_KEYS = {OPEN_KEY, CLOSE_KEY, HIGH_KEY, LOW_KEY, VOLUME_KEY};
    private static final Words TRADES_KEY = Words.of("\",\"n\":");

    /** Longer than any coin's name; a longer one is none that anybody asked for. */
    private static final int MAX_ESCAPED_COIN = 128;

    private final JsonCursor cursor;
    private final CandleFields fields;
    private final KeptText coin = new KeptText(MAX_ESCAPED_COIN);
    private ReadCandle current = new ReadCandle();
    private Candle candle = current.candle;
    private Interval interval;

    CandleReader(final JsonCursor cursor) {
        this.cursor = cursor;
        fields = new CandleFields(cursor);
    }

    /** Reads the value at the cursor. */
    void read() {
        candle.clear();
        interval = null;
        fields.clear();
        if (cursor.peek() != JsonCursor.Kind.OBJECT) {
            fields.markBroken();
            cursor.skip();
            return;
        }
        cursor.beginObject();
        while (cursor.nextKey()) {
            readField(cursor.onlyByte());
        }
    }

    /** Reads a candle from its open time on, if all fields are there in the usual order; else the scan fails. */
    void readUsual(final OrderedScan scan) {
        // What is not read here is not read elsewhere either: the candle need not be cleared. But it may have been
        // closed meanwhile.
        candle.closed = false;
        candle.finality = null;
        fields.clear();
        candle.openTimeMs = scan.epochMs();
        candle.closeTimeMs = scan.after(CLOSE_TIME_KEY).epochMs();
        coin.keep(scan.after(COIN_KEY).text());
        scan.after(INTERVAL_KEY).text();
        interval = HyperIntervals.of(scan.bytes(), scan.textOffset(), scan.textLength());
        scan.decimals(DECIMAL_KEYS, current.decimals);
        candle.tradeCount = scan.after(TRADES_KEY).whole();
        fields.markRead(REQUIRED);
    }

    /** Holds the values read last. */
    Candle candle() {
        return candle;
    }

    /** Gives away what was read last, and reads the next one into another, whatever that holds. */
    ReadCandle exchange(final ReadCandle other) {
        final ReadCandle read = current;
        current = other;
        candle = other.candle;
        return read;
    }

    /** Whether every field that makes a candle is there and readable. */
    boolean isWhole() {
        return !fields.isBroken() && fields.has(REQUIRED);
    }

    /** The interval; null if it is none that we know. */
    Interval interval() {
        return interval;
    }

    /** The coin; good until the frame is done. */
    KeptText coin() {
        return coin;
    }

    /** How many decimals had to be rounded. */
    int rounded() {
        return fields.rounded();
    }

    private void readField(final int key) {
        switch (key) {
            case 't' -> candle.openTimeMs = fields.readTime(OPEN_TIME);
            case 'T' -> candle.closeTimeMs = fields.readLong(CandleFields.OPTIONAL);
            case 's' -> readCoin();
            case 'i' -> readInterval();
            case 'o' -> fields.readDecimal(candle.open, OPEN);
            case 'c' -> fields.readDecimal(candle.close, CLOSE);
            case 'h' -> fields.readDecimal(candle.high, HIGH);
            case 'l' -> fields.readDecimal(candle.low, LOW);
            case 'v' -> fields.readDecimal(candle.volume, VOLUME);
            case 'n' -> candle.tradeCount = fields.readLong(CandleFields.OPTIONAL);
            default -> cursor.skip();
        }
    }

    private void readCoin() {
        if (fields.readText(COIN)) {
            coin.keep(cursor);
        }
    }

    private void readInterval() {
        if (fields.readText(INTERVAL)) {
            interval = HyperIntervals.of(cursor.bytes(), cursor.offset(), cursor.length());
        }
    }
}
