package dev.wick.engine.egress;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import java.util.List;

/**
 * Words that mean series. Immutable.
 *
 * @param exchange where
 * @param contractType as the subscriber wrote it, by name or alias; null if it did not: then symbols tell, or the default holds
 * @param symbols as the subscriber wrote them, at least one, none twice; or {@link #ALL}, and then of one contract type
 * @param interval which bars
 */
public record Selector(Exchange exchange, String contractType, List<String> symbols, Interval interval) {
    /** The symbols that stand for all that the engine carries. */
    public static final List<String> ALL = List.of("*");
}
