package dev.wick.adapters.text;

import dev.wick.adapters.text.OrderedScan.Words;
import java.util.Arrays;

/**
 * Walks forward over one JSON text in a byte array, value by value, and points at what it finds.
 *
 * <p>Owned by one thread, reused for every text. Never throws on bad input: once something is wrong, every method says
 * so by its answer and {@link #failed} stays true. Allocates nothing, but for a string with escapes that is longer than
 * any before. It is strict about structure, strings and literals; what a bare number's characters mean is left to
 * {@link DecimalReader} and {@link LongReader}, and whether a string is UTF-8 to whoever keeps it.
 *
 * <pre>
 *   cursor.reset(bytes, 0, bytes.length);
 *   cursor.beginObject();
 *   while (cursor.nextKey()) {       // {"a":1,"b":"x"}
 *       … cursor.is(KEY) …           //  ^^^  key()
 *       cursor.readValue();          //      ^  or skip(), beginObject(), beginArray()
 *   }
 *   cursor.finish();                 // true: it was whole, and nothing follows
 * </pre>
 */
public final class JsonCursor {
    /** What kind of value comes next, or was read. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL,
        ERROR
    }

    /** One bit each of a long says whether a level is an object or an array. */
    private static final int MAX_DEPTH = Long.SIZE;

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final JsonUnescaper unescaper = new JsonUnescaper();
    private byte[] bytes = new byte[0];
    private int position;
    private int end;
    private boolean failed;
    private int failedAt;
    /** Just behind an opening bracket, where no comma belongs. */
    private boolean first;

    /** Whether the text is in {@link #bytes}; a flag, since to store a reference each time costs a garbage collector's barrier. */
    private boolean verbatim = true;

    private int textOffset;
    private int textLength;

    /** Starts over on another text; the bytes are neither copied nor changed. */
    public void reset(final byte[] newBytes, final int offset, final int length) {
        bytes = newBytes;
        position = offset;
        end = offset + length;
        failed = false;
        first = false;
        verbatim = true;
        textOffset = offset;
        textLength = 0;
    }

    /** Whether something was wrong so far. */
    public boolean failed() {
        return failed;
    }

    /** Where the value, key or sign begins that was wrong first, if something was; where the text ends if that came too early. */
    public int failedAt() {
        return failedAt;
    }

    /** Where it goes on; where the text ends once something was wrong. */
    public int position() {
        return position;
    }

    /** Whether the text was well-formed and nothing but white space is left. */
    public boolean finish() {
        skipBlanks();
        return !failed && position == end;
    }

    /** What comes next; does not move. */
    public Kind peek() {
        skipBlanks();
        if (position == end) {
            return Kind.ERROR;
        }
        return switch (bytes[position]) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't' -> Kind.TRUE;
            case 'f' -> Kind.FALSE;
            case 'n' -> Kind.NULL;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> Kind.NUMBER;
            default -> Kind.ERROR;
        };
    }

    /** Steps into the object that comes next; false if none does. */
    public boolean beginObject() {
        return begin((byte) '{');
    }

    /** Steps into the array that comes next; false if none does. */
    public boolean beginArray() {
        return begin((byte) '[');
    }

    /** Moves to the next member's value, its key to be had from {@link #is}; false, and out, after the last one. */
    public boolean nextKey() {
        // {"t":1,"x":2}
        //       ^^^^^      the usual case: another key, perhaps of one letter, and no blanks
        final int at = position;
        final byte[] in = bytes;
        if (at + 4 < end && !first && in[at] == ',' && in[at + 1] == '"') {
            if (JsonBytes.isPlain(in[at + 2]) && in[at + 3] == '"' && in[at + 4] == ':') {
                point(at + 2, 1);
                position = at + 5;
                return true;
            }
            position = at + 1;
            return readShortKey(in, at + 2) || readKey();
        }
        return nextMember((byte) '}') && readKey();
    }

    /** Reads a key of up to seven bytes with its quote and colon; false, and nothing is changed, if it is none. */
    private boolean readShortKey(final byte[] in, final int start) {
        if (start + Long.BYTES >= end) {
            return false;
        }
        final int quote = start + JsonBytes.firstOf(JsonBytes.specialOfEight(in, start));
        if (quote == start + Long.BYTES || in[quote] != '"' || in[quote + 1] != ':') {
            return false;
        }
        point(start, quote - start);
        position = quote + 2;
        return true;
    }

    private boolean readKey() {
        if (position == end || bytes[position] != '"' || !readString()) {
            return fail();
        }
        skipBlanks();
        if (position == end || bytes[position] != ':') {
            return fail();
        }
        position++;
        return true;
    }

    /** Moves to the next element of an array; false, and out, after the last one. */
    public boolean nextElement() {
        return nextMember((byte) ']');
    }

    /**
     * Reads the next value. A string, its escapes resolved, or a number is then to be had from {@link #bytes}; an object or
     * array is passed over.
     */
    public Kind readValue() {
        if (position < end) {
            final byte b = bytes[position];
            if (b == '"') {
                return readString() ? Kind.STRING : Kind.ERROR;
            }
            if (JsonBytes.isDigit(b)) {
                readNumber();
                return Kind.NUMBER;
            }
        }
        return readAnyValue();
    }

    private Kind readAnyValue() {
        final Kind kind = peek();
        final boolean read = switch (kind) {
            case OBJECT, ARRAY -> skipNested();
            case STRING -> readString();
            case NUMBER -> readNumber();
            case TRUE -> readLiteral(TRUE);
            case FALSE -> readLiteral(FALSE);
            case NULL -> readLiteral(NULL);
            case ERROR -> fail();
        };
        return read ? kind : Kind.ERROR;
    }

    /** Passes over the next value, whatever it is; false if it is broken or nested more than 64 deep. */
    public boolean skip() {
        return readValue() != Kind.ERROR;
    }

    /** Holds the last key, string or number, at {@link #offset}; good until the next call that moves. */
    public byte[] bytes() {
        return verbatim ? bytes : unescaper.bytes();
    }

    /** Whether {@link #bytes} is the text itself: the last key, string or number needed no unescaping. */
    public boolean isVerbatim() {
        return verbatim;
    }

    /** Where in {@link #bytes} the last key, string or number begins. */
    public int offset() {
        return textOffset;
    }

    /** How many bytes the last key, string or number has. */
    public int length() {
        return textLength;
    }

    /** The first byte of the last key, string or number; -1 if it has none. */
    public int firstByte() {
        return textLength == 0 ? -1 : bytes()[textOffset] & 0xFF;
    }

    /** The only byte of the last key, string or number; -1 if it has none, or more. */
    public int onlyByte() {
        return textLength == 1 ? bytes()[textOffset] & 0xFF : -1;
    }

    /** Whether the last key, string or number consists of these bytes. */
    public boolean is(final byte[] word) {
        return textLength == word.length
                && Arrays.equals(bytes(), textOffset, textOffset + textLength, word, 0, word.length);
    }

    /** The same for bytes that are compared eight at a time. */
    public boolean is(final Words words) {
        return textLength == words.length() && words.areAt(bytes(), textOffset);
    }

    private boolean begin(final byte bracket) {
        skipBlanks();
        if (position == end || bytes[position] != bracket) {
            return fail();
        }
        position++;
        first = true;
        return true;
    }

    private boolean nextMember(final byte bracket) {
        skipBlanks();
        if (position == end) {
            return fail();
        }
        if (bytes[position] == bracket) {
            position++;
            first = false;
            return false;
        }
        if (!first) {
            if (bytes[position] != ',') {
                return fail();
            }
            position++;
            skipBlanks();
        }
        first = false;
        return true;
    }

    /** Passes over an object or array; counts levels instead of calling itself, so that depth costs no stack. */
    private boolean skipNested() {
        long objects = 0;
        int depth = 0;
        do {
            final Kind kind = peek();
            if (kind == Kind.OBJECT || kind == Kind.ARRAY) {
                if (depth == MAX_DEPTH) {
                    return fail();
                }
                position++;
                first = true;
                depth++;
                objects = (objects << 1) | (kind == Kind.OBJECT ? 1 : 0);
            } else if (readValue() == Kind.ERROR) {
                return false;
            }
            while (depth > 0 && !((objects & 1) != 0 ? nextKey() : nextElement())) {
                if (failed) {
                    return false;
                }
                depth--;
                objects >>>= 1;
            }
        } while (depth > 0);
        return true;
    }

    private boolean readString() {
        final byte[] in = bytes;
        final int start = position + 1;
        final int stop = end;
        int i = start;
        while (i + Long.BYTES <= stop) {
            final long special = JsonBytes.specialOfEight(in, i);
            if (special != 0) {
                i += JsonBytes.firstOf(special);
                break;
            }
            i += Long.BYTES;
        }
        if (i < stop && in[i] == '"') {
            point(start, i - start);
            position = i + 1;
            return true;
        }
        return readAnyString(start, i);
    }

    /** Goes on where nothing special was passed yet. */
    private boolean readAnyString(final int start, final int from) {
        for (int i = from; i < end; i++) {
            final byte b = bytes[i];
            if (b == '"') {
                point(start, i - start);
                position = i + 1;
                return true;
            }
            if (b == '\\') {
                return readEscapedString(start);
            }
            if (b >= 0 && b < ' ') {
                return fail();
            }
        }
        return fail();
    }

    private boolean readEscapedString(final int start) {
        final int closing = unescaper.unescape(bytes, start, end);
        if (closing < 0) {
            return fail();
        }
        point(0, unescaper.length());
        verbatim = false;
        position = closing + 1;
        return true;
    }

    private boolean readNumber() {
        final byte[] in = bytes;
        final int start = position;
        final int stop = end;
        int i = start + 1;
        int digits = Long.BYTES;
        while (digits == Long.BYTES && i + Long.BYTES <= stop) {
            digits = JsonBytes.firstOf(EightDigits.others(EightDigits.values(EightDigits.word(in, i))));
            i += digits;
        }
        while (i < stop && (JsonBytes.isDigit(in[i]) || JsonBytes.isNumeric(in[i]))) {
            i++;
        }
        point(start, i - start);
        position = i;
        return true;
    }

    private boolean readLiteral(final byte[] word) {
        final int after = position + word.length;
        if (after > end || !Arrays.equals(bytes, position, after, word, 0, word.length)) {
            return fail();
        }
        point(position, word.length);
        position = after;
        return true;
    }

    private void point(final int offset, final int length) {
        verbatim = true;
        textOffset = offset;
        textLength = length;
    }

    private void skipBlanks() {
        while (position < end && JsonBytes.isBlank(bytes[position])) {
            position++;
        }
    }

    private boolean fail() {
        if (!failed) {
            failedAt = position;
        }
        failed = true;
        position = end;
        return false;
    }
}
