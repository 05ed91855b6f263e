package dev.wick.engine.egress;

import java.util.List;

/** Builds the small JSON messages of the feed, field by field; not for quotes. One thread each. */
final class JsonOut {
    private final StringBuilder text = new StringBuilder(128);

    /** A message of a type. */
    static JsonOut message(final String type) {
        return object("type", type);
    }

    /** An object by its first field. */
    static JsonOut object(final String name, final String value) {
        final JsonOut out = new JsonOut();
        out.text.append("{\"").append(name).append("\":").append(quoted(value));
        return out;
    }

    /** Adds a string; nothing for null. */
    JsonOut string(final String name, final String value) {
        return value == null ? this : raw(name, quoted(value));
    }

    /** Adds strings; nothing for null. */
    JsonOut strings(final String name, final List<String> values) {
        if (values == null) {
            return this;
        }
        key(name).append('[');
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : ",").append(quoted(values.get(i)));
        }
        text.append(']');
        return this;
    }

    /** Adds a number. */
    JsonOut number(final String name, final long value) {
        key(name).append(value);
        return this;
    }

    /** Adds true or false. */
    JsonOut flag(final String name, final boolean value) {
        key(name).append(value);
        return this;
    }

    /** Adds what is JSON already; nothing for null. */
    JsonOut raw(final String name, final String json) {
        if (json != null) {
            key(name).append(json);
        }
        return this;
    }

    /** The message as one WebSocket frame. */
    byte[] frame() {
        return TextFrame.of(json());
    }

    /** The object as text. */
    String json() {
        return text + "}";
    }

    private StringBuilder key(final String name) {
        return text.append(",\"").append(name).append("\":");
    }

    /** A JSON string: quoted and escaped, everything else as it is. */
    static String quoted(final String value) {
        final StringBuilder out = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            appendEscaped(out, value, i);
        }
        return out.append('"').toString();
    }

    private static void appendEscaped(final StringBuilder out, final String value, final int index) {
        final char c = value.charAt(index);
        if (c == '"' || c == '\\') {
            out.append('\\').append(c);
        } else if (c < ' ' || isLoneSurrogate(value, index)) {
            out.append(String.format("\\u%04x", (int) c));
        } else {
            out.append(c);
        }
    }

    /** Half a character has no UTF-8 form; escaped, it survives. */
    private static boolean isLoneSurrogate(final String value, final int index) {
        final char c = value.charAt(index);
        if (Character.isHighSurrogate(c)) {
            return index + 1 == value.length() || !Character.isLowSurrogate(value.charAt(index + 1));
        }
        return Character.isLowSurrogate(c) && (index == 0 || !Character.isHighSurrogate(value.charAt(index - 1)));
    }
}
