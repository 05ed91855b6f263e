package dev.wick.adapters.bybit;

import com.dslplatform.json.JsonReader;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.RestAnswer;
import dev.wick.adapters.rest.RestJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one page of {@code /v5/market/instruments-info}: the symbols that trade, and where the next page begins. One object
 * per answer, one thread.
 *
 * <pre>
 * {"retCode":0,…,"result":{"category":"linear","list":[{"symbol":"BTCUSDT","status":"Trading",…},…],
 *  "nextPageCursor":"first%3DBTCUSDT%26last%3DETHUSDT"},…}
 * </pre>
 *
 * <p>Source: {@code docs/v5/market/instrument.mdx}.
 */
final class BybitInstruments {
    /** The one status that means trading; new ones appear now and then, and none of them does. */
    private static final String TRADING = "Trading";

    private final List<String> trading = new ArrayList<>();
    private boolean hasList;
    private int entries;
    private int readable;
    private String cursor = "";
    private String symbol;
    private String status;

    private BybitInstruments() {}

    /**
     * Reads a page.
     *
     * @throws HistoryException of kind BAD_ANSWER if there is no list in it, or no entry has a symbol and a status
     */
    static BybitInstruments read(final RestAnswer answer) throws HistoryException {
        final BybitInstruments page = new BybitInstruments();
        try {
            final JsonReader<?> reader = RestJson.open(answer.body());
            RestJson.eachField(reader, page::topField);
            RestJson.expectEnd(reader, answer.body());
        } catch (final IOException | IndexOutOfBoundsException e) {
            throw RestJson.bad(answer, "the symbols cannot be read: " + e.getMessage(), e);
        }
        if (!page.hasList) {
            throw RestJson.bad(answer, "there is no list of symbols in it", null);
        }
        if (page.readable == 0 && page.entries > 0) {
            throw RestJson.bad(answer, "none of its symbols has the fields symbol and status", null);
        }
        return page;
    }

    /** The symbols with status {@code Trading}, in the exchange's order. */
    List<String> trading() {
        return trading;
    }

    /** What to ask for the next page with, as the exchange wrote it; empty if this is the last. */
    String cursor() {
        return cursor;
    }

    private byte topField(final String field, final JsonReader<?> reader) throws IOException {
        if (!field.equals("result") || reader.last() != '{') {
            return reader.skip();
        }
        RestJson.eachField(reader, this::resultField);
        return reader.getNextToken();
    }

    private byte resultField(final String field, final JsonReader<?> reader) throws IOException {
        if (field.equals("list")) {
            hasList = true;
            RestJson.eachElement(reader, (none, r) -> entry(r));
            return reader.getNextToken();
        }
        if (field.equals("nextPageCursor") && reader.last() == '"') {
            cursor = reader.readString();
            return reader.getNextToken();
        }
        return reader.skip();
    }

    private byte entry(final JsonReader<?> reader) throws IOException {
        symbol = null;
        status = null;
        RestJson.eachField(reader, this::entryField);
        entries++;
        if (symbol != null && status != null) {
            readable++;
            if (status.equals(TRADING)) {
                trading.add(symbol);
            }
        }
        return reader.getNextToken();
    }

    private byte entryField(final String field, final JsonReader<?> reader) throws IOException {
        final boolean isSymbol = field.equals("symbol");
        if ((!isSymbol && !field.equals("status")) || reader.last() != '"') {
            return reader.skip();
        }
        final String text = reader.readString();
        if (isSymbol) {
            symbol = text;
        } else {
            status = text;
        }
        return reader.getNextToken();
    }
}
