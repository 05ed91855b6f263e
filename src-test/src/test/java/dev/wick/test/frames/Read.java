package dev.wick.test.frames;

import java.math.BigDecimal;

/**
 * One candle as a second, independent reading of a frame sees it; null for what the frame does not say.
 *
 * @param interval its common name
 * @param openTimeMs UTC ms
 * @param eventTimeMs UTC ms
 * @param closed flagged closed by the exchange
 */
public record Read(
        String symbol,
        String interval,
        long openTimeMs,
        Long eventTimeMs,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal volume,
        BigDecimal quoteVolume,
        BigDecimal contracts,
        Long trades,
        boolean closed) {}
