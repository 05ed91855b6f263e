package dev.wick.adapters.gateio;

import dev.wick.adapters.feed.Decimal;
import java.util.HashMap;
import java.util.Map;

/**
 * How much of the base currency one contract stands for, by symbol; empty until the contracts have been listed.
 *
 * <p>Written by whichever thread has fetched a list, read by any, without a lock and without garbage.
 */
final class GateMultipliers {
    private volatile Map<String, Decimal> bySymbol = Map.of();

    /** What is known of a contract, not to be changed; null if nothing is. */
    Decimal of(final String symbol) {
        return bySymbol.get(symbol);
    }

    /** Whether no list has been fetched. */
    boolean isEmpty() {
        return bySymbol.isEmpty();
    }

    /** Takes what a list says. A contract that is gone from it stays known: its last candles may still come. */
    synchronized void learn(final Map<String, Decimal> listed) {
        final Map<String, Decimal> all = new HashMap<>(bySymbol);
        all.putAll(listed);
        bySymbol = Map.copyOf(all);
    }
}
