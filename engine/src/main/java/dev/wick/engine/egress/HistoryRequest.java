package dev.wick.engine.egress;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import java.util.List;

/**
 * Who asked for which page of closed candles. Immutable.
 *
 * @param sessionId which connection
 * @param idJson the request's {@code id} as the JSON that was sent, null if it had none
 * @param exchange where
 * @param contractType as the subscriber wrote it; null if it did not
 * @param symbol as the subscriber wrote it
 * @param interval which bars
 * @param fromMs the first open time, UTC ms
 * @param toMs the last open time, UTC ms, inclusive; {@link #NEWEST} for as many as there are
 * @param limit how many candles at most
 */
public record HistoryRequest(
        long sessionId,
        String idJson,
        Exchange exchange,
        String contractType,
        String symbol,
        Interval interval,
        long fromMs,
        long toMs,
        int limit) {
    /** No last open time was named. */
    public static final long NEWEST = Long.MAX_VALUE;

    /** Which series it means. */
    public Selector selector() {
        return new Selector(exchange, contractType, List.of(symbol), interval);
    }
}
