package dev.wick.adapters.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the small JSON texts that clients send, strictly, into Map, List, String, Boolean, {@link NumberText} as written, or
 * {@link #NULL}; says where it stumbled, since exchanges tell their clients. One use.
 */
public final class JsonText {
    /** JSON's null. */
    public static final Object NULL = new Object();

    private static final int MAX_DEPTH = 32;

    /** A number, as it was written. */
    public record NumberText(String text) {}

    /** It is not JSON. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(final String what, final int index) {
            super(what + " at line 1 column " + (index + 1), null, false, false);
        }
    }

    private final String text;
    private int at;

    private JsonText(final String text) {
        this.text = text;
    }

    /** The one value that the text is. */
    public static Object read(final String text) throws Malformed {
        final JsonText reader = new JsonText(text);
        final Object value = reader.value(0);
        reader.skipSpace();
        if (reader.at < text.length()) {
            throw new Malformed("trailing characters", reader.at);
        }
        return value;
    }

    private Object value(final int depth) throws Malformed {
        skipSpace();
        if (depth > MAX_DEPTH) {
            throw new Malformed("recursion limit exceeded", at);
        }
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", NULL);
            default -> number();
        };
    }

    private Map<String, Object> object(final int depth) throws Malformed {
        final Map<String, Object> members = new LinkedHashMap<>();
        at++;
        skipSpace();
        if (taken('}')) {
            return members;
        }
        do {
            skipSpace();
            if (peek() != '"') {
                throw new Malformed("key must be a string", at);
            }
            final String name = string();
            skipSpace();
            expect(':', "expected `:`");
            members.put(name, value(depth + 1));
            skipSpace();
        } while (taken(','));
        expect('}', "expected `,` or `}`");
        return members;
    }

    private List<Object> array(final int depth) throws Malformed {
        final List<Object> elements = new ArrayList<>();
        at++;
        skipSpace();
        if (taken(']')) {
            return elements;
        }
        do {
            elements.add(value(depth + 1));
            skipSpace();
        } while (taken(','));
        expect(']', "expected `,` or `]`");
        return elements;
    }

    private String string() throws Malformed {
        final StringBuilder built = new StringBuilder();
        at++;
        while (peek() != '"') {
            final char next = text.charAt(at++);
            if (next < ' ') {
                throw new Malformed("control character found while parsing a string", at);
            }
            built.append(next == '\\' ? escaped() : next);
        }
        at++;
        return built.toString();
    }

    private char escaped() throws Malformed {
        final char kind = peek();
        at++;
        final int index = "\"\\/bfnrt".indexOf(kind);
        if (index >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(index);
        }
        if (kind != 'u' || at + 4 > text.length()) {
            throw new Malformed("invalid escape", at);
        }
        int code = 0;
        for (int i = 0; i < 4; i++) {
            final int digit = Character.digit(text.charAt(at++), 16);
            if (digit < 0) {
                throw new Malformed("invalid escape", at);
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private NumberText number() throws Malformed {
        final int from = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        final String digits = text.substring(from, at);
        if (!digits.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            throw new Malformed(digits.isEmpty() ? "expected value" : "invalid number", from);
        }
        return new NumberText(digits);
    }

    private Object word(final String word, final Object value) throws Malformed {
        if (!text.startsWith(word, at)) {
            throw new Malformed("expected ident", at + 1);
        }
        at += word.length();
        return value;
    }

    private char peek() throws Malformed {
        if (at >= text.length()) {
            throw new Malformed(text.isEmpty() ? "EOF while parsing a value" : "EOF while parsing", at - 1);
        }
        return text.charAt(at);
    }

    private boolean taken(final char wanted) {
        final boolean found = at < text.length() && text.charAt(at) == wanted;
        if (found) {
            at++;
        }
        return found;
    }

    private void expect(final char wanted, final String otherwise) throws Malformed {
        if (!taken(wanted)) {
            throw new Malformed(at >= text.length() ? "EOF while parsing" : otherwise, Math.min(at, text.length() - 1));
        }
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
