package dev.wick.bench;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import java.math.BigDecimal;

/** A candle as a peer would hold it: the fields of ours, its decimals as the JDK has exact ones. Reused; one thread. */
final class Bar {
    long openTimeMs;
    long closeTimeMs;
    long eventTimeMs;
    long firstTradeId;
    long lastTradeId;
    long tradeCount;
    boolean closed;
    BigDecimal open;
    BigDecimal high;
    BigDecimal low;
    BigDecimal close;
    BigDecimal volume;
    BigDecimal quoteVolume;
    String symbol;
    String interval;

    /** Makes every field absent. */
    void clear() {
        openTimeMs = Candle.NONE;
        closeTimeMs = Candle.NONE;
        eventTimeMs = Candle.NONE;
        firstTradeId = Candle.NONE;
        lastTradeId = Candle.NONE;
        tradeCount = Candle.NONE;
        closed = false;
        open = null;
        high = null;
        low = null;
        close = null;
        volume = null;
        quoteVolume = null;
        symbol = null;
        interval = null;
    }

    /** Whether it says what our candle says; a close time that the exchange does not send is for us to know. */
    boolean matches(final Candle candle, final String itsSymbol, final String itsInterval) {
        return openTimeMs == candle.openTimeMs
                && (closeTimeMs == Candle.NONE || closeTimeMs == candle.closeTimeMs)
                && eventTimeMs == candle.eventTimeMs
                && firstTradeId == candle.firstTradeId
                && lastTradeId == candle.lastTradeId
                && tradeCount == candle.tradeCount
                && closed == candle.closed
                && same(open, candle.open)
                && same(high, candle.high)
                && same(low, candle.low)
                && same(close, candle.close)
                && same(volume, candle.volume)
                && same(quoteVolume, candle.quoteVolume)
                && symbol.equals(itsSymbol)
                && interval.equals(itsInterval);
    }

    private static boolean same(final BigDecimal theirs, final Decimal ours) {
        return theirs == null ? !ours.isPresent() : ours.isPresent() && theirs.compareTo(ours.toBigDecimal()) == 0;
    }

    @Override
    public String toString() {
        return symbol + " " + interval + " open time " + openTimeMs + " close time " + closeTimeMs + " event time "
                + eventTimeMs + (closed ? " closed" : " open") + " o=" + open + " h=" + high + " l=" + low + " c="
                + close + " v=" + volume + " q=" + quoteVolume + " n=" + tradeCount + " ids " + firstTradeId + ".."
                + lastTradeId;
    }
}
