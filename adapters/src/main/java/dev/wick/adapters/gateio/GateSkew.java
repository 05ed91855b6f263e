package dev.wick.adapters.gateio;

import dev.wick.adapters.rest.RestAnswer;

/**
 * How far our clock is off the exchange's, by the {@code Date} of its REST answers. Requests on the stream carry a time, and
 * are refused if it is more than a minute wrong; a skewed clock of ours must not cost us the feed.
 *
 * <p>Written by REST threads, read by the supervisor's.
 */
final class GateSkew {
    /** Half of what is allowed. Less is left alone: an answer's way takes time, and its {@code Date} has whole seconds. */
    private static final long TOLERATED_MS = 30_000;

    private volatile long skewMs;

    /**
     * Compares an answer that has just come.
     *
     * @param nowMs by our clock, UTC ms
     */
    void observe(final RestAnswer answer, final long nowMs) {
        if (answer.dateMs() != RestAnswer.NO_DATE) {
            final long differenceMs = answer.dateMs() - nowMs;
            skewMs = Math.abs(differenceMs) > TOLERATED_MS ? differenceMs : 0;
        }
    }

    /** What the exchange's clock shows when ours shows this, both UTC ms; ours, until the two were seen to differ. */
    long exchangeMs(final long nowMs) {
        return nowMs + skewMs;
    }
}
