package dev.wick.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The settings of an engine that a command starts for itself alone, and ends with itself. Stateless. */
final class ShortRun {
    private ShortRun() {}

    /** The process' environment, without what is for others to see, and without a memory, which nobody will ask. */
    static Map<String, String> environment(final String logLevel) {
        final Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("CONNECTOR_WSS_HOST", "127.0.0.1");
        environment.put("CONNECTOR_WSS_PORT", "0");
        // Its only client is in this process, and has neither token nor certificate.
        for (final String key : List.of("TOKENS_FILE", "TLS_CERT_FILE", "TLS_KEY_FILE", "TLS_CLIENT_CA_FILE")) {
            environment.put("CONNECTOR_WSS_" + key, "");
        }
        environment.put("CONNECTOR_WSS_HEALTH_CHECK_ENABLED", "false");
        environment.put("CONNECTOR_HISTORY_CANDLES", "64");
        environment.put("CONNECTOR_HISTORY_BOOTSTRAP", "0");
        environment.put("CONNECTOR_JOURNAL_DIR", "");
        environment.putIfAbsent("CONNECTOR_LOG_LEVEL", logLevel);
        environment.putIfAbsent("CONNECTOR_WSS_LOG_LEVEL", logLevel);
        return environment;
    }
}
