package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.CandleSink;

/**
 * Where the legs put their candles. A read that brought a few, while the pipeline's thread is parked, is led through the pipeline by
 * the leg's own thread at the end of the read: to wake another thread would take longer than the work. Any thread; no state.
 */
public final class LegIntake implements CandleSink {
    /** More than so many are worth a wake-up: meanwhile the leg reads on. */
    private static final long MOST_LENT = 16;

    private final Publisher publisher;
    private final Ring ring;
    private volatile Runnable lender;

    /** An intake that wakes the pipeline's thread, as long as nobody lends a hand. */
    public LegIntake(final Ring ring) {
        this.ring = ring;
        publisher = new Publisher(ring);
        lender = ring::wake;
    }

    /** From now on a few candles are handled by {@link DutyThread#lendHand} of the pipeline's thread; before there are legs. */
    public void lendTo(final DutyThread pipeline) {
        lender = pipeline::lendHand;
    }

    /** Publishes a copy; waits while the ring is full. */
    @Override
    public void onCandle(final Candle candle) {
        publisher.publishQuietly(candle);
    }

    @Override
    public void onReadEnd() {
        if (ring.waiting() > MOST_LENT) {
            ring.wake();
        } else if (!ring.isEmpty()) {
            lender.run();
        }
    }
}
