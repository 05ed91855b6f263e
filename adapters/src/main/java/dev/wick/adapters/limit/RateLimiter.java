package dev.wick.adapters.limit;

import dev.wick.adapters.feed.HistoryException;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * What one exchange lets our address do in a time: dial, send messages, ask by REST. Thread-safe; shared by all venues,
 * connections and clients that the exchange counts together.
 *
 * <p>What the exchange says about use so far corrects the count upwards, since other programs share the address; never
 * downwards, since requests may be under way. After a refusal for too much it lets nothing new through until the exchange's
 * time is over: asking again meanwhile is what turns a refusal into a ban.
 */
public final class RateLimiter {
    /** The longest that {@link #acquire} waits for weight before it gives up, ms. */
    static final long MAX_WAIT_MS = 122_000;

    private final String name;
    private final SlidingWindow connects;
    private final SlidingWindow messages;
    private final SlidingWindow weights;
    private final NanoClock clock;
    private final Sleeper sleeper;
    private final long originNs;
    private long blockedUntilMs = Long.MIN_VALUE;

    /**
     * Starts with nothing used.
     *
     * @param name whose limits these are, for messages
     * @param connects dials
     * @param messages what is sent on all connections together
     * @param weight of REST requests
     * @param clock monotonic ns
     * @param sleeper waits for weight
     */
    public RateLimiter(
            final String name,
            final Allowance connects,
            final Allowance messages,
            final Allowance weight,
            final NanoClock clock,
            final Sleeper sleeper) {
        this.name = name;
        this.connects = new SlidingWindow(connects);
        this.messages = new SlidingWindow(messages);
        this.weights = new SlidingWindow(weight);
        this.clock = clock;
        this.sleeper = sleeper;
        originNs = clock.nanoTime();
    }

    /** Takes leave for one dial and gives 0, or takes nothing and gives the ms after which to try again. Never blocks. */
    public synchronized long connectDelayMs() {
        return delayMs(connects);
    }

    /** The same for one message on any connection. */
    public synchronized long messageDelayMs() {
        return delayMs(messages);
    }

    private long delayMs(final SlidingWindow window) {
        final long nowMs = nowMs();
        final long blockedMs = blockedMs(nowMs);
        return blockedMs > 0 ? blockedMs : window.reserve(1, nowMs);
    }

    /**
     * Takes weight for one REST request, waiting until there is room for it.
     *
     * @param weight at least 0 and at most the limit
     * @throws HistoryException of kind RATE_LIMITED: at once while the exchange wants silence, and after two minutes
     *     without room
     * @throws InterruptedException if the waiting thread is interrupted; nothing is taken
     */
    public void acquire(final int weight) throws HistoryException, InterruptedException {
        final long startMs = nowMs();
        long delayMs = reserve(weight);
        while (delayMs > 0) {
            if (nowMs() - startMs + delayMs > MAX_WAIT_MS) {
                throw limited("no room for a request of weight " + weight + " in our own share", delayMs);
            }
            sleeper.sleepMs(delayMs);
            delayMs = reserve(weight);
        }
    }

    /** Takes the weight and gives 0, or takes nothing and gives the ms after which to try again. */
    synchronized long reserve(final int weight) throws HistoryException {
        if (weight < 0 || weight > weights.limit()) {
            throw new IllegalArgumentException(
                    name + ": a request of weight " + weight + " never fits " + weights.limit());
        }
        refuseWhileBlocked();
        return weights.reserve(weight, nowMs());
    }

    /** Fails with RATE_LIMITED and the remaining time if the exchange wants silence now. */
    public synchronized void refuseWhileBlocked() throws HistoryException {
        final long remainingMs = blockedMs(nowMs());
        if (remainingMs > 0) {
            throw limited("the exchange wants no request now", remainingMs);
        }
    }

    /** Takes the exchange's word for the weight that this address has used in the running window; below 0 is no word. */
    public synchronized void correct(final long usedWeight) {
        weights.raiseTo(usedWeight, nowMs());
    }

    /** Lets nothing through for this long, ms; a longer block that runs already stays. */
    public synchronized void block(final long durationMs) {
        blockedUntilMs = Math.max(blockedUntilMs, nowMs() + durationMs);
    }

    /** For how long nothing is let through, ms; 0 for no block. */
    public synchronized long blockedMs() {
        return blockedMs(nowMs());
    }

    /** The weight counted now. */
    public synchronized int used() {
        return weights.used(nowMs());
    }

    private long blockedMs(final long nowMs) {
        return blockedUntilMs == Long.MIN_VALUE ? 0 : Math.max(0, blockedUntilMs - nowMs);
    }

    private long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - originNs);
    }

    private HistoryException limited(final String why, final long remainingMs) {
        return new HistoryException(
                HistoryException.Kind.RATE_LIMITED,
                name + ": " + why + "; not asked, try again in " + remainingMs + " ms",
                remainingMs,
                null);
    }
}
