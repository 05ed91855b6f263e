package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import java.util.List;

/**
 * What REST had for a {@link FetchRequest}. Immutable once handed over.
 *
 * @param rows closed candles, oldest first, none outside of what was asked; belong to the receiver
 * @param provenToMs every open time from the asked first to this one is in the rows or does not exist, UTC ms; before the
 *     asked first if nothing is proven
 * @param problem why nothing could be had, for people; null if it could
 * @param isRefused the exchange was reached, and does not give these
 */
public record FetchAnswer(List<Candle> rows, long provenToMs, String problem, boolean isRefused) {
    /** It went well. */
    public static FetchAnswer of(final List<Candle> rows, final long provenToMs) {
        return new FetchAnswer(rows, provenToMs, null, false);
    }

    /** It could not be had. */
    public static FetchAnswer failed(final String problem, final boolean isRefused) {
        return new FetchAnswer(List.of(), Candle.NONE, problem, isRefused);
    }
}
