package dev.wick.adapters.text;

import dev.wick.adapters.feed.Decimal;

/**
 * Reads a decimal number from its digits in a byte array. Stateless; any thread.
 *
 * <p>The grammar is that of {@link java.math.BigDecimal#BigDecimal(String)} in ASCII: {@code 5.}, {@code .5},
 * {@code -0.10}, {@code 1e-7} and {@code 1E+3} are numbers; {@code NaN}, {@code 1.2.3}, {@code 0x1}, blanks and nothing
 * at all are not.
 */
public final class DecimalReader {
    /** What the bytes were. */
    public enum Outcome {
        /** A number, held exactly. */
        OK,
        /** A number of more than 18 significant digits, rounded half-even to 18. */
        ROUNDED,
        /** No number, or one with a scale beyond 64; the target is absent. */
        GARBAGE
    }

    /** As many digits as always fit a long. */
    private static final int MAX_DIGITS = 18;

    private static final int MAX_SCALE = 64;
    private static final int WORD = EightDigits.WORD;
    /** Where counting an exponent stops: far beyond what is accepted, far below overflow. */
    private static final long EXPONENT_CEILING = 1L << 40;

    private static final long[] POWERS_OF_TEN = new long[MAX_DIGITS + 1];

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = 10 * POWERS_OF_TEN[i - 1];
        }
    }

    private DecimalReader() {}

    /**
     * Reads the number that the bytes from {@code offset}, {@code length} of them, spell out in full.
     *
     * @param into gets the number in canonical form; absent if there is none
     */
    public static Outcome read(final byte[] bytes, final int offset, final int length, final Decimal into) {
        return readWords(bytes, length, offset + length, into) || readPlain(bytes, offset, offset + length, into)
                ? Outcome.OK
                : readAny(bytes, offset, offset + length, into);
    }

    /** The usual case: up to sixteen bytes, nothing but digits and perhaps a point, and as many bytes before their end. */
    private static boolean readWords(final byte[] bytes, final int length, final int end, final Decimal into) {
        if (length <= 1 || length > 2 * WORD || end < 2 * WORD) {
            return false;
        }
        if (length > WORD) {
            return readTwoWords(
                    EightDigits.before(bytes, end - WORD, length - WORD), EightDigits.before(bytes, end, WORD), into);
        }
        final long values = EightDigits.before(bytes, end, length);
        final long others = EightDigits.others(values);
        if (others == 0) {
            into.mantissa = EightDigits.valueOf(values);
            into.scale = 0;
            return true;
        }
        return EightDigits.isPoint(values, others) && readAround(0, values, others, into);
    }

    private static boolean readTwoWords(final long first, final long last, final Decimal into) {
        final long firstOthers = EightDigits.others(first);
        final long lastOthers = EightDigits.others(last);
        if (firstOthers == 0 && EightDigits.isPoint(last, lastOthers)) {
            return readAround(EightDigits.valueOf(first), last, lastOthers, into);
        }
        if (lastOthers != 0) {
            return false;
        }
        if (firstOthers == 0) {
            into.mantissa = EightDigits.powerOfTen(WORD) * EightDigits.valueOf(first) + EightDigits.valueOf(last);
            into.scale = 0;
            return true;
        }
        return EightDigits.isPoint(first, firstOthers) && readBehind(first, firstOthers, last, into);
    }

    /** A point among the last digits. Zeros at the end do not count, and are left out by shifting: to divide them away takes long. */
    private static boolean readAround(final long before, final long values, final long point, final Decimal into) {
        final long digits = EightDigits.without(values, point);
        final int scale = WORD - 1 - JsonBytes.firstOf(point);
        final int zeros = Math.min(scale, JsonBytes.zerosBehind(digits));
        into.mantissa = before * EightDigits.powerOfTen(WORD - 1 - zeros)
                + EightDigits.valueOf(EightDigits.dropLast(digits, zeros));
        into.scale = scale - zeros;
        return true;
    }

    /** A point before the last eight digits. */
    private static boolean readBehind(final long values, final long point, final long last, final Decimal into) {
        final int zeros = JsonBytes.zerosBehind(last);
        if (zeros == WORD) {
            return readAround(0, values, point, into);
        }
        into.mantissa = EightDigits.valueOf(EightDigits.without(values, point)) * EightDigits.powerOfTen(WORD - zeros)
                + EightDigits.valueOf(EightDigits.dropLast(last, zeros));
        into.scale = 2 * WORD - 1 - JsonBytes.firstOf(point) - zeros;
        return true;
    }

    /** At most 18 digits, perhaps a sign, perhaps a point, no exponent. False if it is not that. */
    private static boolean readPlain(final byte[] bytes, final int offset, final int end, final Decimal into) {
        final boolean negative = offset < end && bytes[offset] == '-';
        final int start = negative ? offset + 1 : offset;
        int last = end;
        while (last > start && bytes[last - 1] == '0') {
            last--;
        }
        if (end - start > MAX_DIGITS + 1 && last - start > MAX_DIGITS) {
            return false;
        }
        long mantissa = 0;
        int point = -1;
        for (int i = start; i < last; i++) {
            final byte b = bytes[i];
            if ((char) (b - '0') <= 9) {
                mantissa = 10 * mantissa + (b - '0');
            } else if (b == '.' && point < 0) {
                point = i;
            } else {
                return false;
            }
        }
        final int digits = end - start - (point < 0 ? 0 : 1);
        if (digits == 0 || (point < 0 ? digits : last - start - 1) > MAX_DIGITS) {
            return false;
        }
        // Trailing zeros count before the point, and not after it.
        final long magnitude = point < 0 ? mantissa * POWERS_OF_TEN[end - last] : mantissa;
        into.mantissa = negative ? -magnitude : magnitude;
        into.scale = point < 0 || mantissa == 0 ? 0 : last - point - 1;
        return true;
    }

    private static Outcome readAny(final byte[] bytes, final int offset, final int end, final Decimal into) {
        into.clear();
        final boolean signed = offset < end && (bytes[offset] == '-' || bytes[offset] == '+');
        final int start = signed ? offset + 1 : offset;
        int i = start;
        int point = -1;
        int digits = 0;
        int kept = 0;
        long mantissa = 0;
        int firstDropped = 0;
        boolean restDropped = false;
        for (; i < end; i++) {
            final int digit = bytes[i] - '0';
            if (digit == '.' - '0' && point < 0) {
                point = i;
                continue;
            }
            if (digit < 0 || digit > 9) {
                break;
            }
            digits++;
            if (mantissa == 0 && digit == 0) {
                continue;
            }
            kept++;
            if (kept <= MAX_DIGITS) {
                mantissa = 10 * mantissa + digit;
            } else if (kept == MAX_DIGITS + 1) {
                firstDropped = digit;
            } else {
                restDropped |= digit != 0;
            }
        }
        final long exponent = exponent(bytes, i, end);
        if (digits == 0 || exponent == LongReader.GARBAGE) {
            return Outcome.GARBAGE;
        }
        final boolean up = firstDropped > 5 || (firstDropped == 5 && (restDropped || (mantissa & 1) != 0));
        final int afterPoint = point < 0 ? 0 : i - point - 1;
        final long scale = afterPoint - exponent - Math.max(0, kept - MAX_DIGITS);
        final boolean exact = firstDropped == 0 && !restDropped;
        return store(up ? mantissa + 1 : mantissa, scale, signed && bytes[offset] == '-', exact, into);
    }

    /** What follows {@code e} or {@code E} up to the end, 0 if nothing follows at all. */
    private static long exponent(final byte[] bytes, final int offset, final int end) {
        if (offset == end) {
            return 0;
        }
        if (bytes[offset] != 'e' && bytes[offset] != 'E') {
            return LongReader.GARBAGE;
        }
        int i = offset + 1;
        final boolean negative = i < end && bytes[i] == '-';
        if (negative || (i < end && bytes[i] == '+')) {
            i++;
        }
        if (i == end) {
            return LongReader.GARBAGE;
        }
        long exponent = 0;
        for (; i < end; i++) {
            final int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return LongReader.GARBAGE;
            }
            exponent = Math.min(EXPONENT_CEILING, 10 * exponent + digit);
        }
        return negative ? -exponent : exponent;
    }

    private static Outcome store(
            final long magnitude,
            final long anyScale,
            final boolean negative,
            final boolean exact,
            final Decimal into) {
        long mantissa = magnitude;
        long scale = mantissa == 0 ? 0 : anyScale;
        while (scale > 0 && mantissa % 10 == 0) {
            mantissa /= 10;
            scale--;
        }
        // Rounding up may have carried into a nineteenth digit.
        if (mantissa == POWERS_OF_TEN[MAX_DIGITS]) {
            mantissa /= 10;
            scale--;
        }
        while (scale < 0 && mantissa < POWERS_OF_TEN[MAX_DIGITS - 1]) {
            mantissa *= 10;
            scale++;
        }
        if (Math.abs(scale) > MAX_SCALE) {
            return Outcome.GARBAGE;
        }
        into.mantissa = negative ? -mantissa : mantissa;
        into.scale = (int) scale;
        return exact ? Outcome.OK : Outcome.ROUNDED;
    }
}
