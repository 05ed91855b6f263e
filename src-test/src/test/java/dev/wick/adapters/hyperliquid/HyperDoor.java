package dev.wick.adapters.hyperliquid;

import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.CandleRows;
import dev.wick.adapters.rest.RestAnswer;
import dev.wick.adapters.ws.ParserParts;
import java.util.List;

/** Lets the fuzz targets into this package. */
public final class HyperDoor {
    private HyperDoor() {}

    public static FrameParser parser(final ParserParts parts) {
        return new HyperFrameParser(parts);
    }

    public static CandleRows rows(final RestAnswer answer) throws HistoryException {
        return CandleRowCells.read(answer);
    }

    public static List<String> coins(final RestAnswer answer) throws HistoryException {
        return PerpList.coins(answer);
    }

    public static List<String> dexes(final RestAnswer answer) throws HistoryException {
        return PerpList.dexes(answer);
    }

    public static List<String> pairs(final RestAnswer answer) throws HistoryException {
        return SpotList.read(answer).all();
    }
}
