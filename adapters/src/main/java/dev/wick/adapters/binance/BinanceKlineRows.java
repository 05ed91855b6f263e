package dev.wick.adapters.binance;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.CandleRows;
import dev.wick.adapters.rest.Cell;
import dev.wick.adapters.rest.RestAnswer;
import dev.wick.adapters.rest.RowReader;
import java.io.IOException;

/**
 * Reads an answer of {@code klines}: all of its rows, or none. Stateless; any thread.
 *
 * <pre>
 * [[1672531200000,"16531.2","16615.9","16486.6","16607.9","2067959",1672617599999,"12496.62852978",53963,"1094352",...],...]
 *   0 open time    1 open   2 high    3 low     4 close   5 volume  6 close time  7 quote volume   8 trades, and more
 * </pre>
 *
 * <p>Where the market counts in contracts, 5 is contracts and 7 the base volume. No row is flagged as closed or not. Source:
 * rest-api.md of binance-spot-api-docs, and the kline pages of the derivatives documentation.
 */
public final class BinanceKlineRows {
    private static final int CELLS_NEEDED = 9;

    private BinanceKlineRows() {}

    /**
     * The rows with their own close times.
     *
     * @throws HistoryException of kind BAD_ANSWER, naming the row
     */
    public static CandleRows read(final RestAnswer answer, final boolean countsContracts) throws HistoryException {
        return RowReader.ofArrays(
                        answer, CELLS_NEEDED, countsContracts ? BinanceKlineRows::coinm : BinanceKlineRows::put)
                .read(RowReader.Order.OLDEST_FIRST);
    }

    private static void coinm(final int index, final Cell cell, final Candle into) throws IOException {
        switch (index) {
            case 5 -> cell.decimal("number of contracts", into.contracts);
            case 7 -> cell.decimal("volume", into.volume);
            default -> put(index, cell, into);
        }
    }

    private static void put(final int index, final Cell cell, final Candle into) throws IOException {
        switch (index) {
            case 0 -> into.openTimeMs = cell.whole("open time");
            case 1 -> cell.decimal("open", into.open);
            case 2 -> cell.decimal("high", into.high);
            case 3 -> cell.decimal("low", into.low);
            case 4 -> cell.decimal("close", into.close);
            case 5 -> cell.decimal("volume", into.volume);
            case 6 -> into.closeTimeMs = cell.whole("close time");
            case 7 -> cell.decimal("quote volume", into.quoteVolume);
            case 8 -> into.tradeCount = cell.whole("number of trades");
            default -> {
                // The taker's share and a field to ignore.
            }
        }
    }
}
