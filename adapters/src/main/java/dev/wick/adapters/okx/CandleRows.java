package dev.wick.adapters.okx;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.JsonCursor.Kind;
import dev.wick.adapters.text.OrderedScan;
import java.util.Arrays;

/**
 * The {@code data} of a push of candles, as candles by open time; one per parser, on the leg's thread. Allocates only for a
 * push of more rows than any before.
 */
final class CandleRows {
    /** More rows than any push has; a push that has more is none of the exchange's, and would take long to sort. */
    private static final int MAX_ROWS = 1_000;

    private final JsonCursor cursor;
    private final CandleRowReader reader;
    /** The candle of a push of one row, as nearly all are. */
    private final Candle usual = new Candle();

    private final Decimal[] usualDecimals;
    private Candle[] candles = {new Candle(), new Candle()};
    private boolean isUsual;
    private int count;
    private int rounded;
    private boolean whole;

    CandleRows(final OkxMarket market, final JsonCursor cursor) {
        this.cursor = cursor;
        reader = new CandleRowReader(market, cursor);
        usualDecimals = reader.decimals(usual);
    }

    /** Reads the value at the cursor, which need not be one of candles. */
    void read() {
        isUsual = false;
        count = 0;
        rounded = 0;
        whole = cursor.peek() == Kind.ARRAY;
        if (!whole) {
            cursor.skip();
            return;
        }
        cursor.beginArray();
        while (cursor.nextElement()) {
            // Another channel's data, or a row that spoils the push: then nothing of it is needed.
            if (whole) {
                readRow();
            } else {
                cursor.skip();
            }
        }
    }

    /** Reads the only row of a push from its open time on; the scan fails if it is not as usual. */
    void readUsual(final OrderedScan scan) {
        isUsual = true;
        count = 1;
        rounded = 0;
        whole = true;
        reader.readUsual(scan, usual, usualDecimals);
        usual.finality = usual.closed ? Finality.EXCHANGE : null;
    }

    private void readRow() {
        if (count == MAX_ROWS) {
            whole = false;
            cursor.skip();
            return;
        }
        if (count == candles.length) {
            candles = Arrays.copyOf(candles, 2 * count);
            for (int i = count; i < candles.length; i++) {
                candles[i] = new Candle();
            }
        }
        final Candle candle = candles[count];
        whole = reader.read(candle);
        rounded += reader.rounded();
        candle.finality = candle.closed ? Finality.EXCHANGE : null;
        int at = count++;
        while (at > 0 && candles[at - 1].openTimeMs > candle.openTimeMs) {
            candles[at] = candles[at - 1];
            at--;
        }
        candles[at] = candle;
    }

    /** Whether it was an array of nothing but rows that could be read. */
    boolean areWhole() {
        return whole;
    }

    int count() {
        return count;
    }

    /** One of them, the oldest first. */
    Candle candle(final int index) {
        return isUsual ? usual : candles[index];
    }

    /** How many decimals had to be rounded. */
    int rounded() {
        return rounded;
    }
}
