package dev.wick.adapters.ws;

import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.SeriesTable;
import org.agrona.concurrent.NanoClock;

/**
 * What a frame parser works with.
 *
 * @param table the series of its venue
 * @param legId the number that its candles carry
 * @param sink takes the candles
 * @param replies hears what is no candle
 * @param stats counts, for the leg's thread
 * @param nanoClock stamps what is parsed
 */
public record ParserParts(
        SeriesTable table, int legId, CandleSink sink, Replies replies, LegStats stats, NanoClock nanoClock) {}
