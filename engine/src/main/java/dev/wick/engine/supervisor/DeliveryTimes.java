package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Hands a venue's candles on, and notes for each series when its last one came. Written by the legs' threads, read by any. */
final class DeliveryTimes implements CandleSink {
    private final CandleSink next;
    private final AtomicLong newestExchangeMs = new AtomicLong();
    private volatile AtomicLongArray bySeries = new AtomicLongArray(256);

    DeliveryTimes(final CandleSink next) {
        this.next = next;
    }

    @Override
    public void onCandle(final Candle candle) {
        final long receivedMs = TimeUnit.NANOSECONDS.toMillis(candle.receivedTimeNs);
        if (candle.seriesId >= bySeries.length()) {
            grow(candle.seriesId);
        }
        bySeries.setOpaque(candle.seriesId, receivedMs);
        final long exchangeMs = candle.eventTimeMs == Candle.NONE ? candle.openTimeMs : candle.eventTimeMs;
        if (exchangeMs > newestExchangeMs.getOpaque()) {
            newestExchangeMs.setOpaque(exchangeMs);
        }
        next.onCandle(candle);
    }

    /** Cold: a series of a higher id than any before. A time that is noted meanwhile is lost, and the next one is not. */
    private synchronized void grow(final int seriesId) {
        final AtomicLongArray old = bySeries;
        if (seriesId >= old.length()) {
            final AtomicLongArray grown = new AtomicLongArray(Math.max(seriesId + 1, 2 * old.length()));
            for (int i = 0; i < old.length(); i++) {
                grown.set(i, old.get(i));
            }
            bySeries = grown;
        }
    }

    /** When the series' last candle was received, UTC ms; 0 for never. */
    long lastCandleMs(final int seriesId) {
        final AtomicLongArray now = bySeries;
        return seriesId < now.length() ? now.getOpaque(seriesId) : 0;
    }

    /** The newest event time, else open time, of all candles, UTC ms by the exchange; 0 for none. */
    long newestExchangeTimeMs() {
        return newestExchangeMs.getOpaque();
    }
}
