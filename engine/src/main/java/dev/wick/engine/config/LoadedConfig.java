package dev.wick.engine.config;

import java.util.List;
import org.slf4j.Logger;

/**
 * The settings, and what a start should say about them. Immutable.
 *
 * @param config the settings
 * @param source the file that was read, or "built-in defaults"
 * @param warnings for people: keys that nobody knows, settings whose feature comes later but which somebody changed
 * @param unknownKeys the keys that nobody knows, as they were written
 */
public record LoadedConfig(ConnectorConfig config, String source, List<String> warnings, List<String> unknownKeys) {

    /** The settings whose feature comes later, by environment name: read and checked, without effect. */
    public static List<String> later() {
        return Keys.all().stream().filter(Key::later).map(Key::environmentName).toList();
    }

    /** Says all of it, once the log is set up. */
    public void report(final Logger log) {
        log.atInfo().addKeyValue("source", source).log("Settings read; the environment overrides them");
        warnings.forEach(log::warn);
        log.info("These settings are read and checked, but their features come later: {}", String.join(", ", later()));
    }
}
