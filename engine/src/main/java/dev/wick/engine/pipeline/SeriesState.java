package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.history.SeriesHistory;
import dev.wick.engine.ops.Counter;

/**
 * What the pipeline knows about one series for as long as the process lives, longer than any window.
 *
 * <p>Every open time from {@link #floorMs} to {@link #frontierMs} is exactly one of: published as closed, {@link
 * #missing}, {@link #empty}. Written by the pipeline's thread; the volatile fields and the counter are read by any.
 */
public final class SeriesState {
    final Series series;
    final VenueCounters venue;
    /** What was published as closed, and older candles before it. */
    final SeriesHistory history;

    /** The newest open time accepted, open or closed. */
    long newestOpenTimeMs = Candle.NONE;
    /** Event time and trade count of what was last accepted for the newest open time. */
    long newestEventTimeMs = Candle.NONE;

    long newestTradeCount = Candle.NONE;
    /** Its volume. */
    final Decimal newestVolume = new Decimal();
    /** Which leg brought it. */
    int newestLegId;

    private final LegRace.Winner openWinner = new LegRace.Winner();
    private final LegRace.Winner closedWinner = new LegRace.Winner();

    /** What was last seen forming; null unless its venue flags no close. */
    Candle forming;

    /** It was heard of by a take-up, and what an earlier run has published was looked for. */
    boolean isTakenUp;
    /** An earlier run has begun to publish it: what is older than the floor was published by then, or is nobody's. */
    boolean isRestored;

    /** Trade ids of its newest closed candles; null unless its venue sends them. */
    TradeIdChain tradeIds;

    /** The last open time that was found to be on the grid, so that the same one is not calculated again. */
    long onGridMs = Candle.NONE;

    /** The first open time that we owe. */
    long floorMs = Candle.NONE;
    /** The last open time whose fate is known or known to be missing. */
    volatile long frontierMs = Candle.NONE;

    final RangeList missing;
    /** Shown by REST not to exist; the newest of such ranges. A candle that comes nevertheless is published. */
    final RangeList empty;

    /** Of the gaps since nothing was missing last. */
    long repairedCount;

    long emptyCount;

    volatile long lastClosedMs = Candle.NONE;
    volatile long watermarkMs = Candle.NONE;
    /** The first open time that is missing, or NONE. */
    volatile long oldestMissingMs = Candle.NONE;

    final Counter missingCount = new Counter();

    private int rejectedReasons;

    SeriesState(final Series series, final VenueCounters venue, final SeriesHistory history) {
        this.series = series;
        this.venue = venue;
        this.history = history;
        missing = new RangeList(series.interval());
        empty = new RangeList(series.interval());
    }

    /** Whether a closed candle of this open time was published. */
    boolean isPublished(final long openTimeMs) {
        if (floorMs == Candle.NONE || openTimeMs > frontierMs) {
            return false;
        }
        if (openTimeMs < floorMs) {
            return isRestored && history.lastOf(openTimeMs, history.end()) != SeriesHistory.NOWHERE;
        }
        return !missing.contains(openTimeMs) && !empty.contains(openTimeMs);
    }

    /** What a leg brought last that was news. */
    LegRace.Winner winner(final boolean closed) {
        return closed ? closedWinner : openWinner;
    }

    /** Whether an open candle of this open time comes too late: of the last closed one even what a restart has forgotten. */
    boolean isClosed(final long openTimeMs) {
        return openTimeMs == lastClosedMs || isPublished(openTimeMs);
    }

    /** Notes a reason; whether it is the first time. */
    boolean noteRejected(final RejectReason reason) {
        final int bit = 1 << reason.ordinal();
        final boolean first = (rejectedReasons & bit) == 0;
        rejectedReasons |= bit;
        return first;
    }
}
