package dev.wick.engine.config;

/** How a log line looks. */
public enum LogFormat {
    /** For a terminal. */
    TEXT,
    /** One JSON object per line. */
    JSON
}
