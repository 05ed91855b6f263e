package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.Series;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives the wanted series of a venue their places on the legs, as far as the exchange takes so many, and asks again for those
 * that it refused. The supervisor's thread.
 */
final class Seating {
    private static final long ASK_AGAIN_AFTER_MS = 30_000;

    private final ExchangeAdapter adapter;
    private final RedundantLegs legs;
    private final SeriesBudget budget;
    private final SubscriberDesk notice;
    private final int perSeries;
    private final Set<Wanted> unplaced = new LinkedHashSet<>();

    /** Nobody has a place yet. */
    Seating(
            final ExchangeAdapter adapter,
            final RedundantLegs legs,
            final SeriesBudget budget,
            final SubscriberDesk notice) {
        this.adapter = adapter;
        this.legs = legs;
        this.budget = budget;
        this.notice = notice;
        perSeries = legs.isRedundant() ? 2 : 1;
    }

    /** Whether the exchange takes so many more series from us. */
    boolean hasRoom(final int more) {
        return budget.hasRoom(more * perSeries, adapter.limits().maxSeriesPerExchange());
    }

    /** Why it does not. */
    String fullMessage() {
        return adapter.venue().exchange() + " takes " + adapter.limits().maxSeriesPerExchange()
                + " series from one address, " + (legs.isRedundant() ? "two for each that has two legs, " : "")
                + "and all are used; try again when some are free";
    }

    /** The series is placed at the next tick, together with its like. */
    void add(final Wanted one) {
        unplaced.add(one);
    }

    /** The series has no place any more, and waits for none. */
    void remove(final Wanted one) {
        unplaced.remove(one);
        if (one.isPlaced) {
            one.isPlaced = false;
            budget.giveBack(perSeries);
        }
    }

    /** The exchange refused it: asks again after a while. */
    void askLater(final Wanted one, final long nowMs) {
        one.askAgainAtMs = nowMs + ASK_AGAIN_AFTER_MS;
    }

    /** Places those that wait, and asks again for those whose time has come. */
    void tick(final Collection<Wanted> wanted, final long nowMs) {
        askAgain(wanted, nowMs);
        if (!unplaced.isEmpty()) {
            place(nowMs);
        }
    }

    private void askAgain(final Collection<Wanted> wanted, final long nowMs) {
        for (final Wanted one : wanted) {
            if (one.askAgainAtMs <= nowMs) {
                one.askAgainAtMs = Wanted.NEVER;
                if (one.isPlaced) {
                    legs.askAgain(one.series);
                } else {
                    unplaced.add(one);
                }
            }
        }
    }

    private void place(final long nowMs) {
        final List<Series> series = new ArrayList<>(unplaced.size());
        for (final Iterator<Wanted> all = unplaced.iterator(); all.hasNext(); ) {
            final Wanted one = all.next();
            if (hasRoom(1)) {
                all.remove();
                budget.take(perSeries);
                one.isPlaced = true;
                series.add(one.series);
            } else if (one.askAgainAtMs == Wanted.NEVER) {
                askLater(one, nowMs);
                notice.refused(one.series, fullMessage());
            }
        }
        legs.add(series);
    }
}
