package dev.wick.adapters.text;

/** Reads a whole number from its digits in a byte array. Stateless; any thread. */
public final class LongReader {
    /** What {@link #read} answers for bytes that are no whole number, or one beyond ±2⁶³. */
    public static final long GARBAGE = Long.MIN_VALUE;

    private static final int SAFE_DIGITS = 18;

    private LongReader() {}

    /** The number that the bytes from {@code offset}, {@code length} of them, spell out in full, or {@link #GARBAGE}. */
    public static long read(final byte[] bytes, final int offset, final int length) {
        final int end = offset + length;
        final boolean negative = length > 0 && bytes[offset] == '-';
        final int start = negative ? offset + 1 : offset;
        if (start >= end) {
            return GARBAGE;
        }
        if (end - start > SAFE_DIGITS) {
            return readLong(bytes, start, end, negative);
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            final int digit = bytes[i] - '0';
            if ((char) digit > 9) {
                return GARBAGE;
            }
            value = 10 * value + digit;
        }
        return negative ? -value : value;
    }

    /** So many digits that they may be too many. */
    private static long readLong(final byte[] bytes, final int start, final int end, final boolean negative) {
        long value = 0;
        for (int i = start; i < end; i++) {
            final int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                return GARBAGE;
            }
            value = 10 * value + digit;
        }
        return negative ? -value : value;
    }
}
