package dev.wick.adapters.limit;

import java.util.Arrays;

/**
 * Counts what was used in the last stretch of time, so that no stretch, wherever one lets it begin, holds more than is
 * allowed. Guarded by its {@link RateLimiter}'s lock.
 *
 * <p>A sliding window rather than a token bucket: the exchange counts by its own clock's minutes, which start we do not know
 * when, and a bucket that is full lets nearly twice its size through in the first of them.
 */
final class SlidingWindow {
    private static final int PARTS = 60;
    /** The current part and those before it, so that what is used counts for at least the whole stretch. */
    private static final int SLOTS = PARTS + 1;

    private final int limit;
    private final long slotMs;
    private final int[] amounts = new int[SLOTS];
    private long current;
    private int used;

    SlidingWindow(final Allowance allowance) {
        limit = allowance.amount();
        slotMs = (allowance.perMs() + PARTS - 1) / PARTS;
    }

    int limit() {
        return limit;
    }

    /** What counts now; {@code nowMs} of a monotonic clock, not negative. */
    int used(final long nowMs) {
        advanceTo(nowMs / slotMs);
        return used;
    }

    /** Takes the amount and gives 0, or takes nothing and gives the ms after which to try again. */
    long reserve(final int amount, final long nowMs) {
        final long delayMs = delayMs(amount, nowMs);
        if (delayMs == 0) {
            add(amount);
        }
        return delayMs;
    }

    /** Raises what counts as used to what somebody else knows of; never lowers it. */
    void raiseTo(final long known, final long nowMs) {
        advanceTo(nowMs / slotMs);
        final long believed = Math.min(known, limit);
        if (believed > used) {
            add((int) believed - used);
        }
    }

    /** The ms after which there may be room for the amount; 0 if there is now. Takes nothing. */
    long delayMs(final int amount, final long nowMs) {
        advanceTo(nowMs / slotMs);
        int left = used;
        if (left <= limit - amount) {
            return 0;
        }
        for (long part = current - SLOTS + 1; part < current; part++) {
            left -= amounts[slot(part)];
            if (left <= limit - amount) {
                return (part + SLOTS) * slotMs - nowMs;
            }
        }
        return (current + SLOTS) * slotMs - nowMs;
    }

    private void add(final int amount) {
        amounts[slot(current)] += amount;
        used += amount;
    }

    private void advanceTo(final long part) {
        if (part - current >= SLOTS) {
            Arrays.fill(amounts, 0);
            used = 0;
        } else {
            for (long next = current + 1; next <= part; next++) {
                used -= amounts[slot(next)];
                amounts[slot(next)] = 0;
            }
        }
        current = Math.max(current, part);
    }

    private static int slot(final long part) {
        return Math.floorMod(part, SLOTS);
    }
}
