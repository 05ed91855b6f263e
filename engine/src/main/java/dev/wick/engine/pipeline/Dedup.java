package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Finality;
import dev.wick.engine.history.SeriesHistory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Second stage: is this candle news? Identity is (series, open time), never a message's time; stream and REST are judged
 * by the same rules.
 *
 * <p>Two candles have different values if a price, a volume or the trade count that BOTH have is different: a REST row
 * that lacks a volume, or has it beside what the stream sent, is no revision. Trade ids do not count.
 *
 * <p>A closed candle that says something else than the published one is a revision, unless the exchange's own stamps
 * show it to be the older message of the two, or it was closed by its successor and lacks trades. What was published the
 * history tells, however long ago that was; if it has forgotten the values, the candle is a duplicate. The window concerns
 * open candles alone.
 */
public final class Dedup {
    private static final Logger LOG = LoggerFactory.getLogger(Dedup.class);

    private final RecentCandles recent;
    private final Candle published = new Candle();

    /**
     * A memory of what was accepted.
     *
     * @param windowMs how long the values of an open candle are remembered after the last that was accepted of it, ms
     * @param maxEntries how many are remembered at most; that much memory is taken at once
     */
    public Dedup(final long windowMs, final int maxEntries) {
        recent = new RecentCandles(windowMs, maxEntries);
    }

    /** Whether a sound candle is news; sets its revision, and counts it if it is not. The pipeline's thread. */
    public boolean isNews(final SeriesState series, final Candle candle, final long nowMs) {
        candle.revision = 0;
        final boolean news = candle.closed ? isClosedNews(series, candle) : isOpenNews(series, candle, nowMs);
        if (!news) {
            series.venue.duplicates.increment();
        }
        return news;
    }

    /** Takes note of a candle that was accepted. The pipeline's thread. */
    public void remember(final SeriesState series, final Candle candle, final long nowMs) {
        if (!candle.closed) {
            recent.put(candle, nowMs);
            if (series.forming != null) {
                series.forming.copyFrom(candle);
            }
        }
        if (candle.openTimeMs >= series.newestOpenTimeMs) {
            series.newestOpenTimeMs = candle.openTimeMs;
            series.newestEventTimeMs = candle.eventTimeMs;
            series.newestTradeCount = candle.tradeCount;
            series.newestVolume.copyFrom(candle.volume);
            series.newestLegId = candle.legId;
        }
    }

    /**
     * Whether the newest bar by REST has trades that the stream has not brought. Within one bar trades and volume only grow,
     * so that an answer from a cache, older than what the stream has brought, is told from a newer one. The pipeline's
     * thread.
     */
    boolean isAheadOfStream(final SeriesState series, final Candle newest) {
        final boolean hasTraded = newest.tradeCount > 0 || (newest.volume.isPresent() && newest.volume.mantissa > 0);
        if (!hasTraded || series.isClosed(newest.openTimeMs)) {
            return false;
        }
        if (newest.openTimeMs != series.newestOpenTimeMs) {
            return newest.openTimeMs > series.newestOpenTimeMs;
        }
        final int byTrades = compareKnown(newest.tradeCount, series.newestTradeCount);
        if (byTrades != 0) {
            return byTrades > 0;
        }
        return newest.volume.isPresent()
                && series.newestVolume.isPresent()
                && newest.volume.compareWith(series.newestVolume) > 0;
    }

    private boolean isClosedNews(final SeriesState series, final Candle candle) {
        if (!series.isPublished(candle.openTimeMs)) {
            return true;
        }
        final Candle known = published(series.history, candle.openTimeMs);
        if (known == null) {
            // Of what the history has whole it was not published: REST had shown it empty, and that is forgotten by
            // now.
            return candle.openTimeMs >= series.history.completeFromMs();
        }
        if (!differ(known, candle) || isOlderMessage(candle, known)) {
            return false;
        }
        candle.revision = known.revision + 1;
        series.venue.revisions.increment();
        LOG.atWarn()
                .addKeyValue("exchange", series.series.venue().exchange())
                .addKeyValue("contract_type", series.series.venue().contractType())
                .addKeyValue("symbol", series.series.symbol())
                .addKeyValue("leg", candle.legId)
                .addKeyValue("revision", candle.revision)
                .log(
                        "A closed candle of {} came again with other values, and is published as a revision."
                                + " Before: {}. Now: {}",
                        series.series,
                        CandleText.of(known),
                        CandleText.of(candle));
        return true;
    }

    private Candle published(final SeriesHistory history, final long openTimeMs) {
        final long position = history.lastOf(openTimeMs, history.end());
        return position != SeriesHistory.NOWHERE && history.read(position, published) ? published : null;
    }

    private boolean isOpenNews(final SeriesState series, final Candle candle, final long nowMs) {
        if (candle.openTimeMs > series.newestOpenTimeMs) {
            return true;
        }
        return candle.openTimeMs == series.newestOpenTimeMs
                && !series.isClosed(candle.openTimeMs)
                && isNewer(series, candle, nowMs);
    }

    /**
     * By event time, and if that does not tell, by trade count, and if that does not, by volume, if another leg brought the newest
     * one: there, what is different may be older. At last by being different.
     */
    private boolean isNewer(final SeriesState series, final Candle candle, final long nowMs) {
        final int byEventTime = compareKnown(candle.eventTimeMs, series.newestEventTimeMs);
        if (byEventTime != 0) {
            return byEventTime > 0;
        }
        final int byTrades = compareKnown(candle.tradeCount, series.newestTradeCount);
        if (byTrades != 0) {
            return byTrades > 0;
        }
        if (candle.legId != series.newestLegId && candle.volume.isPresent() && series.newestVolume.isPresent()) {
            final int byVolume = candle.volume.compareWith(series.newestVolume);
            if (byVolume != 0) {
                return byVolume > 0;
            }
        }
        final int known = recent.find(candle, nowMs);
        return known == RecentCandles.NOBODY ? candle.eventTimeMs == Candle.NONE : recent.differs(known, candle);
    }

    /** Where no event time tells: of two closes by successor, that with fewer trades is of a leg that missed the last ones. */
    private static boolean isOlderMessage(final Candle candle, final Candle known) {
        final int byEventTime = compareKnown(candle.eventTimeMs, known.eventTimeMs);
        return byEventTime != 0
                ? byEventTime < 0
                : candle.finality == Finality.SUCCESSOR && compareKnown(candle.tradeCount, known.tradeCount) < 0;
    }

    private static int compareKnown(final long value, final long other) {
        return value == Candle.NONE || other == Candle.NONE ? 0 : Long.compare(value, other);
    }

    private static boolean differ(final Candle one, final Candle other) {
        return differ(one.open, other.open)
                || differ(one.high, other.high)
                || differ(one.low, other.low)
                || differ(one.close, other.close)
                || differ(one.volume, other.volume)
                || differ(one.quoteVolume, other.quoteVolume)
                || differ(one.contracts, other.contracts)
                || compareKnown(one.tradeCount, other.tradeCount) != 0;
    }

    private static boolean differ(final Decimal one, final Decimal other) {
        return one.isPresent() && other.isPresent() && !one.sameAs(other);
    }
}
