package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;

/** First stage: lets pass what can be a candle at all. Counts the rest, and does nothing else with it. */
public final class CandleCheck {
    /** How far ahead of the exchange's time a candle may open, unless told otherwise. */
    public static final long DEFAULT_FUTURE_LIMIT_MS = 86_400_000L;

    /** 2009-01-01, before the first block of Bitcoin. */
    private static final long EARLIEST_MS = 1_230_768_000_000L;

    private final long futureLimitMs;

    /**
     * A check.
     *
     * @param futureLimitMs how far ahead a candle may open, ms: of our clock, or of the exchange's where that is known to be
     *     ahead of ours
     */
    public CandleCheck(final long futureLimitMs) {
        this.futureLimitMs = futureLimitMs;
    }

    /** Whether a candle is sound; the pipeline's thread. */
    boolean isSound(final SeriesState series, final Candle candle, final long nowMs) {
        final RejectReason reason = flaw(series, candle, nowMs);
        if (reason == null) {
            return true;
        }
        Rejections.reject(series, candle, reason);
        return false;
    }

    private RejectReason flaw(final SeriesState series, final Candle candle, final long nowMs) {
        if (isIncomplete(candle)) {
            return RejectReason.MISSING_VALUE;
        }
        if (areCrossed(candle)) {
            return RejectReason.PRICES_CROSSED;
        }
        // All other prices are at or above the low.
        if (isNegative(candle.low)
                || isNegative(candle.volume)
                || isNegative(candle.quoteVolume)
                || isNegative(candle.contracts)) {
            return RejectReason.NEGATIVE_VALUE;
        }
        // Our clock may be far behind, and must not gate the feed.
        final long exchangeMs = nowMs + Math.max(0, series.venue.skew.leastMs().get());
        return flawInTime(series, candle.openTimeMs, exchangeMs);
    }

    private RejectReason flawInTime(final SeriesState series, final long openTimeMs, final long latestNowMs) {
        if (openTimeMs < EARLIEST_MS) {
            return RejectReason.BEFORE_2009;
        }
        if (openTimeMs - latestNowMs > futureLimitMs) {
            return RejectReason.IN_THE_FUTURE;
        }
        if (openTimeMs != series.onGridMs) {
            if (!series.series.interval().isOnGrid(openTimeMs)) {
                return RejectReason.OFF_GRID;
            }
            series.onGridMs = openTimeMs;
        }
        return null;
    }

    private static boolean isIncomplete(final Candle candle) {
        return !candle.open.isPresent()
                || !candle.high.isPresent()
                || !candle.low.isPresent()
                || !candle.close.isPresent()
                || !(candle.volume.isPresent() || candle.contracts.isPresent())
                || candle.openTimeMs == Candle.NONE;
    }

    private static boolean areCrossed(final Candle candle) {
        return candle.low.compareWith(candle.open) > 0
                || candle.low.compareWith(candle.close) > 0
                || candle.high.compareWith(candle.open) < 0
                || candle.high.compareWith(candle.close) < 0
                || candle.low.compareWith(candle.high) > 0;
    }

    private static boolean isNegative(final Decimal value) {
        return value.isPresent() && value.mantissa < 0;
    }
}
