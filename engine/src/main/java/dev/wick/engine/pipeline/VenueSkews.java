package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Venue;
import dev.wick.engine.ops.Counter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far each venue's clock is ahead of ours, as far as is known: written by the supervisor's thread, read by the pipeline's.
 */
public final class VenueSkews {
    /**
     * One venue's, negative if its clock is behind ours, 0 while nothing is known.
     *
     * @param leastMs so far ahead it is at least, by everything that its messages show, ms
     * @param bestNs the best estimate, ns; stays 0 until REST has bounded it on both sides
     */
    public record Skew(Counter leastMs, Counter bestNs) {}

    private final Map<Venue, Skew> skews = new ConcurrentHashMap<>();

    /** The place of a venue's, always the same one; any thread. */
    public Skew of(final Venue venue) {
        return skews.computeIfAbsent(venue, at -> new Skew(new Counter(), new Counter()));
    }
}
