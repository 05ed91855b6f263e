package dev.wick.engine.egress;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Venue;
import java.util.List;

/**
 * Who asked for what. Immutable.
 *
 * @param sessionId which connection
 * @param simple asked in the simple form, without {@code op}
 * @param idJson the request's {@code id} as the JSON that was sent, null if it had none
 * @param venue where
 * @param symbols as the subscriber wrote them, at least one, none twice
 * @param interval which bars
 * @param closedOnly whether open candles are left out
 * @param limit after how many quotes the connection ends, 0 for never
 */
public record SubscribeRequest(
        long sessionId,
        boolean simple,
        String idJson,
        Venue venue,
        List<String> symbols,
        Interval interval,
        boolean closedOnly,
        long limit) {}
