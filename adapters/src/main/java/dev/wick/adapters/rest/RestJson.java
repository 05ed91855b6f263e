package dev.wick.adapters.rest;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import com.dslplatform.json.NumberConverter;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.text.LongReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Walks over JSON answers with dsl-json's reader, field by field and element by element, without building a tree.
 * Stateless; each call has a reader of its own.
 *
 * <pre>
 *   final JsonReader&lt;?> reader = RestJson.open(answer.body());
 *   RestJson.eachField(reader, (field, r) -> {
 *       if (!field.equals("symbol")) {
 *           return r.skip();                     passes over the value, and gives the token after it
 *       }
 *       symbol = r.readString();                 only if r.last() == '"'
 *       return r.getNextToken();
 *   });
 *   RestJson.expectEnd(reader, answer.body());
 * </pre>
 *
 * <p>Give it only what {@link JsonCheck} has found sound, as {@link RestClient} does: what is skipped is not looked at
 * closely. JSON of another shape than expected is an IOException, and an answer that is cut may be an
 * IndexOutOfBoundsException: catch both.
 */
public final class RestJson {
    /** Reads one value, whose first byte is the reader's last, and gives the token that follows it. */
    @FunctionalInterface
    public interface Value {
        byte read(String field, JsonReader<?> reader) throws IOException;
    }

    private static final DslJson<Object> JSON = new DslJson<>();

    private RestJson() {}

    /** A reader that stands on the first token. */
    public static JsonReader<?> open(final byte[] body) throws IOException {
        final JsonReader<?> reader = JSON.newReader(body);
        reader.getNextToken();
        return reader;
    }

    /** Gives each field of the object that the reader stands on to {@code value}; stops on the closing brace. */
    public static void eachField(final JsonReader<?> reader, final Value value) throws IOException {
        expect(reader, '{');
        if (reader.getNextToken() == '}') {
            return;
        }
        while (true) {
            expect(reader, '"');
            final String field = reader.readKey();
            if (ends(reader, value.read(field, reader), '}')) {
                return;
            }
        }
    }

    /** Gives each element of the array that the reader stands on to {@code value}; stops on the closing bracket. */
    public static void eachElement(final JsonReader<?> reader, final Value value) throws IOException {
        expect(reader, '[');
        if (reader.getNextToken() == ']') {
            return;
        }
        while (!ends(reader, value.read("", reader), ']')) {
            // The next element begins where the last look ended.
        }
    }

    /**
     * The whole number that the reader stands on, which may be written as text: {@code 17} and {@code "17"}. The reader then
     * stands on its last byte.
     *
     * @throws IOException if it is none
     */
    public static long wholeNumber(final JsonReader<?> reader) throws IOException {
        if (reader.last() != '"') {
            return NumberConverter.deserializeLong(reader);
        }
        final byte[] digits = reader.readString().getBytes(StandardCharsets.UTF_8);
        final long value = LongReader.read(digits, 0, digits.length);
        if (value == LongReader.GARBAGE) {
            throw reader.newParseError("expected a whole number");
        }
        return value;
    }

    /**
     * The text of one field of the object that a body holds: of a string its characters, of a number, {@code true} or
     * {@code null} how it is written. Null if the body is no object, has no such field, or cannot be read that far; what
     * comes after the field is not looked at. For the codes of refusals.
     */
    public static String field(final byte[] body, final String name) {
        try {
            final JsonReader<?> reader = open(body);
            expect(reader, '{');
            if (reader.getNextToken() == '}') {
                return null;
            }
            do {
                expect(reader, '"');
                if (reader.readKey().equals(name)) {
                    return plainText(reader, body);
                }
            } while (!ends(reader, reader.skip(), '}'));
            return null;
        } catch (final IOException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    private static String plainText(final JsonReader<?> reader, final byte[] body) throws IOException {
        if (reader.last() == '"') {
            return reader.readString();
        }
        final int start = reader.getCurrentIndex() - 1;
        reader.skip();
        final int end = reader.getCurrentIndex() - 1;
        return new String(body, start, end - start, StandardCharsets.UTF_8).strip();
    }

    /** Fails if anything but white space follows. */
    public static void expectEnd(final JsonReader<?> reader, final byte[] body) throws IOException {
        for (int i = reader.getCurrentIndex(); i < body.length; i++) {
            if (body[i] != ' ' && body[i] != '\n' && body[i] != '\r' && body[i] != '\t') {
                throw reader.newParseError("more follows where the answer should end");
            }
        }
    }

    /** The answer is not what is documented; says where it came from and how it begins. */
    public static HistoryException bad(final RestAnswer answer, final String what, final Exception cause) {
        final String message = answer.url() + ": " + Excerpt.of(what) + "; it begins: " + Excerpt.of(answer.body());
        return new HistoryException(HistoryException.Kind.BAD_ANSWER, message, 0, cause);
    }

    private static boolean ends(final JsonReader<?> reader, final byte token, final char end) throws IOException {
        if (token == end) {
            return true;
        }
        expect(reader, ',');
        reader.getNextToken();
        return false;
    }

    private static void expect(final JsonReader<?> reader, final char wanted) throws IOException {
        if (reader.last() != wanted) {
            throw reader.newParseError("expected '" + wanted + "'");
        }
    }
}
