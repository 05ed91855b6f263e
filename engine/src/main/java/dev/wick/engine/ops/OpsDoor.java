package dev.wick.engine.ops;

import dev.wick.engine.door.Door;
import dev.wick.engine.door.Refusal;
import dev.wick.engine.door.RefusedException;

/** Asks requests to the ops server for a token, where that is wanted, and counts who is refused. Any thread. */
final class OpsDoor {
    private final Door door;
    private final boolean asksForTokens;
    private final Metrics metrics;

    OpsDoor(final Door door, final boolean asksForTokens, final Metrics metrics) {
        this.door = door;
        this.asksForTokens = asksForTokens;
        this.metrics = metrics;
    }

    /**
     * Why a request is refused, null if it is not.
     *
     * @param authorization the header, null if there is none
     */
    Refusal refusal(final String authorization) {
        if (!asksForTokens) {
            return null;
        }
        try {
            door.authorize(authorization);
            return null;
        } catch (final RefusedException e) {
            final Refusal refusal = e.refusal();
            metrics.counter(Metric.CONNECTIONS_REFUSED, "ops", refusal.reason()).increment();
            return refusal;
        }
    }
}
