package dev.wick.engine.egress;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import java.util.List;

/**
 * Who asked for what. Immutable.
 *
 * @param sessionId which connection
 * @param simple asked in the simple form, without {@code op}
 * @param idJson the request's {@code id} as the JSON that was sent, null if it had none
 * @param exchange where
 * @param contractType as the subscriber wrote it, by name or alias; null if it did not: then symbols tell, or the default holds
 * @param symbols as the subscriber wrote them, at least one, none twice
 * @param interval which bars
 * @param delivery how it wants to be served
 * @param resume what of the past it asks for
 */
public record SubscribeRequest(
        long sessionId,
        boolean simple,
        String idJson,
        Exchange exchange,
        String contractType,
        List<String> symbols,
        Interval interval,
        Delivery delivery,
        Resume resume) {
    /** Whether it asks for all that the engine carries. */
    public boolean isAll() {
        return Selector.ALL.equals(symbols);
    }

    /** Which series it means. */
    public Selector selector() {
        return new Selector(exchange, contractType, symbols, interval);
    }

    /** A request that asks for nothing of the past. */
    public SubscribeRequest(
            final long sessionId,
            final boolean simple,
            final String idJson,
            final Exchange exchange,
            final String contractType,
            final List<String> symbols,
            final Interval interval,
            final boolean closedOnly,
            final long limit) {
        this(
                sessionId,
                simple,
                idJson,
                exchange,
                contractType,
                symbols,
                interval,
                new Delivery(closedOnly, false, limit, !simple, null),
                Resume.NONE);
    }
}
