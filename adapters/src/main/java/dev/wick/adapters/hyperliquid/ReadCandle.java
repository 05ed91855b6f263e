package dev.wick.adapters.hyperliquid;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;

/**
 * A candle that is read into, or was: {@link CandleReader} and {@link SuccessorCloser} exchange them, since to copy one takes a tenth
 * of all that it takes to read a frame. On the leg's thread.
 */
final class ReadCandle {
    final Candle candle = new Candle();
    /** The candle's own, in the order in which the exchange sends them. */
    final Decimal[] decimals = {candle.open, candle.close, candle.high, candle.low, candle.volume};
}
