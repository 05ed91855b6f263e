package dev.wick.adapters.gateio;

import dev.wick.adapters.feed.SeriesTable;
import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.JsonCursor.Kind;
import dev.wick.adapters.text.OrderedScan;
import dev.wick.adapters.text.OrderedScan.Words;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the {@code result} of a frame, which may stand before anything says what it is: one object, or an array of objects.
 * One per parser, on the leg's thread; allocates only for a frame of more candles than any before, and for words.
 */
final class GateResult {
    /** Two were recorded; so many are none that we asked for. */
    private static final int MAX_ROWS = 256;

    private static final Words STATUS = Words.of("status");
    private static final Words TYPE = Words.of("type");
    private static final Words MESSAGE = Words.of("msg");

    private final GateMarket market;
    private final SeriesTable table;
    private final JsonCursor cursor;
    private GateRow[] rows;
    private int size;
    private boolean present;
    private boolean broken;
    private String status = "";
    private String type = "";
    private String message = "";

    GateResult(final GateMarket market, final SeriesTable table, final JsonCursor cursor) {
        this.market = market;
        this.table = table;
        this.cursor = cursor;
        rows = new GateRow[] {new GateRow(market, table, cursor), new GateRow(market, table, cursor)};
    }

    void clear() {
        size = 0;
        present = false;
        broken = false;
        status = "";
        type = "";
        message = "";
    }

    /** Reads the value at the cursor. */
    void read() {
        clear();
        present = true;
        switch (cursor.peek()) {
            case OBJECT -> readObject();
            case ARRAY -> readArray();
            default -> {
                broken = true;
                cursor.skip();
            }
        }
    }

    /** Reads one candle of spot from its open time on, if it has its fields in the usual order; else the scan fails. */
    void readUsual(final OrderedScan scan) {
        // Nobody asks for the words beside a candle: to forget them costs a garbage collector's barrier each.
        present = true;
        broken = false;
        size = 1;
        rows[0].readUsual(scan);
    }

    private void readArray() {
        cursor.beginArray();
        while (cursor.nextElement()) {
            if (cursor.peek() == Kind.OBJECT && size < MAX_ROWS) {
                readObject();
            } else {
                broken = true;
                cursor.skip();
            }
        }
    }

    private void readObject() {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, 2 * size);
            for (int i = size; i < rows.length; i++) {
                rows[i] = new GateRow(market, table, cursor);
            }
        }
        final GateRow row = rows[size++];
        row.clear();
        cursor.beginObject();
        while (cursor.nextKey()) {
            final int letter = cursor.onlyByte();
            if (letter >= 0) {
                row.readField(letter);
            } else {
                readWord();
            }
        }
    }

    private void readWord() {
        if (cursor.is(STATUS)) {
            status = text();
        } else if (cursor.is(TYPE)) {
            type = text();
        } else if (cursor.is(MESSAGE)) {
            message = text();
        } else {
            cursor.skip();
        }
    }

    private String text() {
        return cursor.readValue() == Kind.STRING
                ? new String(cursor.bytes(), cursor.offset(), cursor.length(), StandardCharsets.UTF_8)
                : "";
    }

    /** How many objects there were. */
    int size() {
        return size;
    }

    GateRow row(final int index) {
        return rows[index];
    }

    /** Whether it consists of candles, and nothing of them is missing. */
    boolean isWhole() {
        boolean whole = present && !broken;
        for (int i = 0; i < size && whole; i++) {
            whole = rows[i].isWhole();
        }
        return whole;
    }

    /** Whether there is a candle in it, be it incomplete. */
    boolean hasCandle() {
        boolean found = false;
        for (int i = 0; i < size && !found; i++) {
            found = rows[i].isCandle();
        }
        return found;
    }

    /** Whether a later candle of the same series is there, too. */
    boolean hasSuccessor(final GateRow row) {
        boolean found = false;
        for (int i = 0; i < size && !found; i++) {
            found = row.isBefore(rows[i]);
        }
        return found;
    }

    /** Whether it says that a request failed. */
    boolean isFailure() {
        return status.equals("fail");
    }

    /** Whether it announces the end of the connection. */
    boolean isUpgrade() {
        return type.equals("upgrade");
    }

    /** What it says to people. */
    String message() {
        return message;
    }
}
