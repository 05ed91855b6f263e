package dev.wick.engine.config;

import java.util.Locale;

/** From which level on a line is logged. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    OFF;

    /** The level of a name in any case, {@code WARNING} and {@code CRITICAL} of the Python connector included. */
    static LogLevel of(final String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "WARNING" -> WARN;
            case "CRITICAL" -> ERROR;
            default -> valueOf(text.toUpperCase(Locale.ROOT));
        };
    }
}
