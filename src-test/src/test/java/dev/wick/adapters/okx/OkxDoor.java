package dev.wick.adapters.okx;

import dev.wick.adapters.feed.ContractType;
import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.CandleRows;
import dev.wick.adapters.rest.RestAnswer;
import dev.wick.adapters.ws.ParserParts;
import java.util.List;

/** Lets the fuzz targets into this package. */
public final class OkxDoor {
    private OkxDoor() {}

    public static FrameParser parser(final ContractType type, final ParserParts parts) {
        return new OkxFrameParser(OkxMarket.of(type), parts);
    }

    public static CandleRows rows(final ContractType type, final RestAnswer answer) throws HistoryException {
        return OkxCandleAnswer.read(OkxMarket.of(type), answer);
    }

    public static List<String> symbols(final RestAnswer answer) throws HistoryException {
        return OkxInstruments.trading(answer);
    }
}
