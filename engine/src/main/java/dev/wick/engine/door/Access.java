package dev.wick.engine.door;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Venue;

/**
 * With which token somebody came in, and what it is for. Immutable, any thread. It holds no token: two are equal if name,
 * hash and venues are.
 */
public final class Access {
    /** Of who came without a token where none is needed: everything. */
    public static final Access ANYBODY = new Access("", "", VenueScope.ALL);

    private final String name;
    private final String hashHex;
    private final VenueScope scope;

    Access(final String name, final String hashHex, final VenueScope scope) {
        this.name = name;
        this.hashHex = hashHex;
        this.scope = scope;
    }

    /** The name of the token, for logs; empty for {@link #ANYBODY}. */
    public String name() {
        return name;
    }

    String hashHex() {
        return hashHex;
    }

    /** Whether candles of this venue may be had. */
    public boolean allows(final Venue venue) {
        return scope.has(venue);
    }

    /** Whether candles of all venues of this exchange may be had. */
    public boolean allowsAllOf(final Exchange exchange) {
        return exchange.contractTypes().stream().allMatch(type -> scope.has(new Venue(exchange, type)));
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof final Access that
                && name.equals(that.name)
                && hashHex.equals(that.hashHex)
                && scope.equals(that.scope);
    }

    @Override
    public int hashCode() {
        return hashHex.hashCode();
    }

    @Override
    public String toString() {
        return name.isEmpty() ? "anybody" : name;
    }
}
