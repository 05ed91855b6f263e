package dev.wick.engine.config;

import java.util.List;
import org.slf4j.Logger;

/**
 * The settings, and what a start should say about them. Immutable.
 *
 * @param config the settings
 * @param source the file that was read, or "built-in defaults"
 * @param warnings for people: keys that nobody knows
 * @param unknownKeys the keys that nobody knows, as they were written
 */
public record LoadedConfig(ConnectorConfig config, String source, List<String> warnings, List<String> unknownKeys) {

    /** Says all of it, once the log is set up. */
    public void report(final Logger log) {
        log.atInfo().addKeyValue("source", source).log("Settings read; the environment overrides them");
        warnings.forEach(log::warn);
    }
}
