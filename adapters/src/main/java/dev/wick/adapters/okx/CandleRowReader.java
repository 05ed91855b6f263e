package dev.wick.adapters.okx;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.text.DecimalReader;
import dev.wick.adapters.text.DecimalReader.Outcome;
import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.JsonCursor.Kind;
import dev.wick.adapters.text.LongReader;
import dev.wick.adapters.text.OrderedScan;
import dev.wick.adapters.text.OrderedScan.Words;

/**
 * Reads one row of a bar, of the stream or of REST: they are the same. One thread at a time.
 *
 * <pre>
 *   ["1774964340000","66898.7","66902.1","66884.6","66894.5","1330.07","13.3007","889750.68514","0"]
 *     0 ts            1 o       2 h       3 l       4 c       5 vol     6 volCcy  7 volCcyQuote  8 confirm
 * </pre>
 *
 * <p>Rows of seven fields, without the last two, were sent until 2022; they do not say whether they are closed, and count as
 * open. Fields beyond the ninth are passed over.
 */
final class CandleRowReader {
    private static final int QUOTE_VOLUME = 7;
    private static final int CONFIRM = 8;
    private static final int FIELDS_ONCE = 7;
    /** Beyond this, calendars overflow. */
    private static final long MAX_TIME_MS = 1L << 53;

    private static final Words NEXT = Words.of("\",\"");
    private static final Words[] DECIMALS = {NEXT, NEXT, NEXT, NEXT, NEXT, NEXT, NEXT};
    private static final Words OPEN_AT_LAST = Words.of("\",\"0\"]");
    private static final Words CLOSED_AT_LAST = Words.of("\",\"1\"]");

    private final boolean countsContracts;
    private final JsonCursor cursor;
    private int rounded;

    CandleRowReader(final OkxMarket market, final JsonCursor cursor) {
        countsContracts = market.countsContracts();
        this.cursor = cursor;
    }

    /** How many decimals of the row read last had to be rounded. */
    int rounded() {
        return rounded;
    }

    /**
     * Reads the value at the cursor. Of the candle, only what a row holds is set: time of opening, prices, volumes, closed.
     *
     * @return whether it was a row, whole and readable; the cursor is behind it in any case
     */
    boolean read(final Candle into) {
        into.clear();
        rounded = 0;
        if (cursor.peek() != Kind.ARRAY) {
            cursor.skip();
            return false;
        }
        cursor.beginArray();
        boolean readable = true;
        int fields = 0;
        while (cursor.nextElement()) {
            if (fields <= CONFIRM) {
                readable &= readField(fields, into);
            } else {
                cursor.skip();
            }
            fields++;
        }
        return readable && !cursor.failed() && (fields == FIELDS_ONCE || fields > CONFIRM);
    }

    /** Where the decimals of a row belong, in their order. */
    Decimal[] decimals(final Candle of) {
        return new Decimal[] {
            of.open,
            of.high,
            of.low,
            of.close,
            countsContracts ? of.contracts : of.volume,
            countsContracts ? of.volume : of.quoteVolume,
            of.quoteVolume
        };
    }

    /**
     * Reads a row of nine texts from its open time on; the scan fails if it is none.
     *
     * @param decimals those of the candle
     */
    void readUsual(final OrderedScan scan, final Candle into, final Decimal[] decimals) {
        // What is not read here is not read elsewhere either: the candle need not be cleared.
        rounded = 0;
        into.openTimeMs = scan.epochMs();
        scan.decimals(DECIMALS, decimals);
        into.closed = scan.isNext(CLOSED_AT_LAST);
        scan.after(into.closed ? CLOSED_AT_LAST : OPEN_AT_LAST);
    }

    private boolean readField(final int index, final Candle into) {
        final Kind kind = cursor.readValue();
        if (kind != Kind.STRING && kind != Kind.NUMBER) {
            return false;
        }
        return switch (index) {
            case 0 -> readOpenTime(into);
            case 1 -> readDecimal(into.open);
            case 2 -> readDecimal(into.high);
            case 3 -> readDecimal(into.low);
            case 4 -> readDecimal(into.close);
            case 5 -> readDecimal(countsContracts ? into.contracts : into.volume);
            case 6 -> readDecimal(countsContracts ? into.volume : into.quoteVolume);
            case QUOTE_VOLUME -> readDecimal(into.quoteVolume);
            default -> readConfirm(into);
        };
    }

    private boolean readOpenTime(final Candle into) {
        into.openTimeMs = LongReader.read(cursor.bytes(), cursor.offset(), cursor.length());
        return into.openTimeMs >= 0 && into.openTimeMs <= MAX_TIME_MS;
    }

    private boolean readDecimal(final Decimal into) {
        final Outcome outcome = DecimalReader.read(cursor.bytes(), cursor.offset(), cursor.length(), into);
        rounded += outcome == Outcome.ROUNDED ? 1 : 0;
        return outcome != Outcome.GARBAGE;
    }

    private boolean readConfirm(final Candle into) {
        final int flag = cursor.onlyByte();
        into.closed = flag == '1';
        return flag == '1' || flag == '0';
    }
}
