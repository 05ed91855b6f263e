package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.LegSide;
import dev.wick.adapters.feed.Source;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.ops.Counter;
import dev.wick.engine.ops.LatencyHistogram;
import dev.wick.engine.ops.Metric;
import dev.wick.engine.ops.Metrics;

/**
 * Counts which of a venue's two legs brings an update first, and by how much, once the other brings the same. Two updates are the
 * same if series, open time, closed or not, event time, trade count, close and volume are. Allocates nothing after the first candle
 * of a series. The pipeline's thread.
 *
 * <p>Only the newest open and the newest closed candle of a series are waited for: of an update that was overtaken before the other
 * leg brought it, no lead is known.
 */
final class LegRace {
    private final Counter[] wins = new Counter[LegSide.values().length];
    private final LatencyHistogram[] leads = new LatencyHistogram[LegSide.values().length];
    /** Whether the second leg ever brought anything: until then, nothing is to be noted. */
    private boolean isRace;

    LegRace(final Venue venue, final Metrics metrics) {
        for (final LegSide side : LegSide.values()) {
            wins[side.ordinal()] = metrics.counter(Metric.LEG_WINS, venue, side.letter());
            leads[side.ordinal()] = metrics.histogram(
                    Metric.LEG_LEAD,
                    venue.exchange().text(),
                    venue.contractType().name(),
                    side.letter());
        }
    }

    /** A candle was accepted. */
    void won(final SeriesState series, final Candle candle) {
        if (!isRaced(candle)) {
            return;
        }
        final int side = LegSide.of(candle.legId).ordinal();
        wins[side].increment();
        isRace |= side == LegSide.B.ordinal();
        if (isRace) {
            series.winner(candle.closed).set(candle);
        }
    }

    /** A candle was known already. */
    void lost(final SeriesState series, final Candle candle) {
        if (!isRaced(candle)) {
            return;
        }
        final LegSide side = LegSide.of(candle.legId);
        isRace |= side == LegSide.B;
        if (!isRace) {
            return;
        }
        final Winner winner = series.winner(candle.closed);
        if (winner.isAwaiting(side) && winner.isSame(candle)) {
            winner.awaitNobody();
            leads[side.other().ordinal()].observe(candle.readNs - winner.readNs);
        }
    }

    /** What a leg brought just now: no answer of REST, and nothing that was made here. */
    private static boolean isRaced(final Candle candle) {
        return candle.source == Source.STREAM && candle.finality != Finality.TIMER && candle.readNs != 0;
    }

    /** What was last accepted of a series, open or closed, as far as it takes to know it again. */
    static final class Winner {
        private LegSide side;
        private long openTimeMs;
        private long eventTimeMs;
        private long tradeCount;
        private final Decimal close = new Decimal();
        private final Decimal volume = new Decimal();
        private long readNs;

        private void set(final Candle candle) {
            side = LegSide.of(candle.legId);
            openTimeMs = candle.openTimeMs;
            eventTimeMs = candle.eventTimeMs;
            tradeCount = candle.tradeCount;
            close.copyFrom(candle.close);
            volume.copyFrom(candle.volume);
            readNs = candle.readNs;
        }

        private boolean isAwaiting(final LegSide loser) {
            return side != null && side != loser;
        }

        private void awaitNobody() {
            side = null;
        }

        private boolean isSame(final Candle candle) {
            return openTimeMs == candle.openTimeMs
                    && eventTimeMs == candle.eventTimeMs
                    && tradeCount == candle.tradeCount
                    && close.sameAs(candle.close)
                    && volume.sameAs(candle.volume);
        }
    }
}
