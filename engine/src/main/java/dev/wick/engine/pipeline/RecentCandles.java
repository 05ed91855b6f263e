package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import org.agrona.BitUtil;
import org.agrona.collections.Long2LongHashMap;

/**
 * What was last accepted for each (series, open time), for a while: forgotten when nothing new was accepted for it within
 * the window, and, oldest first, when there are too many. All memory is taken at the start. The pipeline's thread.
 */
final class RecentCandles {
    private static final int NOBODY = -1;
    /** Forgetting keeps up with any flow at two for one, and never stops it for long. */
    private static final int FORGET_AT_ONCE = 4;

    /** Seconds need 36 bits until the year 4147, which leaves 27 for the series. */
    private static final int SECOND_BITS = 36;

    private final long windowMs;
    private final Long2LongHashMap indexByKey;
    private final Candle[] candles;
    private final long[] keys;
    private final long[] acceptedMs;
    private final int[] older;
    private final int[] newer;
    private final int[] free;
    private int freeCount;
    private int oldest = NOBODY;
    private int newest = NOBODY;

    RecentCandles(final long windowMs, final int maxEntries) {
        if (maxEntries < 1) {
            throw new IllegalArgumentException("deduplication needs at least one entry, got " + maxEntries);
        }
        this.windowMs = windowMs;
        indexByKey = new Long2LongHashMap(BitUtil.findNextPositivePowerOfTwo(2 * maxEntries), 0.6f, NOBODY);
        candles = new Candle[maxEntries];
        keys = new long[maxEntries];
        acceptedMs = new long[maxEntries];
        older = new int[maxEntries];
        newer = new int[maxEntries];
        free = new int[maxEntries];
        for (int i = 0; i < maxEntries; i++) {
            candles[i] = new Candle();
            free[freeCount++] = maxEntries - 1 - i;
        }
    }

    /** What was last accepted for a candle's identity, null if that is unknown by now. Not to be changed. */
    Candle find(final Candle candle, final long nowMs) {
        final int index = (int) indexByKey.get(key(candle));
        return index == NOBODY || isForgotten(index, nowMs) ? null : candles[index];
    }

    /** Remembers a copy. */
    void put(final Candle candle, final long nowMs) {
        for (int i = 0; i < FORGET_AT_ONCE && oldest != NOBODY && isForgotten(oldest, nowMs); i++) {
            forget(oldest);
        }
        final long key = key(candle);
        int index = (int) indexByKey.get(key);
        if (index == NOBODY) {
            index = takeFree();
            indexByKey.put(key, index);
            keys[index] = key;
        } else {
            unlink(index);
        }
        candles[index].copyFrom(candle);
        acceptedMs[index] = nowMs;
        linkAsNewest(index);
    }

    /** How many identities are held, those about to be forgotten included. */
    int size() {
        return indexByKey.size();
    }

    private static long key(final Candle candle) {
        return ((long) candle.seriesId << SECOND_BITS) | (candle.openTimeMs / 1_000);
    }

    private boolean isForgotten(final int index, final long nowMs) {
        return nowMs - acceptedMs[index] > windowMs;
    }

    private int takeFree() {
        if (freeCount == 0) {
            forget(oldest);
        }
        return free[--freeCount];
    }

    private void forget(final int index) {
        indexByKey.remove(keys[index]);
        unlink(index);
        free[freeCount++] = index;
    }

    private void unlink(final int index) {
        if (older[index] == NOBODY) {
            oldest = newer[index];
        } else {
            newer[older[index]] = newer[index];
        }
        if (newer[index] == NOBODY) {
            newest = older[index];
        } else {
            older[newer[index]] = older[index];
        }
    }

    private void linkAsNewest(final int index) {
        older[index] = newest;
        newer[index] = NOBODY;
        if (newest == NOBODY) {
            oldest = index;
        } else {
            newer[newest] = index;
        }
        newest = index;
    }
}
