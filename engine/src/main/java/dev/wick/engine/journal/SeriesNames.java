package dev.wick.engine.journal;

import dev.wick.adapters.feed.Series;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * What a series is called, which outlives its id. Immutable.
 *
 * @param exchange as users write it
 * @param contractType as users write it
 * @param symbol the venue's own name of the instrument
 * @param interval its common name
 */
record SeriesNames(String exchange, String contractType, String symbol, String interval) {
    private static final int COUNT = 4;

    static SeriesNames of(final Series series) {
        return new SeriesNames(
                series.venue().exchange().text(),
                series.venue().contractType().name(),
                series.symbol(),
                series.interval().text());
    }

    /** As in a definition: each with its length before it. */
    byte[] encoded() {
        final byte[][] texts = {utf8(exchange), utf8(contractType), utf8(symbol), utf8(interval)};
        int length = 0;
        for (final byte[] text : texts) {
            length += Short.BYTES + text.length;
        }
        if (SegmentFormat.SERIES_NAMES + length > SegmentFormat.SERIES_MAX_LENGTH) {
            throw new IllegalArgumentException("the names of " + this + " are too long for the journal");
        }
        final ByteBuffer all = ByteBuffer.allocate(length).order(SegmentFormat.BYTE_ORDER);
        for (final byte[] text : texts) {
            all.putShort((short) text.length).put(text);
        }
        return all.array();
    }

    /** The names in a definition, or null if they do not fit into it, which a sound checksum leaves to programmers. */
    static SeriesNames read(final DirectBuffer from, final int at, final int length) {
        final String[] texts = new String[COUNT];
        int position = at;
        for (int i = 0; i < COUNT; i++) {
            final int left = at + length - position - Short.BYTES;
            final int bytes = left < 0 ? -1 : from.getShort(position, SegmentFormat.BYTE_ORDER);
            if (bytes < 0 || bytes > left) {
                return null;
            }
            texts[i] = from.getStringWithoutLengthUtf8(position + Short.BYTES, bytes);
            position += Short.BYTES + bytes;
        }
        return new SeriesNames(texts[0], texts[1], texts[2], texts[3]);
    }

    private static byte[] utf8(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
