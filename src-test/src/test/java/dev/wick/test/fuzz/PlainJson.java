package dev.wick.test.fuzz;

import dev.wick.adapters.sim.JsonText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON bytes into Map, List, String, Boolean, {@link JsonText.NumberText} and {@link JsonText#NULL} in the plainest way,
 * to compare other readers with: recursion, one byte after the other, whatever that costs. Of a repeated member the last
 * counts. One use.
 */
final class PlainJson {
    /** It is not JSON. */
    static final class NotJsonException extends Exception {
        private static final long serialVersionUID = 1L;

        NotJsonException(final int at) {
            super("not JSON at byte " + at, null, false, false);
        }
    }

    /** How strict it is. */
    enum Grammar {
        /** As RFC 8259 has it. */
        STRICT,
        /** A number may be any run of digits, points, signs and e that begins with a digit or a minus. */
        ANY_NUMBERS
    }

    private static final int REPLACEMENT = 0xFFFD;

    private final byte[] bytes;
    private final Grammar grammar;
    private final int maxDepth;
    private int at;
    private boolean repeats;
    private boolean escapes;

    /**
     * Reads nothing yet.
     *
     * @param maxDepth how deep objects and arrays may nest
     */
    PlainJson(final byte[] bytes, final Grammar grammar, final int maxDepth) {
        this.bytes = bytes;
        this.grammar = grammar;
        this.maxDepth = maxDepth;
    }

    /** The one value that the bytes are. */
    Object read() throws NotJsonException {
        final Object value = value(0);
        skipBlanks();
        if (at < bytes.length) {
            throw new NotJsonException(at);
        }
        return value;
    }

    /** Whether an object had two members of one name. */
    boolean hasRepeats() {
        return repeats;
    }

    /** Whether a string had an escape. */
    boolean hasEscapes() {
        return escapes;
    }

    private Object value(final int depth) throws NotJsonException {
        skipBlanks();
        return switch (peek()) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", JsonText.NULL);
            default -> number();
        };
    }

    private Map<String, Object> object(final int depth) throws NotJsonException {
        refuseDepth(depth);
        final Map<String, Object> members = new LinkedHashMap<>();
        at++;
        skipBlanks();
        if (peek() == '}') {
            at++;
            return members;
        }
        while (true) {
            skipBlanks();
            if (peek() != '"') {
                throw new NotJsonException(at);
            }
            final String name = string();
            skipBlanks();
            expect(':');
            repeats |= members.containsKey(name);
            members.put(name, value(depth));
            skipBlanks();
            if (peek() == '}') {
                at++;
                return members;
            }
            expect(',');
        }
    }

    private List<Object> array(final int depth) throws NotJsonException {
        refuseDepth(depth);
        final List<Object> elements = new ArrayList<>();
        at++;
        skipBlanks();
        if (peek() == ']') {
            at++;
            return elements;
        }
        while (true) {
            elements.add(value(depth));
            skipBlanks();
            if (peek() == ']') {
                at++;
                return elements;
            }
            expect(',');
        }
    }

    private void refuseDepth(final int depth) throws NotJsonException {
        if (depth > maxDepth) {
            throw new NotJsonException(at);
        }
    }

    private String string() throws NotJsonException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        at++;
        while (peek() != '"') {
            final int b = peek();
            if (b < ' ') {
                throw new NotJsonException(at);
            }
            at++;
            if (b == '\\') {
                escapes = true;
                escape(out);
            } else {
                out.write(b);
            }
        }
        at++;
        return out.toString(StandardCharsets.UTF_8);
    }

    private void escape(final ByteArrayOutputStream out) throws NotJsonException {
        final int letter = peek();
        at++;
        final int index = "\"\\/bfnrt".indexOf(letter);
        if (index >= 0) {
            out.write("\"\\/\b\f\n\r\t".charAt(index));
        } else if (letter == 'u') {
            out.writeBytes(Character.toString(codePoint()).getBytes(StandardCharsets.UTF_8));
        } else {
            throw new NotJsonException(at);
        }
    }

    private int codePoint() throws NotJsonException {
        final char unit = unit();
        if (!Character.isSurrogate(unit)) {
            return unit;
        }
        if (Character.isHighSurrogate(unit) && at + 1 < bytes.length && bytes[at] == '\\' && bytes[at + 1] == 'u') {
            final int before = at;
            at += 2;
            final char second = unit();
            if (Character.isLowSurrogate(second)) {
                return Character.toCodePoint(unit, second);
            }
            at = before;
        }
        return REPLACEMENT;
    }

    private char unit() throws NotJsonException {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            final int digit = "0123456789abcdef".indexOf(Character.toLowerCase(peek()));
            if (digit < 0) {
                throw new NotJsonException(at);
            }
            unit = 16 * unit + digit;
            at++;
        }
        return (char) unit;
    }

    private JsonText.NumberText number() throws NotJsonException {
        final int from = at;
        while (at < bytes.length && "+-.0123456789eE".indexOf(bytes[at]) >= 0) {
            at++;
        }
        final String text = new String(bytes, from, at - from, StandardCharsets.US_ASCII);
        final String wanted =
                grammar == Grammar.STRICT ? "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?" : "[-0-9].*";
        if (!text.matches(wanted)) {
            throw new NotJsonException(from);
        }
        return new JsonText.NumberText(text);
    }

    private Object word(final String word, final Object value) throws NotJsonException {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
        return value;
    }

    private int peek() throws NotJsonException {
        if (at >= bytes.length) {
            throw new NotJsonException(at);
        }
        return bytes[at] & 0xFF;
    }

    private void expect(final int wanted) throws NotJsonException {
        if (peek() != wanted) {
            throw new NotJsonException(at);
        }
        at++;
    }

    private void skipBlanks() {
        while (at < bytes.length && " \t\r\n".indexOf(bytes[at]) >= 0) {
            at++;
        }
    }
}
