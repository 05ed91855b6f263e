package dev.wick.adapters.feed;

/**
 * What a venue allows on one connection.
 *
 * @param maxSeriesPerConnection subscriptions on one connection
 */
public record VenueLimits(int maxSeriesPerConnection) {}
