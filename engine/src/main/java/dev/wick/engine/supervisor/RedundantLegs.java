package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.LegSide;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.ops.Metrics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The legs of one venue as one: side A alone, or A and B, which carry the same series on connections of their own, so that losing
 * one loses nothing. A series is had if any side has it, and lost or refused only if none does. The supervisor's thread.
 *
 * <p>What is asked of each series many times a second goes by plain loops over an array: with lambdas that capture the series, and
 * with iterators as long as those loops are not compiled, it was the most of what the engine allocated.
 *
 * <pre>
 *                    ┌──► VenueLegs A ──► connections ──┐
 *   wanted series ───┤                                  ├──► ring: the first to bring an update wins in dedup
 *                    └──► VenueLegs B ──► connections ──┘
 * </pre>
 */
final class RedundantLegs {
    private static final long COUNT_EVERY_MS = 1_000;

    /** One side's events, of which only those are told on that change something for the venue as a whole. */
    private final class SideEvents implements VenueLegs.Events {
        private final LegSide side;

        private SideEvents(final LegSide side) {
            this.side = side;
        }

        @Override
        public void onAcknowledged(final Series series) {
            refusals.acknowledged(side, series);
            if (!isAcknowledged(side.other(), series.id())) {
                events.onAcknowledged(series);
            }
        }

        @Override
        public void onRefused(final Series series, final String exchangeMessage) {
            refusals.refused(side, series, exchangeMessage);
        }

        @Override
        public void onLost(final Series series) {
            if (!isAcknowledged(side.other(), series.id())) {
                events.onLost(series);
            }
        }
    }

    /** One side, as the other sees it. */
    private final class Twin implements TwinLegs {
        private final LegSide side;

        private Twin(final LegSide side) {
            this.side = side;
        }

        @Override
        public boolean isAcknowledged(final int seriesId) {
            return of(side).isAcknowledged(seriesId);
        }

        @Override
        public boolean isWell() {
            return of(side).isWell();
        }

        @Override
        public boolean isRenewing() {
            return of(side).isRenewing();
        }

        @Override
        public boolean goesFirst() {
            return side == LegSide.A && of(side).isWaitingForFirstDial();
        }
    }

    private final VenueLegs.Events events;
    private final Refusals refusals;
    private final SeriesSets sets;
    /** A, or A and B. */
    private final VenueLegs[] sides;

    private long countAtMs;

    /** Connects nothing yet. */
    RedundantLegs(
            final ExchangeAdapter adapter,
            final CandleSink sink,
            final VenueLegs.Events events,
            final CircuitBreaker breaker,
            final ConnectionQuota quota,
            final SharedParts shared) {
        final SupervisorSettings settings = shared.settings();
        final Metrics metrics = shared.metrics();
        this.events = events;
        refusals = new Refusals(this, events);
        sets = new SeriesSets(adapter.venue(), metrics);
        final boolean isRedundant = settings.redundancy().legsOf(adapter.venue()) > 1;
        sides = new VenueLegs[isRedundant ? 2 : 1];
        for (final LegSide side : LegSide.values()) {
            if (side.ordinal() < sides.length) {
                final TwinLegs twin = isRedundant ? new Twin(side.other()) : TwinLegs.NONE;
                final LegListener listener =
                        new LegListener(shared.commands(), shared.parts().legStart());
                final VenueLegs added = new VenueLegs(
                        adapter,
                        listener,
                        sink,
                        new SideEvents(side),
                        settings,
                        breaker,
                        quota,
                        shared.jitter(),
                        metrics,
                        side,
                        twin);
                listener.attach(added);
                sides[side.ordinal()] = added;
            }
        }
    }

    private VenueLegs of(final LegSide side) {
        return sides[side.ordinal()];
    }

    /** Whether there are two sides. */
    boolean isRedundant() {
        return sides.length > 1;
    }

    /** Puts series on a leg of each side. */
    void add(final List<Series> series) {
        for (final VenueLegs side : sides) {
            side.add(series);
        }
    }

    /** Takes series off their legs; those without a leg are left out. */
    void remove(final List<Series> series) {
        series.forEach(one -> refusals.forget(one.id()));
        for (final VenueLegs side : sides) {
            side.remove(series);
        }
    }

    /** Asks for a series once more on all its legs: after a refusal, or because it is acknowledged and yet mute. */
    void askAgain(final Series series) {
        for (final VenueLegs side : sides) {
            side.askAgain(series);
        }
    }

    /** Asks for a series once more on one side, where the other has it. */
    void askAgain(final LegSide side, final Series series) {
        of(side).askAgain(series);
    }

    /** Ends a leg's connection at once, as dead, and dials anew; counted as an error of this type. */
    void replace(final Leg leg, final String type, final String reason) {
        of(LegSide.of(leg.id)).replace(leg, type, reason);
    }

    int tick(final long nowMs) {
        int work = refusals.tick(nowMs);
        for (final VenueLegs side : sides) {
            work += side.tick(nowMs);
        }
        if (nowMs >= countAtMs) {
            countAtMs = nowMs + COUNT_EVERY_MS;
            sets.count(this);
        }
        return work;
    }

    /** Closes all connections; none is dialled again. */
    void stop() {
        for (final VenueLegs side : sides) {
            side.stop();
        }
    }

    /** Whether every connection is over. */
    boolean isStopped() {
        for (final VenueLegs side : sides) {
            if (!side.isStopped()) {
                return false;
            }
        }
        return true;
    }

    /** The legs of all sides, for looking at. */
    Collection<Leg> legs() {
        final List<Leg> all = new ArrayList<>();
        for (final VenueLegs side : sides) {
            all.addAll(side.legs());
        }
        return all;
    }

    /** The legs of side A, which carry every series once. */
    Collection<Leg> firstLegs() {
        return of(LegSide.A).legs();
    }

    /** The leg that carries a series on the other side than this leg; null if there is none. */
    Leg twinOf(final Leg leg, final int seriesId) {
        return isRedundant() ? of(LegSide.of(leg.id).other()).legOf(seriesId) : null;
    }

    /** Whether a connection that is to carry the series is open on any side. */
    boolean isOpen(final int seriesId) {
        for (final VenueLegs side : sides) {
            if (side.isOpen(seriesId)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the exchange has acknowledged the series, or delivers it, on any side. */
    boolean isAcknowledged(final int seriesId) {
        for (final VenueLegs side : sides) {
            if (side.isAcknowledged(seriesId)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it has on this side. */
    boolean isAcknowledged(final LegSide side, final int seriesId) {
        return side.ordinal() < sides.length && of(side).isAcknowledged(seriesId);
    }

    /** Whether the series has delivered since it was last asked for, on any side. */
    boolean delivers(final int seriesId) {
        for (final VenueLegs side : sides) {
            if (side.delivers(seriesId)) {
                return true;
            }
        }
        return false;
    }

    /** When the series' last candle was received on any connection since it was added, UTC ms; 0 for never. */
    long lastCandleMs(final int seriesId) {
        long newestMs = LegSink.NEVER;
        for (final VenueLegs side : sides) {
            newestMs = Math.max(newestMs, side.lastCandleMs(seriesId));
        }
        return newestMs;
    }

    /** The newest time of the exchange that any candle bore, event time or else open time, UTC ms; 0 for none. */
    long newestExchangeTimeMs() {
        return newest(VenueLegs::newestExchangeTimeMs);
    }

    /** When the last data message came on any connection, UTC ms; 0 for never. */
    long lastMessageTimeMs() {
        return newest(VenueLegs::lastMessageTimeMs);
    }

    private long newest(final ToLongFunction<VenueLegs> time) {
        long newestMs = LegSink.NEVER;
        for (final VenueLegs side : sides) {
            newestMs = Math.max(newestMs, time.applyAsLong(side));
        }
        return newestMs;
    }

    /** Connections whose handshake is done. */
    int openConnections() {
        return (int) sum(VenueLegs::openConnections);
    }

    /** Those of one side. */
    int openConnections(final LegSide side) {
        return side.ordinal() < sides.length ? of(side).openConnections() : 0;
    }

    /** Connections that were lost. */
    long errors() {
        return sum(VenueLegs::errors);
    }

    /** A count over all connections, past and present. */
    long total(final LegStats.Stat stat) {
        return sum(side -> side.total(stat));
    }

    private long sum(final ToLongFunction<VenueLegs> count) {
        long sum = 0;
        for (final VenueLegs side : sides) {
            sum += count.applyAsLong(side);
        }
        return sum;
    }
}
