package dev.wick.engine.egress;

/**
 * How a subscriber wants to be served. Immutable.
 *
 * @param closedOnly whether open candles are left out
 * @param timestamps whether each quote says when it was sent
 * @param limit after how many quotes the connection ends, 0 for never
 * @param events whether it gets status, warning and shutdown messages: the full form always does
 * @param onSlow what happens when it does not read fast enough, from now on; null if it does not say
 */
public record Delivery(boolean closedOnly, boolean timestamps, long limit, boolean events, OnSlow onSlow) {
    /** What {@link SubscriptionTable} keeps of it. */
    int flags() {
        return (closedOnly ? SubscriptionTable.CLOSED_ONLY : 0) | (timestamps ? SubscriptionTable.TIMESTAMPS : 0);
    }
}
