package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.LegSide;
import dev.wick.adapters.feed.Series;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Puts series on legs: as many legs as are needed and no more, always the least loaded first, and never a series elsewhere that
 * has its place. The supervisor's thread.
 */
final class Placement {
    private final List<Leg> legs;
    private final LegSide side;
    private final String stem;
    private final int maxPerLeg;

    /**
     * Places nothing yet.
     *
     * @param legs the venue's, in the order of their making; grows here
     * @param side the legs' side
     * @param stem what the names of the legs' threads begin with
     * @param maxPerLeg series on one leg, at least 1
     */
    Placement(final List<Leg> legs, final LegSide side, final String stem, final int maxPerLeg) {
        this.legs = legs;
        this.side = side;
        this.stem = stem;
        this.maxPerLeg = maxPerLeg;
    }

    /** Puts each series, of which none has a place, on a leg; new legs are made first. */
    Map<Series, Leg> place(final List<Series> series) {
        final int carried = legs.stream().mapToInt(leg -> leg.series.size()).sum();
        final int needed = (carried + series.size() + maxPerLeg - 1) / maxPerLeg;
        while (legs.size() < needed) {
            legs.add(new Leg(freePlace(), side, stem));
        }
        final PriorityQueue<Leg> leastLoaded = new PriorityQueue<>(
                Comparator.<Leg>comparingInt(leg -> leg.series.size()).thenComparingInt(leg -> leg.id));
        leastLoaded.addAll(legs);
        final Map<Series, Leg> placed = new LinkedHashMap<>();
        for (final Series one : series) {
            final Leg leg = leastLoaded.remove();
            leg.series.put(one.id(), one);
            leastLoaded.add(leg);
            placed.put(one, leg);
        }
        return placed;
    }

    /** The lowest that no leg has: thread names must stay short, however often legs come and go. */
    private int freePlace() {
        final Set<Integer> taken = new HashSet<>();
        legs.forEach(leg -> taken.add(leg.place));
        int place = 0;
        while (taken.contains(place)) {
            place++;
        }
        return place;
    }
}
