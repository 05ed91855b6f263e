package dev.wick.adapters.okx;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.CandleRows;
import dev.wick.adapters.rest.RestAnswer;
import dev.wick.adapters.rest.RestJson;
import dev.wick.adapters.text.JsonCursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads an answer of {@code market/candles} or {@code market/history-candles}: all of its rows, or none. The rows are those
 * of the stream, and so is their reader. One object per answer, one thread.
 *
 * <pre>
 *   {"code":"0","msg":"","data":[["1705431600000","43016","43183.8","42946","43169.7","404.7",…,"1"],…]}   newest first
 * </pre>
 */
final class OkxCandleAnswer {
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);

    private final RestAnswer answer;
    private final JsonCursor cursor = new JsonCursor();
    private final CandleRowReader reader;
    private final List<Candle> rows = new ArrayList<>();
    private boolean hasRows;

    private OkxCandleAnswer(final OkxMarket market, final RestAnswer answer) {
        this.answer = answer;
        reader = new CandleRowReader(market, cursor);
    }

    /**
     * The rows by open time; those that are not confirmed count as forming.
     *
     * @throws HistoryException of kind BAD_ANSWER, naming the row
     */
    static CandleRows read(final OkxMarket market, final RestAnswer answer) throws HistoryException {
        final OkxCandleAnswer reading = new OkxCandleAnswer(market, answer);
        reading.readMembers();
        if (!reading.cursor.finish()) {
            throw RestJson.bad(answer, "the candles cannot be read: the JSON is broken", null);
        }
        if (!reading.hasRows) {
            throw RestJson.bad(answer, "there is no list of candles in it", null);
        }
        return new CandleRows(answer, reading.sorted());
    }

    private void readMembers() throws HistoryException {
        cursor.reset(answer.body(), 0, answer.body().length);
        cursor.beginObject();
        while (cursor.nextKey()) {
            if (cursor.is(DATA) && cursor.peek() == JsonCursor.Kind.ARRAY) {
                readRows();
            } else {
                cursor.skip();
            }
        }
    }

    private void readRows() throws HistoryException {
        hasRows = true;
        cursor.beginArray();
        while (cursor.nextElement()) {
            final Candle row = new Candle();
            if (!reader.read(row)) {
                throw RestJson.bad(
                        answer, "row " + rows.size() + " cannot be read, nothing of this answer is used", null);
            }
            rows.add(row);
        }
    }

    private List<Candle> sorted() throws HistoryException {
        rows.sort(Comparator.comparingLong(row -> row.openTimeMs));
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i - 1).openTimeMs == rows.get(i).openTimeMs) {
                throw RestJson.bad(
                        answer,
                        "two rows open at " + rows.get(i).openTimeMs + ", nothing of this answer is used",
                        null);
            }
        }
        return List.copyOf(rows);
    }
}
