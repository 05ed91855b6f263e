package dev.wick.engine.egress;

import dev.wick.adapters.feed.Series;

/**
 * Closed candles that one subscriber is to get by REST, because they lie before what is in memory. Made and cancelled by the
 * egress thread; any thread reads.
 */
public final class FetchRequest {
    private final Series series;
    private final long fromMs;
    private final long toMs;
    private volatile boolean cancelled;

    /** Open times, UTC ms, both ends inclusive. */
    public FetchRequest(final Series series, final long fromMs, final long toMs) {
        this.series = series;
        this.fromMs = fromMs;
        this.toMs = toMs;
    }

    /** Whose candles. */
    public Series series() {
        return series;
    }

    /** The first open time, UTC ms. */
    public long fromMs() {
        return fromMs;
    }

    /** The last open time, UTC ms. */
    public long toMs() {
        return toMs;
    }

    /** Nobody waits for it any more. */
    void cancel() {
        cancelled = true;
    }

    /** Whether nobody waits for it any more. */
    public boolean isCancelled() {
        return cancelled;
    }
}
