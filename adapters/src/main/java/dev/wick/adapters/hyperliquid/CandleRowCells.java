package dev.wick.adapters.hyperliquid;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.CandleRows;
import dev.wick.adapters.rest.Cell;
import dev.wick.adapters.rest.RestAnswer;
import dev.wick.adapters.rest.RowReader;
import java.io.IOException;

/**
 * Reads an answer of {@code candleSnapshot}: all of its rows, or none. Stateless; any thread.
 *
 * <pre>
 *   [{"t":1790359200000,"T":1790362799999,"s":"BTC","i":"1h","o":"83766.0","c":"83931.0","h":…,"l":…,"v":"243.50048","n":1829},…]
 * </pre>
 *
 * <p>Ascending; no row is flagged as closed or not, and the last one may be forming.
 */
final class CandleRowCells {
    private static final int CELLS_NEEDED = 7;

    private CandleRowCells() {}

    /**
     * The rows with their own close times.
     *
     * @throws HistoryException of kind BAD_ANSWER, naming the row
     */
    static CandleRows read(final RestAnswer answer) throws HistoryException {
        return RowReader.ofObjects(answer, CELLS_NEEDED, CandleRowCells::put).read(RowReader.Order.OLDEST_FIRST);
    }

    private static void put(final String name, final Cell cell, final Candle into) throws IOException {
        switch (name) {
            case "t" -> into.openTimeMs = cell.whole("open time");
            case "T" -> into.closeTimeMs = cell.whole("close time");
            case "o" -> cell.decimal("open", into.open);
            case "c" -> cell.decimal("close", into.close);
            case "h" -> cell.decimal("high", into.high);
            case "l" -> cell.decimal("low", into.low);
            case "v" -> cell.decimal("volume", into.volume);
            case "n" -> into.tradeCount = cell.whole("number of trades");
            default -> {
                // Coin and interval, which we asked for.
            }
        }
    }
}
