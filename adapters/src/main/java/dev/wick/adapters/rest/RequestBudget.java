package dev.wick.adapters.rest;

import dev.wick.adapters.feed.HistoryException;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * The request weight that a venue allows one address per minute, kept so that no minute, wherever one lets it begin, holds
 * more than the limit. Thread-safe; shared by all clients whose requests the exchange counts together.
 *
 * <p>A sliding window of whole seconds rather than a token bucket: the exchange counts by its own clock's minutes, which
 * start we do not know when, and a bucket that is full lets nearly twice its size through within 60 s. What the exchange
 * says about use so far corrects the count upwards, since other programs share the address; never downwards, since
 * requests may be under way.
 *
 * <p>After a refusal for too many requests it lets nothing through until the exchange's time is over: asking again
 * meanwhile is what turns a refusal into a ban.
 */
public final class RequestBudget {
    /** The longest that {@link #acquire} waits for weight before it gives up, ms: two whole windows. */
    static final long MAX_WAIT_MS = 122_000;

    /** The current second and the 60 before it, so that a weight is counted for at least 60 s. */
    private static final int SLOTS = 61;

    private final String name;
    private final int limit;
    private final NanoClock clock;
    private final Sleeper sleeper;
    private final long originNs;

    private final int[] weights = new int[SLOTS];
    private long currentSecond;
    private int used;
    private long blockedUntilMs = Long.MIN_VALUE;

    /**
     * Starts with nothing used.
     *
     * @param name whose limit this is, for messages
     * @param limit weight per minute, positive
     * @param clock monotonic ns
     */
    public RequestBudget(final String name, final int limit, final NanoClock clock, final Sleeper sleeper) {
        this.name = name;
        this.limit = limit;
        this.clock = clock;
        this.sleeper = sleeper;
        this.originNs = clock.nanoTime();
    }

    /**
     * Takes weight, waiting until the window has room for it.
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

    /** Fails with RATE_LIMITED and the remaining time if the exchange wants silence now. */
    public synchronized void refuseWhileBlocked() throws HistoryException {
        final long remainingMs = blockedUntilMs - nowMs();
        if (blockedUntilMs != Long.MIN_VALUE && remainingMs > 0) {
            throw limited("the exchange wants no request now", remainingMs);
        }
    }

    /** Takes the weight and gives 0, or takes nothing and gives the ms after which to try again. */
    synchronized long reserve(final int weight) throws HistoryException {
        if (weight < 0 || weight > limit) {
            throw new IllegalArgumentException(name + ": a request of weight " + weight + " never fits " + limit);
        }
        refuseWhileBlocked();
        final long nowMs = nowMs();
        advanceTo(nowMs / 1000);
        if (used + weight <= limit) {
            add(weight);
            return 0;
        }
        return delayMs(nowMs, weight);
    }

    /** Takes the exchange's word for what this address has used in the running minute; less than 0 is no word. */
    public synchronized void correct(final long usedWeight) {
        advanceTo(nowMs() / 1000);
        final long believed = Math.min(usedWeight, limit);
        if (believed > used) {
            add((int) believed - used);
        }
    }

    /** Lets nothing through for this long, ms; a longer block that runs already stays. */
    public synchronized void block(final long durationMs) {
        blockedUntilMs = Math.max(blockedUntilMs, nowMs() + durationMs);
    }

    /** The weight counted in the window now. */
    public synchronized int used() {
        advanceTo(nowMs() / 1000);
        return used;
    }

    private long delayMs(final long nowMs, final int weight) {
        int left = used;
        for (long second = currentSecond - SLOTS + 1; second < currentSecond; second++) {
            left -= weights[slot(second)];
            if (left + weight <= limit) {
                return (second + SLOTS) * 1000 - nowMs;
            }
        }
        return (currentSecond + SLOTS) * 1000 - nowMs;
    }

    private void add(final int weight) {
        weights[slot(currentSecond)] += weight;
        used += weight;
    }

    private void advanceTo(final long second) {
        final long steps = Math.min(second - currentSecond, SLOTS);
        for (long step = 1; step <= steps; step++) {
            final int slot = slot(second - steps + step);
            used -= weights[slot];
            weights[slot] = 0;
        }
        currentSecond = Math.max(currentSecond, second);
    }

    private static int slot(final long second) {
        return Math.floorMod(second, SLOTS);
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
