package dev.wick.adapters.text;

import java.nio.charset.StandardCharsets;

/** Makes a short printable text of bytes that could not be read, for people. Stateless; any thread. */
public final class Excerpt {
    private static final int MAX_BYTES = 160;

    private Excerpt() {}

    /** The beginning of these bytes, what cannot be printed as a dot, and their number if there are more. */
    public static String of(final byte[] bytes, final int offset, final int length) {
        final String text = new String(bytes, offset, Math.min(length, MAX_BYTES), StandardCharsets.UTF_8);
        final StringBuilder printable = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || c == 0xFFFD ? '.' : c)
                .forEach(printable::appendCodePoint);
        return length > MAX_BYTES ? printable + "… (" + length + " bytes)" : printable.toString();
    }
}
