package dev.wick.adapters.text;

import java.util.Locale;

/** Writes a text as a JSON string. Stateless; any thread; not for the hot path. */
public final class JsonString {
    private JsonString() {}

    /** The text in quotes. Symbols come from users: whatever they wrote must not break the message for others in it. */
    public static String quote(final String text) {
        final StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
