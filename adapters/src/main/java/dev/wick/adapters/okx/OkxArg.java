package dev.wick.adapters.okx;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.JsonCursor.Kind;
import dev.wick.adapters.text.OrderedScan;
import dev.wick.adapters.text.OrderedScan.Words;
import java.nio.charset.StandardCharsets;

/**
 * The {@code arg} of a frame: which channel of which instrument. One per parser, on the leg's thread; good until the next
 * frame. Allocates nothing, but for {@link #topic}.
 */
final class OkxArg {
    /** Longer than any of ours; a longer one is none that anybody asked for. */
    private static final int MAX_LENGTH = 128;

    private static final Words CHANNEL = Words.of("channel");
    private static final Words INST_ID = Words.of("instId");

    private static final Words CHANNEL_FIRST = Words.of("{\"arg\":{\"channel");
    private static final Words CHANNEL_NEXT = Words.of("\":\"candle");
    private static final Words INST_ID_NEXT = Words.of(",\"instId\":\"");

    /** A text in the frame, or, if it was escaped there, in a buffer of its own: the cursor's does not outlive the next one. */
    private static final class Word {
        private final byte[] escaped = new byte[MAX_LENGTH];
        private byte[] bytes = escaped;
        private int offset;
        private int length;

        void clear() {
            length = 0;
        }

        void point(final JsonCursor cursor) {
            bytes = cursor.bytes();
            offset = cursor.offset();
            length = cursor.length();
            if (!cursor.isVerbatim()) {
                length = length > MAX_LENGTH ? 0 : length;
                System.arraycopy(bytes, offset, escaped, 0, length);
                bytes = escaped;
                offset = 0;
            }
        }

        void point(final OrderedScan scan) {
            if (bytes != scan.bytes()) {
                bytes = scan.bytes();
            }
            offset = scan.textOffset();
            length = scan.textLength();
        }

        /** Points at the text and as many bytes before it. */
        void pointBack(final OrderedScan scan, final int more) {
            point(scan);
            offset -= more;
            length += more;
        }

        String text() {
            return new String(bytes, offset, length, StandardCharsets.UTF_8);
        }
    }

    private final JsonCursor cursor;
    private final Word channel = new Word();
    private final Word instId = new Word();
    private boolean broken;

    OkxArg(final JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Reads the value at the cursor. */
    void read() {
        channel.clear();
        instId.clear();
        broken = cursor.peek() != Kind.OBJECT;
        if (broken) {
            cursor.skip();
            return;
        }
        cursor.beginObject();
        while (cursor.nextKey()) {
            if (cursor.is(CHANNEL)) {
                readWord(channel);
            } else if (cursor.is(INST_ID)) {
                readWord(instId);
            } else {
                cursor.skip();
            }
        }
    }

    /** Reads the beginning of a frame, if the argument is there first and in the usual order; else the scan fails. */
    void readUsual(final OrderedScan scan) {
        if (scan.after(CHANNEL_FIRST).failed()) {
            return;
        }
        broken = false;
        channel.pointBack(scan.after(CHANNEL_NEXT).text(), OkxBars.PREFIX_LENGTH);
        instId.point(scan.after(INST_ID_NEXT).text());
    }

    private void readWord(final Word into) {
        if (cursor.readValue() == Kind.STRING) {
            into.point(cursor);
        } else {
            broken = true;
        }
    }

    /** Whether it names a channel and, if that is one of candles, an instrument. */
    boolean isWhole() {
        return !broken && channel.length > 0 && (instId.length > 0 || !isCandle());
    }

    /** Whether the channel is one of candles. */
    boolean isCandle() {
        return OkxBars.isCandle(channel.bytes, channel.offset, channel.length);
    }

    /** The interval of a channel of candles; null if we do not use it. */
    Interval interval() {
        return OkxBars.ofChannel(channel.bytes, channel.offset, channel.length);
    }

    byte[] instId() {
        return instId.bytes;
    }

    int instIdOffset() {
        return instId.offset;
    }

    int instIdLength() {
        return instId.length;
    }

    /** Both together, as requests and answers call them; null if one is missing. */
    String topic() {
        return broken || channel.length == 0 || instId.length == 0 ? null : OkxTopic.of(channel.text(), instId.text());
    }
}
