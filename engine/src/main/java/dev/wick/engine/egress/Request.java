package dev.wick.engine.egress;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import java.util.List;

/** What a subscriber's message asks for. Immutable: made by a decoder thread, carried out by the egress thread. */
sealed interface Request {
    /** The request's {@code id} as the JSON that was sent, null if it had none. */
    String idJson();

    /** Whether it was written in the simple form, without {@code op}. */
    default boolean simple() {
        return false;
    }

    /** Quotes of these series, please. */
    record Subscribe(
            boolean simple,
            String idJson,
            Exchange exchange,
            String contractType,
            List<String> symbols,
            Interval interval,
            Delivery delivery,
            Resume resume)
            implements Request {
        SubscribeRequest of(final long sessionId) {
            return new SubscribeRequest(
                    sessionId, simple, idJson, exchange, contractType, symbols, interval, delivery, resume);
        }
    }

    /** No more quotes of these. */
    record Unsubscribe(String idJson, Exchange exchange, String contractType, List<String> symbols, Interval interval)
            implements Request {}

    /** Closed candles of this series, please: a page of them. */
    record History(
            String idJson,
            Exchange exchange,
            String contractType,
            String symbol,
            Interval interval,
            long fromMs,
            long toMs,
            int limit)
            implements Request {
        HistoryRequest of(final long sessionId) {
            return new HistoryRequest(sessionId, idJson, exchange, contractType, symbol, interval, fromMs, toMs, limit);
        }
    }

    /** What am I subscribed to? */
    record Subscriptions(String idJson) implements Request {}

    /** Are you there? */
    record Ping(String idJson) implements Request {}

    /** Nothing that can be carried out: the answer is an error. */
    record Unusable(boolean simple, String idJson, ErrorReply error) implements Request {}
}
