package dev.wick.adapters.rest;

import java.nio.charset.StandardCharsets;

/** Makes the beginning of anything fit to print in a message: short, one line, no control characters. */
public final class Excerpt {
    private static final int MAX_CHARS = 200;

    private Excerpt() {}

    /** The beginning of a body. */
    public static String of(final byte[] body) {
        return of(body, 0, body.length);
    }

    /** The beginning of a part of a body. */
    public static String of(final byte[] body, final int offset, final int length) {
        final int some = Math.min(length, 4 * MAX_CHARS);
        return of(new String(body, offset, some, StandardCharsets.UTF_8));
    }

    /** The beginning of a text. */
    public static String of(final String text) {
        final StringBuilder printable = new StringBuilder(MAX_CHARS);
        for (int i = 0; i < text.length() && printable.length() < MAX_CHARS; i++) {
            final char c = text.charAt(i);
            printable.append(isPrintable(c) ? c : ' ');
        }
        final boolean cut = text.length() > MAX_CHARS;
        return printable.toString().strip() + (cut ? "…" : "");
    }

    private static boolean isPrintable(final char c) {
        final int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.UNASSIGNED;
    }
}
