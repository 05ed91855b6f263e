package dev.wick.adapters.binance;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import com.dslplatform.json.NumberConverter;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.Excerpt;
import dev.wick.adapters.rest.RestAnswer;
import java.io.IOException;

/**
 * Walks over JSON answers with dsl-json's reader, field by field and element by element, without building a tree.
 * Stateless; each call has a reader of its own.
 */
final class BinanceJson {
    /** Reads one value, whose first byte is the reader's last, and gives the token that follows it. */
    @FunctionalInterface
    interface Value {
        byte read(String field, JsonReader<?> reader) throws IOException;
    }

    private static final DslJson<Object> JSON = new DslJson<>();

    private BinanceJson() {}

    /** A reader that stands on the first token. */
    static JsonReader<?> open(final byte[] body) throws IOException {
        final JsonReader<?> reader = JSON.newReader(body);
        reader.getNextToken();
        return reader;
    }

    /** Gives each field of the object that the reader stands on to {@code value}; stops on the closing brace. */
    static void eachField(final JsonReader<?> reader, final Value value) throws IOException {
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
    static void eachElement(final JsonReader<?> reader, final Value value) throws IOException {
        expect(reader, '[');
        if (reader.getNextToken() == ']') {
            return;
        }
        while (!ends(reader, value.read("", reader), ']')) {
            // The next element begins where the last look ended.
        }
    }

    /** The whole number that the reader stands on. */
    static long wholeNumber(final JsonReader<?> reader) throws IOException {
        return NumberConverter.deserializeLong(reader);
    }

    /** Fails if anything but white space follows. */
    static void expectEnd(final JsonReader<?> reader, final byte[] body) throws IOException {
        for (int i = reader.getCurrentIndex(); i < body.length; i++) {
            if (body[i] != ' ' && body[i] != '\n' && body[i] != '\r' && body[i] != '\t') {
                throw reader.newParseError("more follows where the answer should end");
            }
        }
    }

    /** The answer is not what is documented; says where it came from and how it begins. */
    static HistoryException bad(final RestAnswer answer, final String what, final Exception cause) {
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
