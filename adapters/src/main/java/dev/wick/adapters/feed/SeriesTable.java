package dev.wick.adapters.feed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the id of a venue's series from the symbol's bytes on the wire, without making a String.
 *
 * <p>Open addressing in an immutable snapshot. Written by {@link SeriesRegistry} under its lock, read by any leg's thread. A symbol's
 * first and last eight bytes, which overlap in a short one, stand for it as two numbers: byte by byte, a look-up takes a tenth of all
 * that it takes to read a frame.
 */
public final class SeriesTable {
    /** What {@link #find} answers for a series that nobody registered. */
    public static final int UNKNOWN = -1;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WORD = Long.BYTES;
    private static final long BYTE = 0xFF;
    /** The golden ratio's bits, which spread those of any number over the upper half of a product. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private record Entry(int id, byte[] symbol, long head, long tail, Interval interval) {
        boolean is(
                final byte[] bytes,
                final int offset,
                final int length,
                final long otherHead,
                final long otherTail,
                final Interval otherInterval) {
            return head == otherHead
                    && tail == otherTail
                    && interval == otherInterval
                    && symbol.length == length
                    && (length <= 2 * WORD || Arrays.equals(symbol, 0, length, bytes, offset, offset + length));
        }
    }

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
        add(new Entry(
                series.id(),
                symbol,
                head(symbol, 0, symbol.length),
                tail(symbol, 0, symbol.length),
                series.interval()));
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
        final long head = head(bytes, offset, length);
        final long tail = tail(bytes, offset, length);
        int index = hash(head, tail, interval) & mask;
        while (snapshot[index] != null) {
            final Entry entry = snapshot[index];
            if (entry.is(bytes, offset, length, head, tail, interval)) {
                return entry.id;
            }
            index = (index + 1) & mask;
        }
        return UNKNOWN;
    }

    private static void insert(final Entry[] into, final Entry entry) {
        final int mask = into.length - 1;
        int index = hash(entry.head, entry.tail, entry.interval) & mask;
        while (into[index] != null) {
            index = (index + 1) & mask;
        }
        into[index] = entry;
    }

    /** The first eight bytes, or all, as a number. */
    private static long head(final byte[] bytes, final int offset, final int length) {
        if (length >= WORD) {
            return (long) EIGHT_BYTES.get(bytes, offset);
        }
        if (offset + WORD <= bytes.length) {
            return (long) EIGHT_BYTES.get(bytes, offset) & ((1L << (Byte.SIZE * length)) - 1);
        }
        long head = 0;
        for (int i = offset + length - 1; i >= offset; i--) {
            head = (head << Byte.SIZE) | (bytes[i] & BYTE);
        }
        return head;
    }

    /** The last eight bytes as a number, if there are more than eight. */
    private static long tail(final byte[] bytes, final int offset, final int length) {
        return length > WORD ? (long) EIGHT_BYTES.get(bytes, offset + length - WORD) : 0;
    }

    private static int hash(final long head, final long tail, final Interval interval) {
        return (int) (((((head * SPREAD) ^ tail) + interval.ordinal()) * SPREAD) >>> Integer.SIZE);
    }
}
