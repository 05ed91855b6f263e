package dev.wick.adapters.text;

import dev.wick.adapters.feed.Decimal;

/** Writes exact decimals and whole numbers as ASCII digits, without an exponent and without garbage. Any thread. */
public final class DecimalWriter {
    /** The most bytes that one number takes: sign, 19 digits, a point and the zeros of a scale of up to 64. */
    public static final int MAX_BYTES = 96;

    private static final int MAX_DIGITS = 19;
    private static final long EIGHT_DIGITS = 100_000_000;
    /** -1, -10, -100 and so on. */
    private static final long[] NEGATIVE_POWERS = new long[MAX_DIGITS];

    private static final byte[] TENS = new byte[100];
    private static final byte[] UNITS = new byte[100];

    static {
        NEGATIVE_POWERS[0] = -1;
        for (int i = 1; i < NEGATIVE_POWERS.length; i++) {
            NEGATIVE_POWERS[i] = 10 * NEGATIVE_POWERS[i - 1];
        }
        for (int i = 0; i < 100; i++) {
            TENS[i] = (byte) ('0' + i / 10);
            UNITS[i] = (byte) ('0' + i % 10);
        }
    }

    private DecimalWriter() {}

    /**
     * Writes a present number as JSON takes it: {@code 0.3527}, {@code 25877}, {@code -1.5}.
     *
     * @param into has at least {@link #MAX_BYTES} of room from {@code at}
     * @return the position after the last byte
     */
    public static int write(final Decimal number, final byte[] into, final int at) {
        final int scale = number.scale;
        if (scale == 0) {
            return write(number.mantissa, into, at);
        }
        return scale > 0
                ? writeFraction(number.mantissa, scale, into, at)
                : writeWhole(number.mantissa, -scale, into, at);
    }

    /**
     * Writes a whole number.
     *
     * @param into has room for 20 bytes from {@code at}
     * @return the position after the last byte
     */
    public static int write(final long number, final byte[] into, final int at) {
        int start = at;
        if (number < 0) {
            into[start++] = '-';
        }
        final long negative = number < 0 ? number : -number;
        final int end = start + digits(negative);
        writeBackwards(negative, into, end, start);
        return end;
    }

    /**
     * Writes a whole number with leading zeros.
     *
     * @param number not negative
     * @param width how many digits; those of a longer number that lead are left out
     * @return the position after the last byte
     */
    public static int writePadded(final long number, final int width, final byte[] into, final int at) {
        writeBackwards(-number, into, at + width, at);
        return at + width;
    }

    private static int writeFraction(final long mantissa, final int scale, final byte[] into, final int at) {
        int start = at;
        if (mantissa < 0) {
            into[start++] = '-';
        }
        final long negative = mantissa < 0 ? mantissa : -mantissa;
        final int point = start + Math.max(1, digits(negative) - scale);
        final long rest = writeBackwards(negative, into, point + 1 + scale, point + 1);
        into[point] = '.';
        writeBackwards(rest, into, point, start);
        return point + 1 + scale;
    }

    private static int writeWhole(final long mantissa, final int zeros, final byte[] into, final int at) {
        int end = write(mantissa, into, at);
        for (int i = 0; i < zeros; i++) {
            into[end++] = '0';
        }
        return end;
    }

    /** Fills from the last digit to the first, with zeros in front; what is left. Negative, as Long.MIN_VALUE has no positive. */
    private static long writeBackwards(final long negative, final byte[] into, final int end, final int start) {
        long rest = negative;
        int at = end;
        while (at - start >= EightDigits.WORD) {
            final long eight = rest / EIGHT_DIGITS * EIGHT_DIGITS - rest;
            rest /= EIGHT_DIGITS;
            at -= EightDigits.WORD;
            EightDigits.write((int) eight, into, at);
        }
        while (at - start >= 2) {
            final int pair = (int) (rest / 100 * 100 - rest);
            rest /= 100;
            into[--at] = UNITS[pair];
            into[--at] = TENS[pair];
        }
        if (at > start) {
            into[--at] = (byte) ('0' - rest % 10);
            rest /= 10;
        }
        return rest;
    }

    private static int digits(final long negative) {
        // A bit is 0.301 digits: this many, or one more.
        final int bits = Long.SIZE - Long.numberOfLeadingZeros(-negative);
        final int least = Math.min(MAX_DIGITS - 1, (bits * 1_233) >>> 12);
        return Math.max(1, negative <= NEGATIVE_POWERS[least] ? least + 1 : least);
    }
}
