package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import org.agrona.BitUtil;
import org.agrona.collections.Long2LongHashMap;

/**
 * The values that were last accepted for each (series, open time), for a while: forgotten when nothing new was accepted for it within
 * the window, and, oldest first, when there are too many. All memory is taken at the start. The pipeline's thread.
 *
 * <p>An entry is a row of one array: as objects, its values alone lay in seven cache lines, all of them cold when there are many series.
 *
 * <pre>
 *   key │ accepted, ms │ older, newer │ trades │ scales of 4, of 3 │ mantissas of o h l c, volume, quote volume, contracts
 * </pre>
 */
final class RecentCandles {
    /** What {@link #find} answers for a candle of which nothing is known. */
    static final int NOBODY = -1;
    /** Forgetting keeps up with any flow at two for one, and never stops it for long. */
    private static final int FORGET_AT_ONCE = 4;

    /** Seconds need 36 bits until the year 4147, which leaves 27 for the series. */
    private static final int SECOND_BITS = 36;

    private static final int KEY = 0;
    private static final int ACCEPTED_MS = 1;
    private static final int LINKS = 2;
    private static final int TRADES = 3;
    private static final int SCALES = 4;
    private static final int MANTISSAS = 6;
    /** A row has 2 to the power of this longs; three are left over. */
    private static final int ROW_BITS = 4;

    /** So many scales are in a long, 2 to the power of this. */
    private static final int SCALES_BITS = 2;

    private static final long LOW_INT = 0xFFFF_FFFFL;
    private static final short ABSENT = Short.MIN_VALUE;

    private final long windowMs;
    private final Long2LongHashMap indexByKey;
    private final long[] rows;
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
        rows = new long[maxEntries << ROW_BITS];
        free = new int[maxEntries];
        for (int i = 0; i < maxEntries; i++) {
            free[freeCount++] = maxEntries - 1 - i;
        }
    }

    /** Where it is kept what was last accepted for a candle's identity, until the next {@link #put}; or {@link #NOBODY}. */
    int find(final Candle candle, final long nowMs) {
        final int index = (int) indexByKey.get(key(candle));
        return index == NOBODY || isForgotten(index, nowMs) ? NOBODY : index;
    }

    /** Whether a candle has another value than what {@link #find} has found, where both have one. */
    boolean differs(final int index, final Candle candle) {
        final int row = row(index);
        final long trades = rows[row + TRADES];
        return differs(row, 0, candle.open)
                || differs(row, 1, candle.high)
                || differs(row, 2, candle.low)
                || differs(row, 3, candle.close)
                || differs(row, 4, candle.volume)
                || differs(row, 5, candle.quoteVolume)
                || differs(row, 6, candle.contracts)
                || (trades != Candle.NONE && candle.tradeCount != Candle.NONE && trades != candle.tradeCount);
    }

    private boolean differs(final int row, final int field, final Decimal value) {
        final long scales = rows[row + SCALES + (field >> SCALES_BITS)];
        final short scale = (short) (scales >>> (Short.SIZE * (field & ((1 << SCALES_BITS) - 1))));
        return scale != ABSENT
                && value.isPresent()
                && (scale != value.scale || rows[row + MANTISSAS + field] != value.mantissa);
    }

    /** Remembers a candle's values. */
    void put(final Candle candle, final long nowMs) {
        for (int i = 0; i < FORGET_AT_ONCE && oldest != NOBODY && isForgotten(oldest, nowMs); i++) {
            forget(oldest);
        }
        final long key = key(candle);
        int index = (int) indexByKey.get(key);
        if (index == NOBODY) {
            index = takeFree();
            indexByKey.put(key, index);
            rows[row(index) + KEY] = key;
        } else {
            unlink(index);
        }
        keep(row(index), candle);
        rows[row(index) + ACCEPTED_MS] = nowMs;
        linkAsNewest(index);
    }

    private void keep(final int row, final Candle candle) {
        rows[row + TRADES] = candle.tradeCount;
        rows[row + SCALES] = scales(candle.open, candle.high, candle.low, candle.close);
        rows[row + SCALES + 1] = scales(candle.volume, candle.quoteVolume, candle.contracts, candle.contracts);
        rows[row + MANTISSAS] = candle.open.mantissa;
        rows[row + MANTISSAS + 1] = candle.high.mantissa;
        rows[row + MANTISSAS + 2] = candle.low.mantissa;
        rows[row + MANTISSAS + 3] = candle.close.mantissa;
        rows[row + MANTISSAS + 4] = candle.volume.mantissa;
        rows[row + MANTISSAS + 5] = candle.quoteVolume.mantissa;
        rows[row + MANTISSAS + 6] = candle.contracts.mantissa;
    }

    private static long scales(final Decimal one, final Decimal two, final Decimal three, final Decimal four) {
        return scale(one)
                | (scale(two) << Short.SIZE)
                | (scale(three) << (2 * Short.SIZE))
                | (scale(four) << (3 * Short.SIZE));
    }

    /** Scales are within two hundred of zero, wherever a decimal comes from. */
    private static long scale(final Decimal decimal) {
        return (decimal.isPresent() ? decimal.scale : ABSENT) & 0xFFFFL;
    }

    /** How many identities are held, those about to be forgotten included. */
    int size() {
        return indexByKey.size();
    }

    private static int row(final int index) {
        return index << ROW_BITS;
    }

    private static long key(final Candle candle) {
        return ((long) candle.seriesId << SECOND_BITS) | (candle.openTimeMs / 1_000);
    }

    private boolean isForgotten(final int index, final long nowMs) {
        return nowMs - rows[row(index) + ACCEPTED_MS] > windowMs;
    }

    private int takeFree() {
        if (freeCount == 0) {
            forget(oldest);
        }
        return free[--freeCount];
    }

    private void forget(final int index) {
        indexByKey.remove(rows[row(index) + KEY]);
        unlink(index);
        free[freeCount++] = index;
    }

    private void unlink(final int index) {
        final int older = older(index);
        final int newer = newer(index);
        if (older == NOBODY) {
            oldest = newer;
        } else {
            link(older, older(older), newer);
        }
        if (newer == NOBODY) {
            newest = older;
        } else {
            link(newer, older, newer(newer));
        }
    }

    private void linkAsNewest(final int index) {
        link(index, newest, NOBODY);
        if (newest == NOBODY) {
            oldest = index;
        } else {
            link(newest, older(newest), index);
        }
        newest = index;
    }

    private int older(final int index) {
        return (int) (rows[row(index) + LINKS] >>> Integer.SIZE);
    }

    private int newer(final int index) {
        return (int) rows[row(index) + LINKS];
    }

    private void link(final int index, final int older, final int newer) {
        rows[row(index) + LINKS] = ((long) older << Integer.SIZE) | (newer & LOW_INT);
    }
}
