package dev.wick.engine.ops;

/**
 * How a venue is doing, for {@code /ready}. Immutable.
 *
 * @param exchange as users write it
 * @param contractType as users write it
 * @param activeConnections open now
 * @param lastMessageTimeMs when the last data came, UTC ms; 0 for never
 * @param totalQuotes candles accepted since the start
 * @param totalErrors connections and requests that failed since the start
 * @param consecutiveFailures since the last success
 * @param circuitState {@code closed}, {@code open} or {@code half_open}
 * @param healthy a live connection, and a message in the last 60 s
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
        boolean healthy) {

    JsonText json() {
        return new JsonText()
                .add("exchange", exchange)
                .add("contract_type", contractType)
                .add("active_connections", activeConnections)
                .add("last_message_time", lastMessageTimeMs == 0 ? null : JsonText.timestamp(lastMessageTimeMs))
                .add("total_quotes", totalQuotes)
                .add("total_errors", totalErrors)
                .add("consecutive_failures", consecutiveFailures)
                .add("circuit_state", circuitState)
                .add("healthy", healthy);
    }
}
