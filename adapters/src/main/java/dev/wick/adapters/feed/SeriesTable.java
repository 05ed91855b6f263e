package dev.wick.adapters.feed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the id of a venue's series from the symbol's bytes on the wire, without making a String.
 *
 * <p>Open addressing in an immutable snapshot. Written by {@link SeriesRegistry} under its lock, read by any leg's thread.
 */
public final class SeriesTable {
    /** What {@link #find} answers for a series that nobody registered. */
    public static final int UNKNOWN = -1;

    private record Entry(int id, byte[] symbol, Interval interval) {}

    private volatile Entry[] slots = new Entry[16];
    private int size;

    /**
     * Lets a name lead to a series; false, and nothing is changed, if it leads to another one of this interval.
     *
     * @param name as it stands on the wire
     */
    boolean add(final Series series, final String name) {
        final byte[] symbol = name.getBytes(StandardCharsets.UTF_8);
        final int known = find(symbol, 0, symbol.length, series.interval());
        if (known != UNKNOWN) {
            return known == series.id();
        }
        add(new Entry(series.id(), symbol, series.interval()));
        return true;
    }

    private void add(final Entry added) {
        final Entry[] old = slots;
        final Entry[] fresh;
        if (2 * (size + 1) > old.length) {
            fresh = new Entry[2 * old.length];
            for (final Entry entry : old) {
                if (entry != null) {
                    insert(fresh, entry);
                }
            }
        } else {
            fresh = old.clone();
        }
        insert(fresh, added);
        size++;
        slots = fresh;
    }

    /**
     * The id of the series with this symbol and interval, or {@link #UNKNOWN}. Any thread; allocates nothing.
     *
     * @param bytes holds the symbol as UTF-8, from {@code offset}, {@code length} bytes long
     */
    public int find(final byte[] bytes, final int offset, final int length, final Interval interval) {
        final Entry[] snapshot = slots;
        final int mask = snapshot.length - 1;
        int index = hash(bytes, offset, length, interval) & mask;
        while (snapshot[index] != null) {
            final Entry entry = snapshot[index];
            if (entry.interval == interval
                    && Arrays.equals(entry.symbol, 0, entry.symbol.length, bytes, offset, offset + length)) {
                return entry.id;
            }
            index = (index + 1) & mask;
        }
        return UNKNOWN;
    }

    private static void insert(final Entry[] into, final Entry entry) {
        final int mask = into.length - 1;
        int index = hash(entry.symbol, 0, entry.symbol.length, entry.interval) & mask;
        while (into[index] != null) {
            index = (index + 1) & mask;
        }
        into[index] = entry;
    }

    private static int hash(final byte[] bytes, final int offset, final int length, final Interval interval) {
        int hash = interval.ordinal();
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash ^ (hash >>> 15);
    }
}
