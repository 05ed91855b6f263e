package dev.wick.adapters.sim;

import dev.wick.adapters.feed.Interval;
import java.math.BigDecimal;

/**
 * A closed bar that the simulator made: what a subscriber should have got.
 *
 * @param openTimeMs first ms, UTC
 * @param closeTimeMs last ms, UTC, inclusive
 * @param baseVolume traded amount in the base currency
 * @param quoteVolume traded amount in the quote currency
 * @param contracts number of contracts; null where none are counted
 * @param trades number of trades
 * @param firstTradeId -1 for none
 * @param lastTradeId -1 for none
 * @param sentClosed whether at least one connection was sent it, unspoilt, when it closed
 */
public record MadeCandle(
        String symbol,
        Interval interval,
        long openTimeMs,
        long closeTimeMs,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal baseVolume,
        BigDecimal quoteVolume,
        BigDecimal contracts,
        long trades,
        long firstTradeId,
        long lastTradeId,
        boolean sentClosed) {}
