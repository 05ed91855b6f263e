package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.TradeIds;
import java.util.Arrays;

/**
 * The trade ids of a series' newest closed candles, by open time, oldest first. Preallocated; made only for venues that send
 * trade ids. The pipeline's thread.
 */
final class TradeIdChain {
    /** How far back a late candle still finds its neighbours. */
    static final int KEPT = 64;

    /** In place of ids: the bar had no trade, which is how Binance writes it. */
    static final long NO_TRADE = -1;

    /** What ids that do not join are worth. */
    final TradeIds proves;
    /** How often they did not. */
    long contradictions;

    private final long[] openTimesMs = new long[KEPT];
    private final long[] firsts = new long[KEPT];
    private final long[] lasts = new long[KEPT];
    private int size;

    TradeIdChain(final TradeIds proves) {
        this.proves = proves;
    }

    int size() {
        return size;
    }

    long openTimeMs(final int at) {
        return openTimesMs[at];
    }

    long first(final int at) {
        return firsts[at];
    }

    long last(final int at) {
        return lasts[at];
    }

    boolean hasTrades(final int at) {
        return firsts[at] >= 0 && lasts[at] >= 0;
    }

    boolean isQuiet(final int at) {
        return firsts[at] == NO_TRADE;
    }

    /** Nothing is known of what comes next: the candles in between were waived. */
    void clear() {
        size = 0;
    }

    /** Enters a closed candle, or what its revision says; its place, or -1 if it is older than all that are kept. */
    int put(final Candle candle) {
        int at = size;
        while (at > 0 && openTimesMs[at - 1] > candle.openTimeMs) {
            at--;
        }
        if (at > 0 && openTimesMs[at - 1] == candle.openTimeMs) {
            at--;
            if (candle.firstTradeId == Candle.NONE) {
                // A row of REST, which has no ids, does not change those of the stream.
                return at;
            }
        } else if (size < KEPT) {
            move(at, at + 1, size - at);
            size++;
        } else if (at == 0) {
            return -1;
        } else {
            at--;
            move(1, 0, at);
        }
        set(at, candle);
        return at;
    }

    /** The place of the oldest candle that opens at a time or later; {@link #size} if there is none. */
    int placeFrom(final long openTimeMs) {
        final int found = Arrays.binarySearch(openTimesMs, 0, size, openTimeMs);
        return found >= 0 ? found : -found - 1;
    }

    private void set(final int at, final Candle candle) {
        final boolean isQuiet = candle.firstTradeId == NO_TRADE
                || candle.lastTradeId == NO_TRADE
                || (candle.firstTradeId == Candle.NONE && candle.tradeCount == 0);
        openTimesMs[at] = candle.openTimeMs;
        firsts[at] = isQuiet ? NO_TRADE : candle.firstTradeId;
        lasts[at] = isQuiet ? NO_TRADE : candle.lastTradeId;
    }

    private void move(final int from, final int to, final int count) {
        System.arraycopy(openTimesMs, from, openTimesMs, to, count);
        System.arraycopy(firsts, from, firsts, to, count);
        System.arraycopy(lasts, from, lasts, to, count);
    }
}
