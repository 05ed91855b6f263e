package dev.wick.adapters.gateio;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.CandleRows;
import dev.wick.adapters.rest.Cell;
import dev.wick.adapters.rest.RestAnswer;
import dev.wick.adapters.rest.RowReader;
import java.io.IOException;

/**
 * Reads an answer of {@code candlesticks}: all of its rows, or none. Stateless; any thread.
 *
 * <pre>
 *   [["1790350260","532272.62128430","83781.7","83798.9","83740.4","83767.9","6.35429100","false"],…]        spot
 *     0 open time   1 quote volume    2 close   3 high    4 low     5 open    6 volume      7 closed
 *   [{"o":"83722.1","v":872273,"t":1790350260,"c":"83750.8","l":"83693.3","h":"83750.8","sum":"7302592.8209"},…]
 * </pre>
 *
 * <p>Times are in seconds. Older answers of spot end after 5 or 6. The futures flag nothing; their {@code sum} is the quote
 * volume on um, and of an unknown unit on cm.
 */
final class GateCandleRows {
    private static final int CELLS_NEEDED = 6;
    private static final int MS = 1_000;
    /** Beyond this, calendars overflow. */
    private static final long MAX_TIME_S = 1L << 43;

    private GateCandleRows() {}

    /**
     * The rows, with what can be derived.
     *
     * @param multiplier of the contract on um; null if it is not known
     * @throws HistoryException of kind BAD_ANSWER, naming the row
     */
    static CandleRows read(final RestAnswer answer, final GateMarket market, final Decimal multiplier)
            throws HistoryException {
        final RowReader reader = market.isFutures()
                ? RowReader.ofObjects(answer, CELLS_NEEDED, (name, cell, into) -> futures(market, name, cell, into))
                : RowReader.ofArrays(answer, CELLS_NEEDED, GateCandleRows::spot);
        final CandleRows rows = reader.read(RowReader.Order.OLDEST_FIRST);
        rows.rows().forEach(row -> GateAmounts.derive(market, row, multiplier));
        return rows;
    }

    private static void spot(final int index, final Cell cell, final Candle into) throws IOException {
        switch (index) {
            case 0 -> into.openTimeMs = openTimeMs(cell);
            case 1 -> cell.decimal("quote volume", into.quoteVolume);
            case 2 -> cell.decimal("close", into.close);
            case 3 -> cell.decimal("high", into.high);
            case 4 -> cell.decimal("low", into.low);
            case 5 -> cell.decimal("open", into.open);
            case 6 -> cell.decimal("volume", into.volume);
            case 7 -> into.closed = closed(cell);
            default -> {
                // Nothing is documented to follow.
            }
        }
    }

    private static void futures(final GateMarket market, final String name, final Cell cell, final Candle into)
            throws IOException {
        switch (name) {
            case "t" -> into.openTimeMs = openTimeMs(cell);
            case "o" -> cell.decimal("open", into.open);
            case "h" -> cell.decimal("high", into.high);
            case "l" -> cell.decimal("low", into.low);
            case "c" -> cell.decimal("close", into.close);
            case "v" -> cell.decimal("number of contracts", GateAmounts.v(market, into));
            case "sum" -> {
                if (market == GateMarket.UM) {
                    cell.decimal("quote volume", into.quoteVolume);
                }
            }
            default -> {
                // Not a part of a candle.
            }
        }
    }

    private static long openTimeMs(final Cell cell) throws IOException {
        final long seconds = cell.whole("open time");
        if (seconds > MAX_TIME_S) {
            throw new IOException("its open time is no time in seconds: " + seconds);
        }
        return MS * seconds;
    }

    private static boolean closed(final Cell cell) throws IOException {
        if (cell.is("true") || cell.is("false")) {
            return cell.is("true");
        }
        throw new IOException("its closed flag is neither true nor false: " + cell.text());
    }
}
