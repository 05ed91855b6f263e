package dev.wick.adapters.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What single bytes of a JSON text mean. Stateless; any thread. */
final class JsonBytes {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private JsonBytes() {}

    /**
     * Looks at eight bytes at once: the lowest bit set stands in the first that is a quote, a backslash or a control
     * character; higher ones mean nothing. 0 if there is none.
     */
    static long specialOfEight(final byte[] bytes, final int offset) {
        return specialOfEight((long) EIGHT_BYTES.get(bytes, offset));
    }

    /** The same for eight bytes as a number, the first the lowest. */
    static long specialOfEight(final long eight) {
        final long quote = eight ^ ('"' * ONES);
        final long backslash = eight ^ ('\\' * ONES);
        return (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | ((eight - ' ' * ONES) & ~eight))
                & HIGH_BITS;
    }

    /** In which of eight bytes the lowest bit stands, the first is 0; 8 if there is no bit. */
    static int firstOf(final long bits) {
        // To divide by eight takes four instructions, as far as the compiler knows it could be negative.
        return Long.numberOfTrailingZeros(bits) >>> 3;
    }

    /** How many of eight bytes are zero behind the last one that is not. */
    static int zerosBehind(final long bytes) {
        return Long.numberOfLeadingZeros(bytes) >>> 3;
    }

    /** A byte of a string that needs no second look: ASCII beyond the quote, and no backslash. */
    static boolean isPlain(final byte b) {
        return b > '"' && b != '\\';
    }

    static boolean isDigit(final byte b) {
        return (char) (b - '0') <= 9;
    }

    /** A byte of a number that is no digit. */
    static boolean isNumeric(final byte b) {
        return b == '.' || b == 'e' || b == 'E' || b == '-' || b == '+';
    }

    static boolean isBlank(final byte b) {
        // Hardly any is below the blank, and beyond it there is nothing to compare with.
        return b <= ' ' && (b == ' ' || b == '\n' || b == '\t' || b == '\r');
    }
}
