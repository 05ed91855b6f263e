package dev.wick.adapters.binance;

import dev.wick.adapters.feed.ContractType;
import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.CandleRows;
import dev.wick.adapters.rest.RestAnswer;
import dev.wick.adapters.ws.ParserParts;
import java.util.List;

/** Lets the fuzz targets into this package. */
public final class BinanceDoor {
    private BinanceDoor() {}

    public static FrameParser parser(final ContractType type, final ParserParts parts) {
        return new BinanceFrameParser(BinanceMarket.of(type), parts);
    }

    public static CandleRows rows(final ContractType type, final RestAnswer answer) throws HistoryException {
        return BinanceKlineRows.read(answer, BinanceMarket.of(type).countsContracts());
    }

    public static List<String> symbols(final ContractType type, final RestAnswer answer) throws HistoryException {
        return BinanceExchangeInfo.trading(answer, type.name().equals("coinm") ? "contractStatus" : "status");
    }
}
