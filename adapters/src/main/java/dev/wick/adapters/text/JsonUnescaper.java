package dev.wick.adapters.text;

import java.util.Arrays;

/**
 * Resolves the escapes of a JSON string into a buffer of its own. The rare case of {@link JsonCursor}, which owns it.
 *
 * <p>Half of a surrogate pair becomes U+FFFD, as a decoder would have it.
 */
final class JsonUnescaper {
    private static final int REPLACEMENT = 0xFFFD;

    private byte[] out = new byte[256];
    private int length;

    byte[] bytes() {
        return out;
    }

    int length() {
        return length;
    }

    /**
     * Resolves the string whose first byte behind the opening quote is at {@code start}.
     *
     * @return where its closing quote is; -1 if it has none before {@code end}, a wrong escape or a control character
     */
    int unescape(final byte[] in, final int start, final int end) {
        length = 0;
        int i = start;
        while (i < end) {
            final byte b = in[i];
            if (b == '"') {
                return i;
            }
            if (b >= 0 && b < ' ') {
                return -1;
            }
            if (b == '\\') {
                i = escape(in, i + 1, end);
                if (i < 0) {
                    return -1;
                }
            } else {
                put(b);
                i++;
            }
        }
        return -1;
    }

    /** Resolves the escape whose letter is at {@code at}; where it ends, or -1. */
    private int escape(final byte[] in, final int at, final int end) {
        if (at >= end) {
            return -1;
        }
        switch (in[at]) {
            case '"', '\\', '/' -> put(in[at]);
            case 'b' -> put((byte) '\b');
            case 'f' -> put((byte) '\f');
            case 'n' -> put((byte) '\n');
            case 'r' -> put((byte) '\r');
            case 't' -> put((byte) '\t');
            case 'u' -> {
                return unicode(in, at + 1, end);
            }
            default -> {
                return -1;
            }
        }
        return at + 1;
    }

    private int unicode(final byte[] in, final int at, final int end) {
        final int unit = hex(in, at, end);
        if (unit < 0) {
            return -1;
        }
        final int after = at + 4;
        if (!Character.isSurrogate((char) unit)) {
            putCodePoint(unit);
            return after;
        }
        final boolean escapeFollows = after + 1 < end && in[after] == '\\' && in[after + 1] == 'u';
        final int second = escapeFollows ? hex(in, after + 2, end) : -1;
        if (second >= 0 && Character.isSurrogatePair((char) unit, (char) second)) {
            putCodePoint(Character.toCodePoint((char) unit, (char) second));
            return after + 6;
        }
        putCodePoint(REPLACEMENT);
        return after;
    }

    private static int hex(final byte[] in, final int at, final int end) {
        if (at + 4 > end) {
            return -1;
        }
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            final int digit = Character.digit(in[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    private void putCodePoint(final int code) {
        if (code < 0x80) {
            put((byte) code);
        } else if (code < 0x800) {
            put((byte) (0xC0 | (code >> 6)));
            putTail(code);
        } else if (code < 0x10000) {
            put((byte) (0xE0 | (code >> 12)));
            putTail(code >> 6);
            putTail(code);
        } else {
            put((byte) (0xF0 | (code >> 18)));
            putTail(code >> 12);
            putTail(code >> 6);
            putTail(code);
        }
    }

    private void putTail(final int bits) {
        put((byte) (0x80 | (bits & 0x3F)));
    }

    private void put(final byte b) {
        if (length == out.length) {
            out = Arrays.copyOf(out, 2 * length);
        }
        out[length++] = b;
    }
}
