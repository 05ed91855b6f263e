package dev.wick.engine.egress;

/**
 * The closed candle that a subscriber received last of a series. Immutable.
 *
 * @param openTimeMs its open time, UTC ms, on the series' grid
 * @param revision its revision; 0 for the first
 */
public record Since(long openTimeMs, int revision) {}
