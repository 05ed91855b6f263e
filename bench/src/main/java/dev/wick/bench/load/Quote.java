package dev.wick.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * Reads what has to be checked out of a quote's bytes, in the order in which the feed writes it. It shares no code with the
 * engine's encoder. Reusable, allocates nothing; one thread.
 */
final class Quote {
    private static final byte[] START = ascii("{\"type\":\"quote\",\"current_time\":\"");
    private static final byte[] SYMBOL = ascii(",\"symbol\":\"X");
    private static final byte[] SYMBOL_END = ascii("USDT\",");
    private static final byte[] VOLUME = ascii(",\"volume\":");
    private static final byte[] TRADES = ascii(",\"trade_num\":");
    private static final byte[] CLOSED = ascii(",\"is_closed_candle\":true,");
    private static final byte[] OPEN = ascii(",\"is_closed_candle\":false,");
    private static final byte[] OPEN_TIME = ascii(",\"open_time\":");
    private static final byte[] RECEIVED = ascii(",\"received_time\":");
    private static final byte[] BY_EXCHANGE = ascii(",\"source\":\"stream\",\"finality\":\"exchange\",\"revision\":0}");
    private static final byte[] FORMING = ascii(",\"source\":\"stream\",\"finality\":null,\"revision\":0}");

    /** The id that the symbol names. */
    int seriesId;
    /** The count of the series' candles up to this one. */
    long count;
    /** Whether it is closed. */
    boolean isClosed;
    /** The bar's start, UTC ms. */
    long openTimeMs;
    /** When it was to be sent, monotonic ns. */
    long plannedNs;

    private byte[] bytes;
    private int at;
    private int end;

    /** Whether bytes begin as a quote does. */
    static boolean isQuote(final byte[] bytes, final int from, final int to) {
        return startsWith(bytes, from, to, START);
    }

    /** Reads a quote. False if it is not as the feed writes it, or its values are not those of the market. */
    boolean read(final byte[] text, final int from, final int to) {
        bytes = text;
        at = from;
        end = to;
        if (!skipTo(SYMBOL)) {
            return false;
        }
        seriesId = (int) number();
        if (!skip(SYMBOL_END) || !skipTo(VOLUME)) {
            return false;
        }
        final long volume = number();
        if (!skip(TRADES)) {
            return false;
        }
        count = number();
        return volume == count && readState() && readTimes();
    }

    private boolean readState() {
        isClosed = skip(CLOSED);
        if (!isClosed && !skip(OPEN)) {
            return false;
        }
        at--;
        return true;
    }

    private boolean readTimes() {
        if (!skipTo(OPEN_TIME)) {
            return false;
        }
        openTimeMs = number();
        if (!skipTo(RECEIVED)) {
            return false;
        }
        plannedNs = number();
        return skip(isClosed ? BY_EXCHANGE : FORMING) && at == end;
    }

    private long number() {
        long value = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            value = 10 * value + bytes[at] - '0';
            at++;
        }
        return value;
    }

    private boolean skip(final byte[] expected) {
        if (!startsWith(bytes, at, end, expected)) {
            return false;
        }
        at += expected.length;
        return true;
    }

    private boolean skipTo(final byte[] expected) {
        while (at < end && !startsWith(bytes, at, end, expected)) {
            at++;
        }
        return skip(expected);
    }

    private static boolean startsWith(final byte[] bytes, final int from, final int to, final byte[] expected) {
        if (to - from < expected.length) {
            return false;
        }
        // The last byte tells most apart: many fields begin alike.
        final int last = expected.length - 1;
        if (bytes[from] != expected[0] || bytes[from + last] != expected[last]) {
            return false;
        }
        for (int i = 1; i < last; i++) {
            if (bytes[from + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
