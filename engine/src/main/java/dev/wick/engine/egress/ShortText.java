package dev.wick.engine.egress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Up to 24 constant characters, written as one, two or three numbers: to call the JDK's copying of arrays takes several times as long
 * for so few. A record, since only its fields are constants to the JIT compiler. Immutable; any thread.
 */
record ShortText(long first, long second, long third, int length) {
    /** How many bytes behind the text may be written, too: what comes next overwrites them. */
    static final int MAX_BYTES_BEHIND = Long.BYTES - 1;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WORD = Long.BYTES;

    /** What JSON has for a value that is not known. */
    static final ShortText NULL = of("null");

    /** These ASCII characters, 1 to 24 of them. */
    static ShortText of(final String text) {
        if (text.isEmpty() || text.length() > 3 * WORD) {
            throw new IllegalArgumentException("1 to 24 characters: " + text);
        }
        return new ShortText(word(text, 0), word(text, WORD), word(text, 2 * WORD), text.length());
    }

    private static long word(final String text, final int from) {
        long word = 0;
        for (int i = Math.min(text.length(), from + WORD) - 1; i >= from; i--) {
            word = (word << Byte.SIZE) | text.charAt(i);
        }
        return word;
    }

    /**
     * Writes the text, and up to {@link #MAX_BYTES_BEHIND} bytes more, for which there is room.
     *
     * @return the position after the text
     */
    int write(final byte[] into, final int at) {
        EIGHT_BYTES.set(into, at, first);
        if (length > WORD) {
            EIGHT_BYTES.set(into, at + WORD, second);
        }
        if (length > 2 * WORD) {
            EIGHT_BYTES.set(into, at + 2 * WORD, third);
        }
        return at + length;
    }
}
