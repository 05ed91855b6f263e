package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.LegSide;
import dev.wick.adapters.feed.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Settles what the exchange's refusal of a series on one of two sides means: it is refused once both sides say so, or one does and
 * the other stays without an answer; where the other side has it, it is asked for again, and nobody is told. The supervisor's
 * thread.
 */
final class Refusals {
    /** How long the other side may take to answer, ms. */
    static final long WAIT_MS = 10_000;
    /** After which a side asks again for what the other has, ms. */
    static final long ASK_AGAIN_AFTER_MS = 30_000;

    /** The last refusal of a series that is not settled. */
    private record Open(Series series, LegSide side, String exchangeMessage, long dueAtMs) {}

    private final RedundantLegs legs;
    private final VenueLegs.Events events;
    private final Map<Integer, Open> open = new HashMap<>();
    private long nowMs;

    Refusals(final RedundantLegs legs, final VenueLegs.Events events) {
        this.legs = legs;
        this.events = events;
    }

    /** The exchange said no on a side. */
    void refused(final LegSide side, final Series series, final String exchangeMessage) {
        final Open known = open.get(series.id());
        final boolean hasTwin = legs.isAcknowledged(side.other(), series.id());
        if (!legs.isRedundant() || (!hasTwin && known != null && known.side != side)) {
            open.remove(series.id());
            events.onRefused(series, exchangeMessage);
        } else {
            final long dueAtMs = nowMs + (hasTwin ? ASK_AGAIN_AFTER_MS : WAIT_MS);
            open.put(series.id(), new Open(series, side, exchangeMessage, dueAtMs));
        }
    }

    /** The exchange said yes on a side. */
    void acknowledged(final LegSide side, final Series series) {
        final Open known = open.get(series.id());
        if (known != null && known.side == side) {
            open.remove(series.id());
        }
    }

    /** Nobody wants the series any more. */
    void forget(final int seriesId) {
        open.remove(seriesId);
    }

    int tick(final long newNowMs) {
        nowMs = newNowMs;
        if (open.isEmpty()) {
            return 0;
        }
        final List<Open> due = new ArrayList<>(open.values());
        due.removeIf(one -> one.dueAtMs > nowMs);
        for (final Open one : due) {
            open.remove(one.series.id());
            if (legs.isAcknowledged(one.series.id())) {
                legs.askAgain(one.side, one.series);
            } else {
                events.onRefused(one.series, one.exchangeMessage);
            }
        }
        return due.size();
    }
}
