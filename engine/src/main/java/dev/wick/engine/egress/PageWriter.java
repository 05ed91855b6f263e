package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.text.DecimalWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes one page of closed candles, row by row, with the exact decimals of quotes. Egress thread.
 *
 * <pre>
 *   {"type":"history","id":1,"exchange":…,"contract_type":…,"symbol":…,"interval":"1m","from":ms,"to":ms,
 *    "candles":[{"open_time":ms,"close_time":ms,"open":…,"high":…,"low":…,"close":…,"volume":…,"trade_num":…,
 *     "source":"stream","finality":"exchange","revision":0}],"next":ms}
 * </pre>
 *
 * <p>{@code from} and {@code to} are open times, UTC ms, inclusive: what exists between them is in the page. {@code next} is
 * where the next page begins, null if there is none.
 */
final class PageWriter {
    /** What a row takes at most: six numbers at their longest, and the rest. */
    private static final int MAX_ROW_BYTES = 8 * DecimalWriter.MAX_BYTES + 512;

    private byte[] rows = new byte[4 * MAX_ROW_BYTES];
    private int at;
    private int count;

    /** How many rows there are. */
    int count() {
        return count;
    }

    /** How many bytes these take. */
    int bytes() {
        return at;
    }

    /** Adds a closed candle. */
    void add(final Candle closed) {
        if (rows.length - at < MAX_ROW_BYTES) {
            rows = Arrays.copyOf(rows, 2 * rows.length);
        }
        put(count == 0 ? "{\"open_time\":" : ",{\"open_time\":").put(closed.openTimeMs);
        put(",\"close_time\":").put(closed.closeTimeMs);
        put(",\"open\":").put(closed.open);
        put(",\"high\":").put(closed.high);
        put(",\"low\":").put(closed.low);
        put(",\"close\":").put(closed.close);
        put(",\"volume\":").put(closed.volume);
        put(",\"trade_num\":").put(closed.tradeCount);
        put(",\"source\":\"").put(closed.source.text());
        put("\",\"finality\":\"").put(closed.finality.text());
        put("\",\"revision\":").put((long) closed.revision);
        put("}");
        count++;
    }

    private PageWriter put(final String ascii) {
        final byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, rows, at, bytes.length);
        at += bytes.length;
        return this;
    }

    private void put(final long number) {
        if (number == Candle.NONE) {
            put("null");
        } else {
            at = DecimalWriter.write(number, rows, at);
        }
    }

    private void put(final Decimal number) {
        if (number.isPresent()) {
            at = DecimalWriter.write(number, rows, at);
        } else {
            put("null");
        }
    }

    /**
     * The page as one WebSocket frame.
     *
     * @param toMs up to which open time it is complete, UTC ms
     * @param nextMs where the next one begins, UTC ms; {@link Candle#NONE} if there is none
     */
    byte[] frame(final String idJson, final Series series, final long fromMs, final long toMs, final long nextMs) {
        final String head = JsonOut.message("history")
                .raw("id", idJson)
                .string("exchange", series.venue().exchange().text())
                .string("contract_type", series.venue().contractType().name())
                .string("symbol", series.symbol())
                .string("interval", series.interval().text())
                .number("from", fromMs)
                .number("to", toMs)
                .json();
        final String tail = "],\"next\":" + (nextMs == Candle.NONE ? "null" : Long.toString(nextMs)) + "}";
        final byte[] before =
                (head.substring(0, head.length() - 1) + ",\"candles\":[").getBytes(StandardCharsets.UTF_8);
        final byte[] after = tail.getBytes(StandardCharsets.US_ASCII);
        final byte[] payload = Arrays.copyOf(before, before.length + at + after.length);
        System.arraycopy(rows, 0, payload, before.length, at);
        System.arraycopy(after, 0, payload, before.length + at, after.length);
        return TextFrame.of(payload);
    }
}
