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
        long value = 0;
        for (int i = start; i < end; i++) {
            final int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || (i - start >= SAFE_DIGITS && overflows(value, digit))) {
                return GARBAGE;
            }
            value = 10 * value + digit;
        }
        return negative ? -value : value;
    }

    private static boolean overflows(final long value, final int digit) {
        return value > (Long.MAX_VALUE - digit) / 10;
    }
}
