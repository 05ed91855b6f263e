package dev.wick.adapters.rest;

import com.dslplatform.json.JsonReader;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.HistoryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads the rows of one answer, each an array or an object of values: all of them, or none. What a value means is said by
 * the exchange's {@link ArrayCells} or {@link ObjectCells}. One object per answer, one thread.
 *
 * <pre>
 *   [[t,o,h,l,c],…]                      read(OLDEST_FIRST)
 *   {"data":[["t","o"],…]}               read(NEWEST_FIRST, "data")
 *   {"result":{"list":[…]}}              read(NEWEST_FIRST, "result", "list")
 * </pre>
 */
public final class RowReader {
    /** In which order an exchange sends rows. */
    public enum Order {
        OLDEST_FIRST,
        NEWEST_FIRST
    }

    /** Puts a value of a row that is an array where it belongs. */
    @FunctionalInterface
    public interface ArrayCells {
        /**
         * Takes one value.
         *
         * @param index from 0 up
         * @param into open time and prices MUST be set in the end; {@link CandleRows} tells what else counts
         * @throws IOException with words that go on from "row 7 cannot be read: "
         */
        void put(int index, Cell cell, Candle into) throws IOException;
    }

    /** Puts a field of a row that is an object where it belongs. */
    @FunctionalInterface
    public interface ObjectCells {
        /** Takes one field; as {@link ArrayCells#put}. */
        void put(String name, Cell cell, Candle into) throws IOException;
    }

    private final RestAnswer answer;
    private final int cellsNeeded;
    private final ArrayCells arrayCells;
    private final ObjectCells objectCells;
    private final Cell cell;
    private final List<Candle> rows = new ArrayList<>();
    private Order order = Order.OLDEST_FIRST;
    private boolean hasRows;
    private int index;
    private int rowStart;

    private RowReader(
            final RestAnswer answer,
            final int cellsNeeded,
            final ArrayCells arrayCells,
            final ObjectCells objectCells) {
        this.answer = answer;
        this.cellsNeeded = cellsNeeded;
        this.arrayCells = arrayCells;
        this.objectCells = objectCells;
        cell = new Cell(answer.body());
    }

    /** For rows that are arrays of at least so many values. */
    public static RowReader ofArrays(final RestAnswer answer, final int cellsNeeded, final ArrayCells cells) {
        return new RowReader(answer, cellsNeeded, cells, null);
    }

    /** For rows that are objects of at least so many fields. */
    public static RowReader ofObjects(final RestAnswer answer, final int cellsNeeded, final ObjectCells cells) {
        return new RowReader(answer, cellsNeeded, null, cells);
    }

    /**
     * Reads them all. Once only.
     *
     * @param sent how the exchange orders them
     * @param path the fields that lead to the array of rows; none if it is the whole answer
     * @throws HistoryException of kind BAD_ANSWER, naming the row
     */
    public CandleRows read(final Order sent, final String... path) throws HistoryException {
        order = sent;
        try {
            final JsonReader<?> reader = RestJson.open(answer.body());
            readInside(reader, path, 0);
            RestJson.expectEnd(reader, answer.body());
        } catch (final IOException | IndexOutOfBoundsException e) {
            throw bad(e);
        }
        if (!hasRows) {
            throw RestJson.bad(answer, "there is no " + String.join(".", path) + " in it", null);
        }
        if (order == Order.NEWEST_FIRST) {
            Collections.reverse(rows);
        }
        return new CandleRows(answer, List.copyOf(rows));
    }

    private void readInside(final JsonReader<?> reader, final String[] path, final int depth) throws IOException {
        if (depth == path.length) {
            hasRows = true;
            RestJson.eachElement(reader, (none, r) -> row(r));
            return;
        }
        RestJson.eachField(reader, (field, r) -> {
            if (!field.equals(path[depth])) {
                return r.skip();
            }
            readInside(r, path, depth + 1);
            return r.getNextToken();
        });
    }

    private byte row(final JsonReader<?> reader) throws IOException {
        final Candle candle = new Candle();
        // Until a value says that it is not.
        candle.closed = true;
        rowStart = reader.getCurrentIndex() - 1;
        index = 0;
        if (arrayCells != null) {
            RestJson.eachElement(reader, (none, r) -> cell(none, r, candle));
        } else {
            RestJson.eachField(reader, (name, r) -> cell(name, r, candle));
        }
        check(candle);
        rows.add(candle);
        return reader.getNextToken();
    }

    private byte cell(final String name, final JsonReader<?> reader, final Candle candle) throws IOException {
        final boolean isText = reader.last() == '"';
        final int start = reader.getCurrentIndex() - (isText ? 0 : 1);
        final byte next = reader.skip();
        final byte[] body = answer.body();
        int end = reader.getCurrentIndex() - 1;
        while (end > start && body[end - 1] <= ' ') {
            end--;
        }
        cell.wrap(start, Math.max(start, isText ? end - 1 : end), isText);
        if (arrayCells != null) {
            arrayCells.put(index, cell, candle);
        } else {
            objectCells.put(name, cell, candle);
        }
        index++;
        return next;
    }

    private void check(final Candle candle) throws IOException {
        if (index < cellsNeeded) {
            throw new IOException("it has " + index + " values, at least " + cellsNeeded + " are needed");
        }
        if (candle.openTimeMs == Candle.NONE) {
            throw new IOException("it has no open time");
        }
        for (final Decimal price : List.of(candle.open, candle.high, candle.low, candle.close)) {
            if (!price.isPresent()) {
                throw new IOException("it has not all four prices");
            }
        }
        if (!rows.isEmpty()) {
            final long before = rows.get(rows.size() - 1).openTimeMs;
            if (order == Order.OLDEST_FIRST ? before >= candle.openTimeMs : before <= candle.openTimeMs) {
                final String wanted = order == Order.OLDEST_FIRST ? "after" : "before";
                throw new IOException("its open time is not " + wanted + " that of the row before");
            }
        }
    }

    private HistoryException bad(final Exception cause) {
        final byte[] body = answer.body();
        final String message = "%s: row %d cannot be read, nothing of this answer is used: %s; the row begins: %s"
                .formatted(
                        answer.url(),
                        rows.size(),
                        Excerpt.of(String.valueOf(cause.getMessage())),
                        Excerpt.of(body, rowStart, body.length - rowStart));
        return new HistoryException(HistoryException.Kind.BAD_ANSWER, message, 0, cause);
    }
}
