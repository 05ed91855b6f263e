package dev.wick.adapters.rest;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.SeriesRegistry;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;

/** Makes contexts for tests of the REST side. */
public final class TestContexts {
    private TestContexts() {}

    public static AdapterContext of(final String restUrl, final long timeoutMs, final int maxInFlight) {
        return of(restUrl, timeoutMs, maxInFlight, new SystemNanoClock());
    }

    static AdapterContext of(final String restUrl, final long timeoutMs, final int maxIdle, final int maxInFlight) {
        return of(restUrl, timeoutMs, maxIdle, maxInFlight, new SystemNanoClock());
    }

    public static AdapterContext of(
            final String restUrl, final long timeoutMs, final int maxInFlight, final NanoClock nanoClock) {
        return of(restUrl, timeoutMs, maxInFlight, maxInFlight, nanoClock);
    }

    private static AdapterContext of(
            final String restUrl,
            final long timeoutMs,
            final int maxIdle,
            final int maxInFlight,
            final NanoClock nanoClock) {
        return new AdapterContext(
                null,
                restUrl,
                5_000,
                5_000,
                5_000,
                0,
                0,
                timeoutMs,
                maxIdle,
                maxInFlight,
                1 << 20,
                new SeriesRegistry(),
                new SystemEpochClock(),
                nanoClock,
                new SystemEpochNanoClock());
    }
}
