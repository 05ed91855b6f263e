package dev.wick.engine.egress;

import dev.wick.adapters.feed.Series;
import java.util.List;

/**
 * What became of a {@link SubscribeRequest}. Immutable.
 *
 * @param accepted the series to deliver from now on
 * @param refused the symbols that were refused, each with its reason
 * @param error one sentence for the subscriber if none was accepted; null if some were, or if all that is carried was asked for
 * @param systemMessage the technical cause, or null
 */
public record Resolution(List<Series> accepted, List<Refusal> refused, String error, String systemMessage) {
    /**
     * A symbol that cannot be had.
     *
     * @param symbol as the subscriber wrote it
     * @param reason one sentence
     * @param exchangeMessage the exchange's own words, or null
     */
    public record Refusal(String symbol, String reason, String exchangeMessage) {}
}
