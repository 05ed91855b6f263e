package dev.wick.engine;

/**
 * How a check goes about it.
 *
 * @param interval of the candles
 * @param batchSize symbols subscribed at once on one market
 * @param limit quotes that prove that a symbol delivers
 * @param messageTimeoutMs how long a symbol may be silent, ms
 * @param dryRun lists, and subscribes to nothing
 */
record CheckOptions(String interval, int batchSize, int limit, long messageTimeoutMs, boolean dryRun) {}
