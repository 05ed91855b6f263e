package dev.wick.adapters.binance;

import com.dslplatform.json.JsonReader;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.RestAnswer;
import dev.wick.adapters.rest.RestJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the symbols that trade out of an answer of {@code exchangeInfo}, passing over all else. One object per answer, one
 * thread.
 */
final class BinanceExchangeInfo {
    /** The one status that means trading; new statuses appear now and then, and none of them does. */
    private static final String TRADING = "TRADING";

    private final String statusField;
    private final List<String> trading = new ArrayList<>();
    private boolean hasSymbols;
    private int entries;
    private int readable;
    private String symbol;
    private String status;

    private BinanceExchangeInfo(final String statusField) {
        this.statusField = statusField;
    }

    /**
     * The symbols with status {@code TRADING}, in the exchange's order.
     *
     * @param statusField {@code status}, or {@code contractStatus} on coinm
     * @throws HistoryException of kind BAD_ANSWER if there is no list of symbols, or none of them has a name and a status
     */
    static List<String> trading(final RestAnswer answer, final String statusField) throws HistoryException {
        final BinanceExchangeInfo reading = new BinanceExchangeInfo(statusField);
        try {
            final JsonReader<?> reader = RestJson.open(answer.body());
            RestJson.eachField(reader, reading::topField);
            RestJson.expectEnd(reader, answer.body());
        } catch (final IOException | IndexOutOfBoundsException e) {
            throw RestJson.bad(answer, "the symbols cannot be read: " + e.getMessage(), e);
        }
        if (!reading.hasSymbols) {
            throw RestJson.bad(answer, "there is no list of symbols in it", null);
        }
        if (reading.readable == 0 && reading.entries > 0) {
            throw RestJson.bad(answer, "none of its symbols has the fields symbol and " + statusField, null);
        }
        return List.copyOf(reading.trading);
    }

    private byte topField(final String field, final JsonReader<?> reader) throws IOException {
        if (!field.equals("symbols")) {
            return reader.skip();
        }
        hasSymbols = true;
        RestJson.eachElement(reader, (none, r) -> entry(r));
        return reader.getNextToken();
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
        if ((!isSymbol && !field.equals(statusField)) || reader.last() != '"') {
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
