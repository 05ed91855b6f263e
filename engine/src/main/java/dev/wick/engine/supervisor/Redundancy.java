package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Venue;
import java.util.Map;

/**
 * How many legs carry each series of a venue, 1 or 2. Immutable.
 *
 * @param all of the venues of which nothing else is said
 * @param byVenue of the others
 */
public record Redundancy(int all, Map<Venue, Integer> byVenue) {
    /** Checks and copies. */
    public Redundancy {
        byVenue = Map.copyOf(byVenue);
        requireOneOrTwo(all);
        byVenue.values().forEach(Redundancy::requireOneOrTwo);
    }

    /** The same for all venues. */
    public static Redundancy ofAll(final int legs) {
        return new Redundancy(legs, Map.of());
    }

    private static void requireOneOrTwo(final int legs) {
        if (legs < 1 || legs > 2) {
            throw new IllegalArgumentException("one leg or two carry a series, got " + legs);
        }
    }

    /** How many legs carry each series of a venue. */
    public int legsOf(final Venue venue) {
        return byVenue.getOrDefault(venue, all);
    }
}
