package dev.wick.adapters;

import dev.wick.adapters.binance.BinanceAdapter;
import dev.wick.adapters.bybit.BybitAdapter;
import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.gateio.GateAdapter;
import dev.wick.adapters.hyperliquid.HyperAdapter;
import dev.wick.adapters.okx.OkxAdapter;
import dev.wick.adapters.rest.ExchangeShare;
import java.util.EnumMap;
import java.util.Map;

/** The one list of exchanges, and what the venues of each have in common. One for an engine. Thread-safe. */
public final class Adapters implements AutoCloseable {
    private final Map<Exchange, ExchangeShare> shares = new EnumMap<>(Exchange.class);

    /** The adapter of a venue; nothing is connected yet. */
    public ExchangeAdapter create(final Venue venue, final AdapterContext context) {
        final ExchangeShare share = share(venue.exchange());
        return switch (venue.exchange()) {
            case BINANCE -> new BinanceAdapter(venue, context, share);
            case OKX -> new OkxAdapter(venue, context, share);
            case BYBIT -> new BybitAdapter(venue, context, share);
            case GATEIO -> new GateAdapter(venue, context, share);
            case HYPERLIQUID -> new HyperAdapter(venue, context, share);
        };
    }

    private synchronized ExchangeShare share(final Exchange exchange) {
        return shares.computeIfAbsent(exchange, added -> new ExchangeShare());
    }

    /** Ends what the adapters share; after the adapters themselves. */
    @Override
    public synchronized void close() {
        shares.values().forEach(ExchangeShare::close);
    }
}
