package dev.wick.adapters.feed;

/**
 * What the trade ids of a venue's candles ({@link Candle#firstTradeId}, {@link Candle#lastTradeId}) prove: whether a trade lies
 * between a candle and the one before it.
 */
public enum TradeIds {
    /** Its candles have none. */
    NONE,
    /** The ids of successive candles nearly always join; where they do not, that is worth a word and no more. */
    HINT,
    /** Every trade has the next id: where they do not join, one of the two candles is wrong. */
    STRICT
}
