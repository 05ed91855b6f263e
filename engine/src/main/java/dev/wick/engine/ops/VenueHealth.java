package dev.wick.engine.ops;

/**
 * How a venue is, for {@code /ready}. Immutable.
 *
 * @param lastMessageTimeMs when data last came, UTC ms; 0 for never
 * @param totalQuotes candles received since the start
 * @param totalErrors connections lost since the start
 * @param consecutiveFailures connections lost since one was last opened
 * @param circuitState {@code closed}, {@code open} or {@code half_open}
 * @param healthy a live connection, and data in the last 60 s
 */
public record VenueHealth(
        String exchange,
        String contractType,
        int activeConnections,
        long lastMessageTimeMs,
        long totalQuotes,
        long totalErrors,
        int consecutiveFailures,
        String circuitState,
        boolean healthy) {}
