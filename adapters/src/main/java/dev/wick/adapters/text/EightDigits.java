package dev.wick.adapters.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads eight ASCII digits at once, as one number whose lowest byte is the first of them. Stateless; any thread.
 *
 * <p>"Values" are eight bytes in which each digit stands as what it is worth. A zero byte in front is a digit that does not
 * count, so that shorter numbers are eight digits, too, if they end where the word ends.
 */
final class EightDigits {
    /** How many bytes there are in a word. */
    static final int WORD = Long.BYTES;

    /** Up to 10^16. */
    private static final long[] POWERS_OF_TEN = new long[2 * WORD + 1];

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ZEROS = 0x3030303030303030L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    /** Carries anything beyond 9 into a byte's high bit. */
    private static final long BEYOND_NINE = 0x7676767676767676L;

    private static final long BYTE = 0xFF;
    /** What a point is among values. */
    private static final long POINT = '.' ^ '0';

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = 10 * POWERS_OF_TEN[i - 1];
        }
    }

    private EightDigits() {}

    /** 10 to the power of 0 to 16. */
    static long powerOfTen(final int exponent) {
        return POWERS_OF_TEN[exponent];
    }

    /** Eight bytes from {@code at}, all of which must be there. */
    static long word(final byte[] bytes, final int at) {
        return (long) EIGHT_BYTES.get(bytes, at);
    }

    /** The values of the last bytes before {@code end}, 1 to 8 of them, with zeros in front; eight bytes must be there. */
    static long before(final byte[] bytes, final int end, final int length) {
        final int others = Long.SIZE - Byte.SIZE * length;
        return values(word(bytes, end - WORD)) >>> others << others;
    }

    /** The values of eight bytes. */
    static long values(final long bytes) {
        return bytes ^ ZEROS;
    }

    /**
     * A bit for each of eight values that is no digit, up to the first; what is beyond that means something only if the first is a
     * point. 0 if all are digits.
     */
    static long others(final long values) {
        // A carry from a byte that is no digit spoils only those behind it, and a point carries nothing.
        return ((values + BEYOND_NINE) | values) & HIGH_BITS;
    }

    /** Whether there is just one among these values that is no digit, and that is a point. */
    static boolean isPoint(final long values, final long others) {
        return (others & (others - 1)) == 0 && ((values >>> (Byte.SIZE * JsonBytes.firstOf(others))) & BYTE) == POINT;
    }

    /** The values without the first that is no digit: what stands before it moves up by one. */
    static long without(final long values, final long others) {
        final long upToIt = others ^ (others - 1);
        return ((values & (upToIt >>> Byte.SIZE)) << Byte.SIZE) | (values & ~upToIt);
    }

    /** The first values, 1 to 8 of them, with zeros in front instead of something else behind. */
    static long alignRight(final long values, final int digits) {
        return values << (Long.SIZE - Byte.SIZE * digits);
    }

    /** The values without the last ones, 0 to 7 of them; as many as there are, if all are zeros. */
    static long dropLast(final long values, final int digits) {
        return values << (Byte.SIZE * digits);
    }

    /** What eight values say: neighbours are joined to pairs, pairs to fours, and these to all eight. */
    static long valueOf(final long values) {
        final long pairs = values * 10 + (values >>> 8);
        final long even = (pairs & 0x000000FF000000FFL) * 0x000F424000000064L;
        final long odd = ((pairs >>> 16) & 0x000000FF000000FFL) * 0x0000271000000001L;
        return (even + odd) >>> 32;
    }

    /** Writes eight digits of a number of 0 to 99,999,999: halves, then pairs, then digits, all of a kind by one multiplication. */
    static void write(final int number, final byte[] into, final int at) {
        final long halves = (number / 10_000) | ((long) (number % 10_000) << 32);
        // Multiplied and shifted, as 10,486 / 2^20 is close enough to a hundredth, and 103 / 2^10 to a tenth.
        final long hundreds = ((halves * 10_486) >>> 20) & 0x0000007F0000007FL;
        final long pairs = hundreds | ((halves - 100 * hundreds) << 16);
        final long tens = ((pairs * 103) >>> 10) & 0x000F000F000F000FL;
        EIGHT_BYTES.set(into, at, tens | ((pairs - 10 * tens) << 8) | ZEROS);
    }
}
