package dev.wick.adapters.rest;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.limit.RateLimiter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What the adapters of one exchange have in common, in one engine: what its address may do, and one HTTP client. Thread-safe. */
public final class ExchangeShare implements AutoCloseable {
    private final Map<String, RateLimiter> limiters = new HashMap<>();
    private ExchangeHttp http;
    private boolean closed;

    /** The limiter of those venues that the exchange counts together under this name; made by the first who asks. */
    public synchronized RateLimiter limiter(final String name, final Supplier<RateLimiter> make) {
        return limiters.computeIfAbsent(name, added -> make.get());
    }

    /**
     * The HTTP client of all venues of the exchange; made by the first who asks, whose sizes and time-out hold.
     *
     * @param threadName at most 13 characters, the same for all venues; the HTTP threads add a dash and a digit
     */
    public synchronized ExchangeHttp http(final String threadName, final AdapterContext context) {
        if (closed) {
            throw new IllegalStateException("the exchange's HTTP client is closed");
        }
        if (http == null) {
            http = new ExchangeHttp(threadName, context);
        }
        return http;
    }

    /** Ends the HTTP client; after the adapters themselves. */
    @Override
    public synchronized void close() {
        closed = true;
        if (http != null) {
            http.close();
        }
    }
}
