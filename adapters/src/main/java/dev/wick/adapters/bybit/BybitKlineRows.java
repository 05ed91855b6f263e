package dev.wick.adapters.bybit;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.CandleRows;
import dev.wick.adapters.rest.Cell;
import dev.wick.adapters.rest.RestAnswer;
import dev.wick.adapters.rest.RowReader;
import java.io.IOException;

/**
 * Reads an answer of {@code /v5/market/kline}: all of its rows, or none. Stateless; any thread.
 *
 * <pre>
 * {"retCode":0,…,"result":{…,"list":[["1670608800000","17071","17073","17027","17055.5","268611","15.74462667"],…]},…}
 *                                      0 start         1 open  2 high  3 low   4 close   5 volume 6 turnover
 * </pre>
 *
 * <p>Newest first; the first may be forming, and nothing says so. On inverse, 5 is contracts of 1 USD and 6 the base volume.
 * Source: {@code docs/v5/market/kline.mdx}.
 */
final class BybitKlineRows {
    private static final int CELLS_NEEDED = 7;

    private BybitKlineRows() {}

    /**
     * The rows, ascending.
     *
     * @throws HistoryException of kind BAD_ANSWER, naming the row
     */
    static CandleRows read(final RestAnswer answer, final boolean countsContracts) throws HistoryException {
        return RowReader.ofArrays(answer, CELLS_NEEDED, countsContracts ? BybitKlineRows::inverse : BybitKlineRows::put)
                .read(RowReader.Order.NEWEST_FIRST, "result", "list");
    }

    private static void inverse(final int index, final Cell cell, final Candle into) throws IOException {
        switch (index) {
            case 5 -> {
                cell.decimal("volume", into.contracts);
                into.quoteVolume.copyFrom(into.contracts);
            }
            case 6 -> cell.decimal("turnover", into.volume);
            default -> put(index, cell, into);
        }
    }

    private static void put(final int index, final Cell cell, final Candle into) throws IOException {
        switch (index) {
            case 0 -> into.openTimeMs = cell.whole("start time");
            case 1 -> cell.decimal("open", into.open);
            case 2 -> cell.decimal("high", into.high);
            case 3 -> cell.decimal("low", into.low);
            case 4 -> cell.decimal("close", into.close);
            case 5 -> cell.decimal("volume", into.volume);
            case 6 -> cell.decimal("turnover", into.quoteVolume);
            default -> {
                // Whatever the exchange may add.
            }
        }
    }
}
