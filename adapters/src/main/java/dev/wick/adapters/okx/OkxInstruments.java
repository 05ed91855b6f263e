package dev.wick.adapters.okx;

import com.dslplatform.json.JsonReader;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.RestAnswer;
import dev.wick.adapters.rest.RestJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads the instruments that trade out of an answer of {@code public/instruments}, passing over all else. One object per
 * answer, one thread.
 */
final class OkxInstruments {
    /**
     * The states of an instrument that has trades: in {@code post_only}, which swaps know since 2026-05-06, orders still
     * meet. New states appear now and then, and none of them does.
     */
    private static final Set<String> TRADING = Set.of("live", "post_only");

    private final List<String> trading = new ArrayList<>();
    private boolean hasList;
    private int entries;
    private int readable;
    private String instId;
    private String state;

    private OkxInstruments() {}

    /**
     * The ids of those that trade, in the exchange's order.
     *
     * @throws HistoryException of kind BAD_ANSWER if there is no list, or none of its entries has an id and a state
     */
    static List<String> trading(final RestAnswer answer) throws HistoryException {
        final OkxInstruments reading = new OkxInstruments();
        try {
            final JsonReader<?> reader = RestJson.open(answer.body());
            RestJson.eachField(reader, reading::topField);
            RestJson.expectEnd(reader, answer.body());
        } catch (final IOException | IndexOutOfBoundsException e) {
            throw RestJson.bad(answer, "the instruments cannot be read: " + e.getMessage(), e);
        }
        if (!reading.hasList) {
            throw RestJson.bad(answer, "there is no list of instruments in it", null);
        }
        if (reading.readable == 0 && reading.entries > 0) {
            throw RestJson.bad(answer, "none of its instruments has the fields instId and state", null);
        }
        return List.copyOf(reading.trading);
    }

    private byte topField(final String field, final JsonReader<?> reader) throws IOException {
        if (!field.equals("data")) {
            return reader.skip();
        }
        hasList = true;
        RestJson.eachElement(reader, (none, r) -> entry(r));
        return reader.getNextToken();
    }

    private byte entry(final JsonReader<?> reader) throws IOException {
        instId = "";
        state = "";
        RestJson.eachField(reader, this::entryField);
        entries++;
        if (!instId.isEmpty() && !state.isEmpty()) {
            readable++;
            if (TRADING.contains(state)) {
                trading.add(instId);
            }
        }
        return reader.getNextToken();
    }

    private byte entryField(final String field, final JsonReader<?> reader) throws IOException {
        final boolean isId = field.equals("instId");
        if ((!isId && !field.equals("state")) || reader.last() != '"') {
            return reader.skip();
        }
        final String text = reader.readString();
        if (isId) {
            instId = text;
        } else {
            state = text;
        }
        return reader.getNextToken();
    }
}
