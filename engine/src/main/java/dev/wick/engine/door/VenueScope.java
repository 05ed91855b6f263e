package dev.wick.engine.door;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Venue;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The venues that a token is for. Immutable, any thread.
 *
 * @param venues empty for all that there are
 */
record VenueScope(Set<Venue> venues) {
    /** Every venue. */
    static final VenueScope ALL = new VenueScope(Set.of());

    VenueScope {
        venues = Set.copyOf(venues);
    }

    /**
     * Reads a list such as {@code binance:spot,okx}: venues, or whole exchanges.
     *
     * @throws DoorException if it names none, or one that there is not
     */
    static VenueScope parse(final String text) throws DoorException {
        final Set<Venue> venues = new LinkedHashSet<>();
        for (final String part : text.split(",", -1)) {
            add(part.strip(), venues);
        }
        return new VenueScope(venues);
    }

    private static void add(final String text, final Set<Venue> venues) throws DoorException {
        final int colon = text.indexOf(':');
        final Exchange exchange = Exchange.of(colon < 0 ? text : text.substring(0, colon))
                .orElseThrow(() -> new DoorException("it names an exchange that there is not; venues are written as"
                        + " binance:spot, whole exchanges as binance, with commas between"));
        if (colon < 0) {
            exchange.contractTypes().forEach(type -> venues.add(new Venue(exchange, type)));
        } else {
            venues.add(exchange.venue(text.substring(colon + 1))
                    .orElseThrow(() -> new DoorException(
                            exchange + " has no contract type of that name, but " + exchange.contractTypes())));
        }
    }

    boolean has(final Venue venue) {
        return venues.isEmpty() || venues.contains(venue);
    }
}
