package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.pipeline.Publisher;

/** Tells the pipeline of what nobody waits for, although it came after candles that were published. The supervisor's thread. */
final class Waivers {
    private final Publisher publisher;
    private final int candlesKept;

    /**
     * None yet.
     *
     * @param candlesKept how many closed candles the engine keeps of a series
     */
    Waivers(final Publisher publisher, final int candlesKept) {
        this.publisher = publisher;
        this.candlesKept = candlesKept;
    }

    /** While nobody wanted the series nothing was owed of it, so the candles of that time are not missing. */
    void forgivePause(final Series series, final long watermarkMs, final long exchangeMs) {
        if (watermarkMs != Watermarks.NONE) {
            final long firstMs = series.interval().next(watermarkMs);
            publisher.publishRangeWaived(
                    series.id(), firstMs, CloseWatch.lastOverMs(series.interval(), firstMs, exchangeMs));
        }
    }

    /**
     * What was missed while the engine did not run, or while the venue did not have the series, is owed, unless that is more
     * than is kept: then whoever needs it is served by REST.
     *
     * @param knownToMs the last open time before that, UTC ms
     */
    void forgiveLongAbsence(final Series series, final long knownToMs, final long exchangeMs) {
        final Interval interval = series.interval();
        final long firstMs = interval.next(knownToMs);
        final long lastMs = CloseWatch.lastOverMs(interval, firstMs, exchangeMs);
        if ((lastMs - firstMs) / interval.shortestMs() + 1 > candlesKept) {
            publisher.publishRangeWaived(series.id(), firstMs, lastMs);
        }
    }
}
