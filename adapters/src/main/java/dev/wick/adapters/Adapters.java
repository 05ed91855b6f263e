package dev.wick.adapters;

import dev.wick.adapters.binance.BinanceAdapter;
import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.Venue;

/** The one list of exchanges. Stateless; any thread. */
public final class Adapters {
    private Adapters() {}

    /** The adapter of a venue; nothing is connected yet. */
    public static ExchangeAdapter create(final Venue venue, final AdapterContext context) {
        return switch (venue.exchange()) {
            case BINANCE -> new BinanceAdapter(venue, context);
        };
    }
}
