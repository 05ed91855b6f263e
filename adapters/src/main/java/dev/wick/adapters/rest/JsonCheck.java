package dev.wick.adapters.rest;

import dev.wick.adapters.text.JsonCursor;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Checks that a whole answer is one JSON object or array, in every byte, before a reader gets it.
 *
 * <p>The readers pass over what they have no use for, and dsl-json does so leniently: over a broken number up to the next
 * comma, over a quote that follows half a UTF-8 character. What stands behind would be read as if nothing were wrong. So
 * nothing of an answer is used unless all of it is sound. Depth is bounded, since readers call themselves for each level.
 */
final class JsonCheck {
    /** Answers of exchanges nest five levels or so. */
    static final int MAX_DEPTH = 64;

    private static final int BYTES_BEFORE = 40;
    private static final int BYTES_SHOWN = 80;
    private static final int DECODED_CHARS = 1_024;

    private final JsonCursor cursor = new JsonCursor();
    private final byte[] bytes;
    private String fault;

    private JsonCheck(final byte[] bytes) {
        this.bytes = bytes;
    }

    /** What is wrong with them, and where, in words that begin with "the answer"; or null. */
    static String fault(final byte[] bytes) {
        final JsonCheck check = new JsonCheck(bytes);
        check.run();
        return check.fault;
    }

    private void run() {
        cursor.reset(bytes, 0, bytes.length);
        final JsonCursor.Kind kind = cursor.peek();
        if (kind == JsonCursor.Kind.OBJECT || kind == JsonCursor.Kind.ARRAY) {
            if (value(0)) {
                checkEnd();
            }
        } else {
            fault = cursor.finish() ? "the answer is empty" : "the answer is not JSON";
        }
    }

    /** Whether the next value is sound; else the fault is set. */
    private boolean value(final int depth) {
        return switch (cursor.peek()) {
            case OBJECT -> object(depth + 1);
            case ARRAY -> array(depth + 1);
            case NUMBER -> number();
            case STRING, TRUE, FALSE, NULL, ERROR -> cursor.skip() || broken(cursor.failedAt());
        };
    }

    private boolean object(final int depth) {
        if (isTooDeep(depth)) {
            return false;
        }
        cursor.beginObject();
        while (cursor.nextKey()) {
            if (!value(depth)) {
                return false;
            }
        }
        return !cursor.failed() || broken(cursor.failedAt());
    }

    private boolean array(final int depth) {
        if (isTooDeep(depth)) {
            return false;
        }
        cursor.beginArray();
        while (cursor.nextElement()) {
            if (!value(depth)) {
                return false;
            }
        }
        return !cursor.failed() || broken(cursor.failedAt());
    }

    private boolean number() {
        cursor.readValue();
        final int from = cursor.offset();
        return JsonNumber.is(bytes, from, from + cursor.length()) || broken(from);
    }

    private boolean isTooDeep(final int depth) {
        if (depth <= MAX_DEPTH) {
            return false;
        }
        fault = "the answer nests deeper than " + MAX_DEPTH + " levels";
        return true;
    }

    private void checkEnd() {
        if (!cursor.finish()) {
            fault = "the answer is JSON with more behind its end, " + place(cursor.position());
            return;
        }
        final int at = notUtf8();
        if (at >= 0) {
            fault = "the answer is not UTF-8 " + place(at);
        }
    }

    /** Always false. */
    private boolean broken(final int at) {
        fault = at == bytes.length
                ? "the answer is cut off after " + at + " bytes"
                : "the answer is not JSON " + place(at);
        return false;
    }

    private String place(final int at) {
        final int from = Math.max(0, at - BYTES_BEFORE);
        final String near = Excerpt.of(bytes, from, Math.min(BYTES_SHOWN, bytes.length - from));
        return "at byte " + at + " of " + bytes.length + ", near: " + near;
    }

    /** Where a character begins that is none; -1 if there is no such place. */
    private int notUtf8() {
        final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        final ByteBuffer in = ByteBuffer.wrap(bytes);
        final CharBuffer out = CharBuffer.allocate(DECODED_CHARS);
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            out.clear();
            result = decoder.decode(in, out, true);
        }
        return result.isError() ? in.position() : -1;
    }
}
