package dev.wick.engine.config;

import java.util.Locale;

/**
 * One key of the settings, whether it is a {@link Setting} or one of the endpoints that each venue has.
 *
 * @param group the chapter it stands in
 * @param environmentName as in {@code CONNECTOR_WSS_PORT}
 * @param path the same in the file, as in {@code connector.wss.port}
 * @param kind how it is read, and what is allowed
 * @param defaultText what holds where nobody sets it
 * @param description one sentence for people
 */
record Key(Group group, String environmentName, String path, Kind kind, String defaultText, String description) {

    /** What every environment name begins with. */
    static final String ENVIRONMENT_PREFIX = "CONNECTOR_";

    /** The words that open a section of the file; the rest of a name is one hyphenated word. */
    private static final String[] SECTIONS = {
        "WSS_",
        "WS_",
        "REST_",
        "WAIT_",
        "RING_",
        "CLOSED_QUEUE_",
        "OPEN_QUEUE_",
        "DEDUPLICATION_",
        "CIRCUIT_BREAKER_",
        "HISTORY_",
        "JOURNAL_",
        "CPU_",
        "LOG_"
    };

    /** The path of a name without its prefix: {@code WSS_PORT} becomes {@code connector.wss.port}. */
    static String pathOf(final String name) {
        for (final String section : SECTIONS) {
            if (name.startsWith(section)) {
                final String head = section.substring(0, section.length() - 1);
                return "connector." + word(head) + "." + word(name.substring(section.length()));
            }
        }
        return "connector." + word(name);
    }

    private static String word(final String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return path + " (" + environmentName + ")";
    }
}
