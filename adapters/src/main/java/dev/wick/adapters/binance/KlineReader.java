package dev.wick.adapters.binance;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.text.CandleFields;
import dev.wick.adapters.text.IntervalNames;
import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.KeptText;

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
    private static final int REQUIRED = OPEN_TIME | OPEN | HIGH | LOW | CLOSE | TRADED | CLOSED | SYMBOL | INTERVAL;

    /** Longer than any symbol; a longer one is none that anybody asked for. */
    private static final int MAX_ESCAPED_SYMBOL = 128;

    /** Holds the values read last. */
    final Candle candle = new Candle();

    private final JsonCursor cursor;
    private final CandleFields fields;
    /** Where {@code v} and {@code q} go. */
    private final Decimal traded;

    private final Decimal turnover;
    private final KeptText symbol = new KeptText(MAX_ESCAPED_SYMBOL);
    private Interval interval;

    KlineReader(final BinanceMarket market, final JsonCursor cursor) {
        this.cursor = cursor;
        fields = new CandleFields(cursor);
        traded = market.countsContracts() ? candle.contracts : candle.volume;
        turnover = market.countsContracts() ? candle.volume : candle.quoteVolume;
    }

    /** Forgets what was read. */
    void clear() {
        candle.clear();
        fields.clear();
        interval = null;
    }

    /** Reads the value at the cursor. */
    void read() {
        clear();
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

    /** Whether every field that makes a candle is there and readable. */
    boolean isWhole() {
        return !fields.isBroken() && fields.has(REQUIRED);
    }

    /** The interval; null if it is none that we know. */
    Interval interval() {
        return interval;
    }

    /** The symbol; good until the frame is done. */
    KeptText symbol() {
        return symbol;
    }

    /** How many decimals had to be rounded. */
    int rounded() {
        return fields.rounded();
    }

    private void readField(final int key) {
        switch (key) {
            case 't' -> candle.openTimeMs = fields.readTime(OPEN_TIME);
            case 'T' -> candle.closeTimeMs = fields.readLong(CandleFields.OPTIONAL);
            case 'o' -> fields.readDecimal(candle.open, OPEN);
            case 'h' -> fields.readDecimal(candle.high, HIGH);
            case 'l' -> fields.readDecimal(candle.low, LOW);
            case 'c' -> fields.readDecimal(candle.close, CLOSE);
            case 'v' -> fields.readDecimal(traded, TRADED);
            case 'q' -> fields.readDecimal(turnover, CandleFields.OPTIONAL);
            case 'n' -> candle.tradeCount = fields.readLong(CandleFields.OPTIONAL);
            case 'f' -> candle.firstTradeId = fields.readLong(CandleFields.OPTIONAL);
            case 'L' -> candle.lastTradeId = fields.readLong(CandleFields.OPTIONAL);
            case 'x' -> candle.closed = fields.readFlag(CLOSED);
            case 's' -> readSymbol();
            case 'i' -> readInterval();
            default -> cursor.skip();
        }
    }

    private void readSymbol() {
        if (fields.readText(SYMBOL)) {
            symbol.keep(cursor);
        }
    }

    private void readInterval() {
        if (fields.readText(INTERVAL)) {
            interval = IntervalNames.OWN.find(cursor.bytes(), cursor.offset(), cursor.length());
        }
    }
}
