package dev.wick.adapters.feed;

/**
 * What a venue allows.
 *
 * @param maxSeriesPerConnection subscriptions on one connection
 * @param maxSeriesPerExchange subscriptions of one address on all connections to the exchange, whatever the venue
 * @param maxConnectionsPerExchange connections of one address to the exchange, whatever the venue
 */
public record VenueLimits(int maxSeriesPerConnection, int maxSeriesPerExchange, int maxConnectionsPerExchange) {
    /** Stands for a number that the exchange does not limit. */
    public static final int UNLIMITED = Integer.MAX_VALUE;
}
