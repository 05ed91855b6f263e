package dev.wick.bench.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bars of an invented exchange, in frames as Binance's combined spot stream sends them. Its series move in turn, in real time;
 * each message has a number of its own, one more than the last, which it carries as the volume, and which tells its series.
 *
 * <p>When a minute is over the next message of a series closes its bar, and the one after that begins the next. Trade ids are chained
 * over all bars. Written by one thread, which allocates for closed bars alone; {@link #rows} is for any.
 */
final class KlineMarket {
    /** The number before the first; so many digits have all of them. */
    static final long FIRST_NUMBER = 1_000_000_000L;

    static final long BAR_MS = 60_000;
    /** The lowest price, in cents. */
    static final long PRICE_CENTS = 8_410_000;

    static final int PRICE_MOVES = 90;

    /** What bars from before the beginning have, which only REST tells of. */
    private static final int TRADES_BEFORE = 10;

    private static final int CLOSED_BARS_KEPT = 30;
    private static final byte[] STREAM = ascii("{\"stream\":\"x");
    private static final byte[] EVENT = ascii("usdt@kline_1m\",\"data\":{\"e\":\"kline\",\"E\":");
    private static final byte[] SYMBOL = ascii(",\"s\":\"X");
    private static final byte[] OPEN_TIME = ascii("USDT\",\"k\":{\"t\":");
    private static final byte[] CLOSE_TIME = ascii(",\"T\":");
    private static final byte[] FIRST_ID = ascii("USDT\",\"i\":\"1m\",\"f\":");
    private static final byte[] LAST_ID = ascii(",\"L\":");
    private static final byte[] OPEN = ascii(",\"o\":\"84100.00000000\",\"c\":\"84100.");
    private static final byte[] HIGH = ascii("000000\",\"h\":\"84100.90000000\",\"l\":\"84100.00000000\",\"v\":\"");
    private static final byte[] TRADES = ascii(".00000000\",\"n\":");
    private static final byte[] CLOSED = ascii(",\"x\":true,\"q\":\"");
    private static final byte[] NOT_CLOSED = ascii(",\"x\":false,\"q\":\"");
    private static final byte[] END = ascii(".00000000\",\"V\":\"58.00000000\",\"Q\":\"20.46240000\",\"B\":\"0\"}}}");

    /**
     * What REST tells of a bar of the past.
     *
     * @param openTimeMs UTC ms
     * @param number of its last message
     */
    private record ClosedBar(long openTimeMs, long firstId, int trades, long number) {}

    private final long[] openTimeMs;
    private final long[] firstId;
    private final int[] trades;
    private final long startMs;
    private final Map<Long, ClosedBar> past = new ConcurrentHashMap<>();
    private long number = FIRST_NUMBER;
    private final AtomicLong closed = new AtomicLong();

    /** A market that begins now. */
    KlineMarket(final int series, final long nowMs) {
        startMs = floor(nowMs);
        openTimeMs = new long[series];
        firstId = new long[series];
        trades = new int[series];
        for (int i = 0; i < series; i++) {
            openTimeMs[i] = startMs;
            firstId[i] = startMs / BAR_MS * TRADES_BEFORE;
        }
    }

    /** How many series it has. */
    int series() {
        return openTimeMs.length;
    }

    /** The symbol of a series. */
    static String symbol(final int series) {
        return "X" + series + "USDT";
    }

    /** Which series the message of a number is of, in a market of so many. */
    static int seriesOf(final long number, final int series) {
        return (int) ((number - FIRST_NUMBER) % series);
    }

    /** What stands behind the point of the closing price, as two digits. */
    static int cents(final long number) {
        return (int) (number % PRICE_MOVES);
    }

    /** The number of the newest message. */
    long number() {
        return number;
    }

    /** Which series the next message will be of. */
    int nextSeries() {
        return seriesOf(number + 1, series());
    }

    /** How many bars were closed so far; any thread. */
    long closed() {
        return closed.get();
    }

    /** Writes the next message at a place of a buffer that has room for 400 bytes. */
    void next(final ByteBuffer into, final long nowMs) {
        number++;
        final int at = seriesOf(number, series());
        if (openTimeMs[at] < 0) {
            openTimeMs[at] = floor(nowMs);
            firstId[at] += trades[at];
            trades[at] = 0;
        }
        trades[at]++;
        final boolean closes = nowMs >= openTimeMs[at] + BAR_MS;
        write(into, at, nowMs, closes);
        if (closes) {
            close(at);
        }
    }

    private void close(final int at) {
        closed.lazySet(closed.get() + 1);
        past.put(key(at, openTimeMs[at]), new ClosedBar(openTimeMs[at], firstId[at], trades[at], number));
        past.remove(key(at, openTimeMs[at] - CLOSED_BARS_KEPT * BAR_MS));
        // No open time: the next message chooses it.
        openTimeMs[at] = -1;
    }

    private void write(final ByteBuffer into, final int at, final long nowMs, final boolean closes) {
        into.put(STREAM);
        number(into, at);
        into.put(EVENT);
        number(into, nowMs);
        into.put(SYMBOL);
        number(into, at);
        into.put(OPEN_TIME);
        number(into, openTimeMs[at]);
        into.put(CLOSE_TIME);
        number(into, openTimeMs[at] + BAR_MS - 1);
        into.put(SYMBOL);
        number(into, at);
        into.put(FIRST_ID);
        number(into, firstId[at]);
        into.put(LAST_ID);
        number(into, firstId[at] + trades[at] - 1);
        into.put(OPEN);
        final int cents = cents(number);
        into.put((byte) ('0' + cents / 10)).put((byte) ('0' + cents % 10));
        into.put(HIGH);
        number(into, number);
        into.put(TRADES);
        number(into, trades[at]);
        into.put(closes ? CLOSED : NOT_CLOSED);
        number(into, number);
        into.put(END);
    }

    private static void number(final ByteBuffer into, final long value) {
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int place = into.position() + digits - 1; place >= into.position(); place--) {
            into.put(place, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        into.position(into.position() + digits);
    }

    /** The rows that REST gives for bars that are over, oldest first, as the answer's body. */
    String rows(final int series, final long fromMs, final long toMs, final int limit, final long nowMs) {
        final StringBuilder body = new StringBuilder("[");
        final long lastMs = Math.min(toMs, floor(nowMs) - BAR_MS);
        long at = Math.max(fromMs, lastMs - (limit - 1) * BAR_MS);
        at = -Math.floorDiv(-at, BAR_MS) * BAR_MS;
        for (; at <= lastMs; at += BAR_MS) {
            final ClosedBar bar = bar(series, at);
            if (bar != null) {
                body.append(body.length() > 1 ? "," : "").append(row(bar));
            }
        }
        return body.append(']').toString();
    }

    private ClosedBar bar(final int series, final long openMs) {
        return openMs < startMs
                ? new ClosedBar(openMs, openMs / BAR_MS * TRADES_BEFORE, TRADES_BEFORE, FIRST_NUMBER)
                : past.get(key(series, openMs));
    }

    private static String row(final ClosedBar bar) {
        return "[" + bar.openTimeMs + ",\"84100.00000000\",\"84100.90000000\",\"84100.00000000\",\"84100."
                + cents(bar.number) / 10 + cents(bar.number) % 10 + "000000\",\"" + bar.number + ".00000000\","
                + (bar.openTimeMs + BAR_MS - 1) + ",\"" + bar.number + ".00000000\"," + bar.trades
                + ",\"58.00000000\",\"20.46240000\",\"0\"]";
    }

    private static long key(final int series, final long openMs) {
        return ((openMs / BAR_MS) << 20) | series;
    }

    private static long floor(final long ms) {
        return ms - ms % BAR_MS;
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
