package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.HistoryClient;
import java.util.concurrent.TimeUnit;

/**
 * How far an exchange's clock is ahead of ours, and by how much that may be wrong. The supervisor's thread.
 *
 * <pre>
 *   a REST time s, asked for at a and answered at b by our clock:   s - b  ≤  skew  ≤  s + 1 ms - a
 *   a stamp t on the stream, received at r:                         t - r  ≤  skew
 * </pre>
 *
 * <p>Bounds hold together, so that every answer can only narrow them; since two clocks drift apart, what is known loosens with
 * time. Bounds that exclude each other show that a clock was set, and the newer count; stamps of the stream above the REST
 * bound show that REST's time was an old one, or that our clock was set, and then both may be right.
 */
final class ClockSkew {
    /** Two clocks that are being corrected may drift apart by twice what is usual for one: 500 ppm. */
    private static final long DRIFT_DIVISOR = 1_000;

    private static final long NS_PER_MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long NONE = Long.MIN_VALUE;

    private long lowestNs = NONE;
    private long highestNs = NONE;
    private long boundedAtMs;
    private long streamNs = NONE;

    /** Takes a REST time, which has just come. */
    void observe(final HistoryClient.ServerTime reading) {
        final long serverNs = reading.serverMs() * NS_PER_MS;
        final long lowNs = serverNs - reading.receivedTimeNs();
        final long highNs = serverNs + NS_PER_MS - reading.askedTimeNs();
        final long atMs = reading.receivedTimeNs() / NS_PER_MS;
        final boolean isFirst = highestNs == NONE;
        final long driftNs = isFirst ? 0 : driftNs(atMs);
        final boolean excludes = isFirst || lowNs > highestNs + driftNs || highNs < lowestNs - driftNs;
        lowestNs = excludes ? lowNs : Math.max(lowNs, lowestNs - driftNs);
        highestNs = excludes ? highNs : Math.min(highNs, highestNs + driftNs);
        boundedAtMs = atMs;
    }

    /** Takes the highest lower bound that the stream's stamps show, ms. */
    void observeStream(final long leastOffsetMs) {
        // Both of the times that it is the difference of were rounded down.
        streamNs = (leastOffsetMs - 1) * NS_PER_MS;
    }

    /** Whether anything is known. */
    boolean isKnown() {
        return streamNs != NONE || isBounded();
    }

    /** Whether it is bounded on both sides. */
    boolean isBounded() {
        return highestNs != NONE;
    }

    /** The best estimate, ns: the middle of the bounds; the lower bound while that is all there is. */
    long bestNs(final long nowMs) {
        return isBounded() ? lowNs(nowMs) + (highNs(nowMs) - lowNs(nowMs)) / 2 : streamNs;
    }

    /** By how much that may be wrong, ns; only if bounded. */
    long uncertaintyNs(final long nowMs) {
        return (highNs(nowMs) - lowNs(nowMs)) / 2;
    }

    /** So far ahead it is at least, ns; only if known. */
    long leastNs(final long nowMs) {
        return isBounded() ? lowNs(nowMs) : streamNs;
    }

    private long lowNs(final long nowMs) {
        final long boundNs = lowestNs - driftNs(nowMs);
        final long topNs = highestNs + driftNs(nowMs);
        return streamNs == NONE ? boundNs : Math.max(boundNs, Math.min(streamNs, topNs));
    }

    private long highNs(final long nowMs) {
        return Math.max(highestNs + driftNs(nowMs), streamNs);
    }

    private long driftNs(final long nowMs) {
        return Math.max(0, nowMs - boundedAtMs) * NS_PER_MS / DRIFT_DIVISOR;
    }
}
