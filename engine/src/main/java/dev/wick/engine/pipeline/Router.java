package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Source;
import dev.wick.engine.ops.Counter;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * Last stage: closed candles to the closed queue, open ones to the open stack, and the egress is woken.
 *
 * <p>A closed candle that finds the queue full is held here, and the pipeline takes no further one until it fits. It
 * never waits itself: in {@code shared} mode the egress, which makes room, runs on this very thread.
 */
public final class Router {
    private final ClosedQueue closed;
    private final OpenStack open;
    private final WakeUp egress;
    private final Counter blockingEvents;
    private final ExchangeLatency latency;
    private final NanoClock nanoClock;
    private final Candle held = new Candle();
    private volatile boolean holding;

    /**
     * A router.
     *
     * @param egress what the egress thread parks on
     * @param blockingEvents counts how often a full closed queue stopped the intake; written by the pipeline's thread
     */
    public Router(
            final ClosedQueue closed,
            final OpenStack open,
            final WakeUp egress,
            final Counter blockingEvents,
            final ExchangeLatency latency,
            final NanoClock nanoClock) {
        this.closed = closed;
        this.open = open;
        this.egress = egress;
        this.blockingEvents = blockingEvents;
        this.latency = latency;
        this.nanoClock = nanoClock;
    }

    /** Routes a candle that is news, or holds it; not to be called while one is held. The pipeline's thread. */
    public void route(final SeriesState series, final Candle candle) {
        candle.routedNs = nanoClock.nanoTime();
        if (!candle.closed) {
            open.push(candle);
            egress.signal();
            series.venue.open.increment();
        } else {
            if (closed.offer(candle)) {
                egress.signal();
            } else {
                held.copyFrom(candle);
                holding = true;
                blockingEvents.increment();
            }
            series.venue.closed.increment();
            series.venue.closed(candle.finality, candle.source).increment();
        }
        observeLatency(series, candle);
    }

    /** Tries the held candle again, if there is one; whether there is none afterwards. The pipeline's thread. */
    boolean release() {
        if (holding) {
            if (!closed.offer(held)) {
                return false;
            }
            holding = false;
            egress.signal();
        }
        return true;
    }

    /** Whether a candle is held because the closed queue is full; any thread. */
    public boolean isHolding() {
        return holding;
    }

    /** Whether there is room for the held candle; any thread. */
    boolean canRelease() {
        return !closed.isFull();
    }

    private void observeLatency(final SeriesState series, final Candle candle) {
        if (candle.source == Source.STREAM && candle.eventTimeMs != Candle.NONE && candle.receivedTimeNs > 0) {
            // By our clock: what the exchange's clock is ahead is no latency, and what it is behind none that we saved.
            final long stampedNs = TimeUnit.MILLISECONDS.toNanos(candle.eventTimeMs)
                    - series.venue.skew.bestNs().get();
            final long toUsNs = candle.receivedTimeNs - stampedNs;
            final long withinUsNs = candle.readNs == 0 ? 0 : candle.routedNs - candle.readNs;
            latency.observe(series.venue.venue, Math.max(0, toUsNs + withinUsNs));
        }
    }
}
