package dev.wick.adapters.rest;

import dev.wick.adapters.limit.RateLimiter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What the adapters of one exchange have in common, in one engine: what its address may do. Thread-safe. */
public final class ExchangeShare implements AutoCloseable {
    private final Map<String, RateLimiter> limiters = new HashMap<>();

    /** The limiter of those venues that the exchange counts together under this name; made by the first who asks. */
    public synchronized RateLimiter limiter(final String name, final Supplier<RateLimiter> make) {
        return limiters.computeIfAbsent(name, added -> make.get());
    }

    @Override
    public void close() {}
}
