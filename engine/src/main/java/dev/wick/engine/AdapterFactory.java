package dev.wick.engine;

import dev.wick.adapters.Adapters;
import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.ExchangeAdapter;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import dev.wick.engine.config.ConnectorConfig;

/** Makes adapters as the settings want them. Thread-safe; closed after all that it made. */
final class AdapterFactory implements AutoCloseable {
    private final Adapters adapters = new Adapters();
    private final ConnectorConfig config;
    private final SeriesRegistry registry;
    private final Clocks clocks;

    AdapterFactory(final ConnectorConfig config, final SeriesRegistry registry, final Clocks clocks) {
        this.config = config;
        this.registry = registry;
        this.clocks = clocks;
    }

    /** The adapter of a venue; nothing is connected yet. */
    ExchangeAdapter create(final Venue venue) {
        final ConnectorConfig.Endpoint endpoint = config.endpoint(venue);
        final ConnectorConfig.Legs legs = config.legs();
        final ConnectorConfig.Rest rest = config.rest();
        return adapters.create(
                venue,
                new AdapterContext(
                        endpoint.wsUrl(),
                        endpoint.restUrl(),
                        legs.connectTimeoutMs(),
                        legs.ackTimeoutMs(),
                        legs.noDataTimeoutMs(),
                        legs.pingIntervalMs(),
                        legs.pingTimeoutMs(),
                        rest.timeoutMs(),
                        rest.poolIdle(),
                        rest.poolTotal(),
                        legs.maxFrameBytes(),
                        registry,
                        clocks.epoch(),
                        clocks.nano(),
                        clocks.epochNano()));
    }

    @Override
    public void close() {
        adapters.close();
    }
}
