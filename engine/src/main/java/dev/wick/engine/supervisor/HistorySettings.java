package dev.wick.engine.supervisor;

/**
 * How much of the past the engine remembers.
 *
 * @param candles closed candles that are kept of each series
 * @param bootstrap older closed candles that are fetched when a series is first subscribed, at most as many as are kept; 0 for
 *     none
 */
public record HistorySettings(int candles, int bootstrap) {}
