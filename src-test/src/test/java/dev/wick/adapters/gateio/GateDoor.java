package dev.wick.adapters.gateio;

import dev.wick.adapters.feed.ContractType;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.rest.CandleRows;
import dev.wick.adapters.rest.RestAnswer;
import dev.wick.adapters.ws.ParserParts;
import java.util.List;
import java.util.Map;

/** Lets the fuzz targets into this package. */
public final class GateDoor {
    private GateDoor() {}

    /** With a multiplier that is known for one contract. */
    public static FrameParser parser(
            final ContractType type,
            final SeriesRegistry registry,
            final ParserParts parts,
            final String contract,
            final Decimal multiplier) {
        final GateMultipliers multipliers = new GateMultipliers();
        multipliers.learn(Map.of(contract, multiplier));
        return new GateFrameParser(GateMarket.of(type), multipliers, registry, parts);
    }

    public static CandleRows rows(final ContractType type, final RestAnswer answer, final Decimal multiplier)
            throws HistoryException {
        return GateCandleRows.read(answer, GateMarket.of(type), multiplier);
    }

    public static List<String> symbols(final ContractType type, final RestAnswer answer) throws HistoryException {
        return GateListed.read(answer, GateMarket.of(type)).trading();
    }
}
