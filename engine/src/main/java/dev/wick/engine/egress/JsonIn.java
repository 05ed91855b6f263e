package dev.wick.engine.egress;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON object (RFC 8259) out of what a subscriber sent, and trusts nothing: depth is bounded, and every error
 * says where it is. Strings become String, true and false Boolean, null null, arrays List, objects Map; numbers become
 * {@link Num}, because their text is all that is needed. Used by one thread, once.
 */
final class JsonIn {
    /** Deeper nesting than any message of the feed has. */
    private static final int MAX_DEPTH = 8;

    /** A number as it was written. */
    record Num(String text) {}

    /** A field's value, and the text that it was read from. */
    record Field(Object value, String raw) {}

    /** Not JSON; the message says where and what. */
    static final class BadJsonException extends Exception {
        private static final long serialVersionUID = 1L;

        BadJsonException(final String message) {
            super(message);
        }
    }

    private final String text;
    private int at;
    private int depth;

    private JsonIn(final String text) {
        this.text = text;
    }

    /** The fields of an object, in their order. */
    static Map<String, Field> object(final String text) throws BadJsonException {
        final JsonIn in = new JsonIn(text);
        if (in.peek() != '{') {
            throw in.bad("a message is a JSON object and begins with {");
        }
        final Map<String, Field> fields = in.fields();
        in.peek();
        if (in.at < text.length()) {
            throw in.bad("there is more after the end of the object");
        }
        return fields;
    }

    private Map<String, Field> fields() throws BadJsonException {
        final Map<String, Field> fields = new LinkedHashMap<>();
        enter();
        if (peek() == '}') {
            leave();
            return fields;
        }
        while (true) {
            if (peek() != '"') {
                throw bad("expected a field's name in double quotes");
            }
            final String name = string();
            expect(':');
            peek();
            final int start = at;
            final Object value = value();
            if (fields.put(name, new Field(value, text.substring(start, at))) != null) {
                throw bad("the field \"" + name + "\" comes twice");
            }
            if (!another('}')) {
                return fields;
            }
        }
    }

    private List<Object> array() throws BadJsonException {
        final List<Object> values = new ArrayList<>();
        enter();
        if (peek() == ']') {
            leave();
            return values;
        }
        do {
            values.add(value());
        } while (another(']'));
        return values;
    }

    private Object value() throws BadJsonException {
        return switch (peek()) {
            case '{' -> fields();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Object word(final String word, final Object value) throws BadJsonException {
        if (!text.startsWith(word, at)) {
            throw bad("expected a value");
        }
        at += word.length();
        return value;
    }

    private Num number() throws BadJsonException {
        final int start = at;
        skipIf('-');
        if (!skipIf('0')) {
            digits();
        }
        if (skipIf('.')) {
            digits();
        }
        if (skipIf('e') || skipIf('E')) {
            if (!skipIf('+')) {
                skipIf('-');
            }
            digits();
        }
        return new Num(text.substring(start, at));
    }

    private void digits() throws BadJsonException {
        final int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw bad("expected a value");
        }
    }

    private boolean skipIf(final char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private String string() throws BadJsonException {
        final StringBuilder out = new StringBuilder();
        at++;
        while (at < text.length()) {
            final char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c < ' ') {
                throw bad("a control character in a string must be escaped");
            }
            out.append(c == '\\' ? escaped() : c);
        }
        throw bad("a string has no end");
    }

    private char escaped() throws BadJsonException {
        final char c = at < text.length() ? text.charAt(at++) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw bad("unknown escape in a string");
        };
    }

    private char hex() throws BadJsonException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            final int digit = at < text.length() && text.charAt(at) < 128 ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw bad("\\u wants four hexadecimal digits");
            }
            value = 16 * value + digit;
            at++;
        }
        return (char) value;
    }

    private void enter() throws BadJsonException {
        at++;
        if (++depth > MAX_DEPTH) {
            throw bad("nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    private void leave() {
        at++;
        depth--;
    }

    private boolean another(final char end) throws BadJsonException {
        final char c = peek();
        if (c == end) {
            leave();
            return false;
        }
        if (c != ',') {
            throw bad("expected , or " + end);
        }
        at++;
        return true;
    }

    private void expect(final char c) throws BadJsonException {
        if (peek() != c) {
            throw bad("expected " + c);
        }
        at++;
    }

    /** The next character that is no white space, 0 at the end. */
    private char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private BadJsonException bad(final String what) {
        return new BadJsonException(what + ", at character " + (at + 1) + " of " + text.length());
    }
}
