package dev.wick.engine.ops;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Builds the text of one JSON object; for cold places such as log lines and health answers. One thread. */
final class JsonText {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final StringBuilder out = new StringBuilder(256).append('{');

    /** A moment, UTC ms, as ISO 8601 with milliseconds. */
    static String timestamp(final long timeMs) {
        return TIMESTAMP.format(Instant.ofEpochMilli(timeMs));
    }

    /** Adds a text; null stays null. */
    JsonText add(final String name, final String value) {
        name(name);
        if (value == null) {
            out.append("null");
        } else {
            quote(out, value);
        }
        return this;
    }

    /** Adds a whole number. */
    JsonText add(final String name, final long value) {
        name(name).append(value);
        return this;
    }

    /** Adds true or false. */
    JsonText add(final String name, final boolean value) {
        name(name).append(value);
        return this;
    }

    /** Adds what any object is in JSON: a number where JSON has it, true or false, null, else its text. */
    JsonText add(final String name, final Object value) {
        if (value instanceof Boolean || isNumber(value)) {
            name(name).append(value);
            return this;
        }
        return add(name, value == null ? null : value.toString());
    }

    /** Adds an array of objects. */
    JsonText add(final String name, final List<JsonText> objects) {
        name(name).append('[');
        for (int i = 0; i < objects.size(); i++) {
            out.append(i == 0 ? "" : ",").append(objects.get(i));
        }
        out.append(']');
        return this;
    }

    private StringBuilder name(final String name) {
        if (out.length() > 1) {
            out.append(',');
        }
        quote(out, name);
        return out.append(':');
    }

    private static boolean isNumber(final Object value) {
        return value instanceof Number number
                && Double.isFinite(number.doubleValue())
                && !number.toString().isEmpty()
                && isNumberText(number.toString());
    }

    private static boolean isNumberText(final String text) {
        return text.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
    }

    /** Appends a JSON string. */
    static void quote(final StringBuilder out, final String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> appendOther(out, c);
            }
        }
        out.append('"');
    }

    /** Lone surrogates have no UTF-8, and what does not print must not reach a terminal. */
    private static void appendOther(final StringBuilder out, final char c) {
        if (Character.isISOControl(c) || Character.isSurrogate(c)) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        } else {
            out.append(c);
        }
    }

    @Override
    public String toString() {
        return out + "}";
    }
}
