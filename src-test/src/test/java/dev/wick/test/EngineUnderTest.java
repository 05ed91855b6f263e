package dev.wick.test;

import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.engine.Connector;
import dev.wick.engine.config.ConfigLoader;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Starts engines for tests: free ports, short delays, and a simulated exchange in the place of the real one. */
final class EngineUnderTest {
    private final Map<String, String> environment = new HashMap<>();

    EngineUnderTest() {
        environment.put("CONNECTOR_WSS_PORT", "0");
        environment.put("CONNECTOR_WSS_HEALTH_CHECK_PORT", "0");
        environment.put("CONNECTOR_LOG_LEVEL", "ERROR");
        environment.put("CONNECTOR_WSS_LOG_LEVEL", "ERROR");
        environment.put("CONNECTOR_RECONNECT_DELAY", "0.2");
    }

    EngineUnderTest with(final String key, final String value) {
        environment.put(key, value);
        return this;
    }

    EngineUnderTest at(final Venue venue, final SimulatedExchange exchange) {
        final String prefix = "CONNECTOR_" + venue.exchange().name() + "_"
                + venue.contractType().name().toUpperCase(Locale.ROOT);
        return with(prefix + "_WS_URL", exchange.wsUrl()).with(prefix + "_REST_URL", exchange.restUrl());
    }

    /** The settings, as a process would get them. */
    Map<String, String> environment() {
        return environment;
    }

    Connector launch() {
        return Connector.launch(ConfigLoader.load(null, environment));
    }
}
