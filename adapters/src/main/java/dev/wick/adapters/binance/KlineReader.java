package dev.wick.adapters.binance;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.text.CandleFields;
import dev.wick.adapters.text.IntervalNames;
import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.KeptText;
import dev.wick.adapters.text.OrderedScan;
import dev.wick.adapters.text.OrderedScan.Words;

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

    private static final Words OPEN_TIME_KEY = Words.of("\"k\":{\"t\":");
    private static final Words CLOSE_TIME_KEY = Words.of(",\"T\":");
    private static final Words SYMBOL_KEY = Words.of(",\"s\":\"");
    private static final Words INTERVAL_KEY = Words.of(",\"i\":\"");
    private static final Words FIRST_TRADE_KEY = Words.of(",\"f\":");
    private static final Words LAST_TRADE_KEY = Words.of(",\"L\":");
    private static final Words OPEN_KEY = Words.of(",\"o\":\"");
    private static final Words CLOSE_KEY = Words.of("\",\"c\":\"");
    private static final Words HIGH_KEY = Words.of("\",\"h\":\"");
    private static final Words LOW_KEY = Words.of("\",\"l\":\"");
    private static final Words TRADED_KEY = Words.of("\",\"v\":\"");
    private static final Words TRADES_KEY = Words.of("\",\"n\":");
    private static final Words CLOSED_KEY = Words.of(",\"x\":");
    private static final Words TURNOVER_KEY = Words.of(",\"q\":\"");
    private static final Words TAKER_KEY = Words.of("\",\"V\":\"");
    private static final Words TAKER_TURNOVER_KEY = Words.of(",\"Q\":\"");
    private static final Words IGNORED_KEY = Words.of(",\"B\":\"");
    private static final Words END = Words.of("}");

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

    /**
     * Reads the value with its key out of a frame that has all fields in the order in which the exchange sends them; the scan fails
     * if it has not, and then nothing was read.
     */
    void readUsual(final OrderedScan scan) {
        // What is not read here is not read elsewhere either: the candle need not be cleared.
        fields.clear();
        readIdentity(scan);
        readPrices(scan);
        readAmounts(scan);
        fields.markRead(REQUIRED);
    }

    private void readIdentity(final OrderedScan scan) {
        candle.openTimeMs = scan.after(OPEN_TIME_KEY).epochMs();
        candle.closeTimeMs = scan.after(CLOSE_TIME_KEY).epochMs();
        symbol.keep(scan.after(SYMBOL_KEY).text());
        scan.after(INTERVAL_KEY).text();
        interval = IntervalNames.OWN.find(scan.bytes(), scan.textOffset(), scan.textLength());
        candle.firstTradeId = scan.after(FIRST_TRADE_KEY).whole();
        candle.lastTradeId = scan.after(LAST_TRADE_KEY).whole();
    }

    private void readPrices(final OrderedScan scan) {
        scan.after(OPEN_KEY).decimal(candle.open);
        scan.after(CLOSE_KEY).decimal(candle.close);
        scan.after(HIGH_KEY).decimal(candle.high);
        scan.after(LOW_KEY).decimal(candle.low);
    }

    private void readAmounts(final OrderedScan scan) {
        scan.after(TRADED_KEY).decimal(traded);
        candle.tradeCount = scan.after(TRADES_KEY).whole();
        candle.closed = scan.after(CLOSED_KEY).flag();
        scan.after(TURNOVER_KEY).decimal(turnover);
        scan.after(TAKER_KEY).text();
        scan.after(TAKER_TURNOVER_KEY).text();
        scan.after(IGNORED_KEY).text();
        scan.after(END);
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
