package dev.wick.adapters.text;

/** Reads a whole number from its digits in a byte array. Stateless; any thread. */
public final class LongReader {
    /** What {@link #read} answers for bytes that are no whole number, or one beyond ±2⁶³. */
    public static final long GARBAGE = Long.MIN_VALUE;

    private static final int SAFE_DIGITS = 18;
    private static final long EIGHT_MORE = 100_000_000;

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
        final long magnitude = end - start <= 2 * EightDigits.WORD && end >= 2 * EightDigits.WORD
                ? readWords(bytes, start, end)
                : readDigits(bytes, start, end);
        return negative && magnitude != GARBAGE ? -magnitude : magnitude;
    }

    /** Up to sixteen digits, which end behind the sixteenth byte at the earliest. */
    private static long readWords(final byte[] bytes, final int start, final int end) {
        final int digits = end - start;
        if (digits <= EightDigits.WORD) {
            final long values = EightDigits.before(bytes, end, digits);
            return EightDigits.others(values) == 0 ? EightDigits.valueOf(values) : GARBAGE;
        }
        final long last = EightDigits.before(bytes, end, EightDigits.WORD);
        final long first = EightDigits.before(bytes, end - EightDigits.WORD, digits - EightDigits.WORD);
        return (EightDigits.others(first) | EightDigits.others(last)) == 0
                ? EIGHT_MORE * EightDigits.valueOf(first) + EightDigits.valueOf(last)
                : GARBAGE;
    }

    private static long readDigits(final byte[] bytes, final int start, final int end) {
        long value = 0;
        for (int i = start; i < end; i++) {
            final int digit = bytes[i] - '0';
            if ((char) digit > 9) {
                return GARBAGE;
            }
            value = 10 * value + digit;
        }
        return value;
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
