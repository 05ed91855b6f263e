package dev.wick.adapters.bybit;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesTable;
import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.OrderedScan;
import dev.wick.adapters.text.OrderedScan.Words;

/**
 * The name of a series on the wire, {@code kline.1.BTCUSDT}: written for requests, and read from frames, where it is the
 * only place that names the symbol. Symbols may hold dashes, and might hold dots. One per parser, on the leg's thread.
 */
final class BybitTopic {
    private static final String KLINE = "kline.";
    private static final Words KLINE_WORDS = Words.of(KLINE);
    /** Longer than any topic; a longer one is none that anybody asked for. */
    private static final int MAX_ESCAPED = 160;

    /** What a frame's topic was. */
    enum Kind {
        /** There was none. */
        NONE,
        /** A kline of an interval that the exchange documents. */
        KLINE,
        /** Something else, of whatever channel. */
        OTHER,
        /** It begins like that of a kline, and does not go on so. */
        BROKEN
    }

    private final byte[] escaped = new byte[MAX_ESCAPED];
    private Kind kind = Kind.NONE;
    private Interval interval;
    private boolean verbatim;
    private int symbolOffset;
    private int symbolLength;

    /** The topic of a series; null if the exchange does not have its interval. */
    static String of(final Series series) {
        final String name = BybitIntervals.name(series.interval());
        return name == null ? null : KLINE + name + "." + series.symbol();
    }

    /** Forgets what was read. */
    void clear() {
        kind = Kind.NONE;
        interval = null;
    }

    /** Reads the value at the cursor. */
    void read(final JsonCursor cursor) {
        clear();
        if (cursor.readValue() != JsonCursor.Kind.STRING) {
            kind = Kind.BROKEN;
            return;
        }
        verbatim = cursor.isVerbatim();
        if (verbatim) {
            split(cursor.bytes(), cursor.offset(), cursor.offset() + cursor.length());
        } else {
            // The cursor's own buffer does not outlive the next escaped string; ours does.
            final int length = Math.min(cursor.length(), MAX_ESCAPED);
            System.arraycopy(cursor.bytes(), cursor.offset(), escaped, 0, length);
            split(escaped, 0, length);
        }
    }

    /** Takes the text that the scan has read last. */
    void read(final OrderedScan scan) {
        clear();
        verbatim = true;
        split(scan.bytes(), scan.textOffset(), scan.textOffset() + scan.textLength());
    }

    Kind kind() {
        return kind;
    }

    /** The interval; null unless it is a kline of one that the exchange documents. */
    Interval interval() {
        return interval;
    }

    /**
     * The id of the series that it names, or {@link SeriesTable#UNKNOWN}; only for a kline.
     *
     * @param frame that it was read from
     */
    int find(final SeriesTable table, final byte[] frame) {
        return table.find(verbatim ? frame : escaped, symbolOffset, symbolLength, interval);
    }

    private void split(final byte[] bytes, final int from, final int to) {
        if (to - from < KLINE.length() || !KLINE_WORDS.areAt(bytes, from)) {
            kind = Kind.OTHER;
            return;
        }
        final int intervalFrom = from + KLINE.length();
        int dot = intervalFrom;
        while (dot < to && bytes[dot] != '.') {
            dot++;
        }
        if (dot + 1 >= to) {
            kind = Kind.BROKEN;
            return;
        }
        interval = BybitIntervals.of(bytes, intervalFrom, dot - intervalFrom);
        kind = interval == null ? Kind.OTHER : Kind.KLINE;
        symbolOffset = dot + 1;
        symbolLength = to - dot - 1;
    }
}
