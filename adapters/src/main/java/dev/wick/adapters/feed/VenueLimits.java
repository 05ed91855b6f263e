package dev.wick.adapters.feed;

/**
 * What a venue allows.
 *
 * @param maxSeriesPerConnection subscriptions on one connection
 * @param maxSeriesPerExchange subscriptions of one address on all connections to the exchange, whatever the venue
 * @param maxConnectionsPerExchange connections of one address to the exchange, whatever the venue
 * @param historyBars how many of the newest bars of a series REST has at all, the forming one included; {@link #ALL_BARS} for
 *     no known limit
 */
public record VenueLimits(
        int maxSeriesPerConnection, int maxSeriesPerExchange, int maxConnectionsPerExchange, int historyBars) {
    /** Stands for a number that the exchange does not limit. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** REST has every bar, as far as is known. */
    public static final int ALL_BARS = 0;

    /** Limits of a venue whose REST side has every bar. */
    public VenueLimits(
            final int maxSeriesPerConnection, final int maxSeriesPerExchange, final int maxConnectionsPerExchange) {
        this(maxSeriesPerConnection, maxSeriesPerExchange, maxConnectionsPerExchange, ALL_BARS);
    }
}
