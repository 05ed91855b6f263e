package dev.wick.bench.wire;

import java.util.Arrays;

/**
 * Checks Wick's quotes against {@link KlineMarket}: symbol, prices and volume to the digit, each series' candles never backwards, each
 * closed candle once and followed by the next bar. What the engine has asked REST for, because a series was silent, is checked, too,
 * but is no answer to anything that was sent. Its receiving thread.
 */
final class QuoteAnswers implements Answers {
    private static final byte[] QUOTE = Scan.ascii("{\"type\":\"quote\",");
    private static final byte[] SYMBOL = Scan.ascii("\"symbol\":\"X");
    private static final byte[] OPEN = Scan.ascii(
            "USDT\",\"contract_type\":\"spot\",\"open\":84100,\"high\":84100.9,\"low\":84100,\"close\":84100");
    private static final byte[] POINT = Scan.ascii(".");
    private static final byte[] VOLUME = Scan.ascii(",\"volume\":");
    private static final byte[] CLOSED = Scan.ascii("\"is_closed_candle\":true,");
    private static final byte[] FORMING = Scan.ascii("\"is_closed_candle\":false,");
    private static final byte[] TRADES = Scan.ascii(",\"trade_num\":");
    private static final byte[] COMMA = Scan.ascii(",");
    private static final byte[] OPEN_TIME = Scan.ascii("\"open_time\":");
    private static final byte[] SOURCE = Scan.ascii("\"source\":\"");
    private static final byte[] STREAM = Scan.ascii("stream\"");
    private static final byte[] BACKFILL = Scan.ascii("backfill\"");

    private final Scan scan = new Scan();
    private final long[] lastNumber;
    private final long[] lastClosedNumber;
    private final long[] lastClosedMs;
    private long closed;

    QuoteAnswers(final int series) {
        lastNumber = new long[series];
        lastClosedNumber = new long[series];
        lastClosedMs = new long[series];
        Arrays.fill(lastClosedMs, Long.MIN_VALUE);
    }

    @Override
    public long check(final byte[] bytes, final int from, final int to) {
        if (!scan.over(bytes, from, to).skip(QUOTE)) {
            return NO_CANDLE;
        }
        if (!scan.skipTo(SYMBOL)) {
            return WRONG;
        }
        final int series = (int) scan.number();
        if (series >= lastNumber.length || !scan.skip(OPEN)) {
            return WRONG;
        }
        final int cents = cents();
        if (!scan.skip(VOLUME)) {
            return WRONG;
        }
        final long number = scan.number();
        final boolean isTheirs = KlineMarket.seriesOf(number, lastNumber.length) == series;
        // What REST tells of bars from before the market began has no series' own number.
        if (KlineMarket.cents(number) != cents || !(isTheirs || number == KlineMarket.FIRST_NUMBER)) {
            return WRONG;
        }
        return judge(series, number, isTheirs);
    }

    /** Trailing zeros are not part of a number: 84100.5 is 50 cents. */
    private int cents() {
        if (!scan.skip(POINT)) {
            return 0;
        }
        final int tens = scan.digit();
        final int ones = scan.digit();
        return 10 * tens + Math.max(0, ones);
    }

    private long judge(final int series, final long number, final boolean isTheirs) {
        if (!scan.skip(TRADES) || scan.number() == 0 || !scan.skip(COMMA)) {
            return WRONG;
        }
        final boolean isClosed = scan.skip(CLOSED);
        if (!isClosed && !scan.skip(FORMING)) {
            return WRONG;
        }
        if (!scan.skipTo(OPEN_TIME)) {
            return WRONG;
        }
        final long openTimeMs = scan.number();
        if (!scan.skipTo(SOURCE)) {
            return WRONG;
        }
        if (!scan.skip(STREAM)) {
            return scan.skip(BACKFILL) && byRest(series, openTimeMs, number, isClosed) ? NO_CANDLE : WRONG;
        }
        final boolean isInOrder = isClosed ? closed(series, openTimeMs, number) : open(series, openTimeMs, number);
        return isTheirs && isInOrder ? number : WRONG;
    }

    /**
     * A series that is silent is looked up, which is nothing that was sent. So is the end of a bar from before the market began; of any
     * other there was no gap that REST could have repaired.
     */
    private boolean byRest(final int series, final long openTimeMs, final long number, final boolean isClosed) {
        if (!isClosed) {
            return open(series, openTimeMs, number);
        }
        final boolean isForwards = number == KlineMarket.FIRST_NUMBER && openTimeMs > lastClosedMs[series];
        if (isForwards) {
            lastClosedMs[series] = openTimeMs;
        }
        return isForwards;
    }

    private boolean open(final int series, final long openTimeMs, final long number) {
        final boolean isForwards = number > lastNumber[series] && openTimeMs > lastClosedMs[series];
        lastNumber[series] = number;
        return isForwards;
    }

    /** It may come after the first of the next bar: they are in different queues. */
    private boolean closed(final int series, final long openTimeMs, final long number) {
        if (number <= lastClosedNumber[series]) {
            return false;
        }
        lastClosedNumber[series] = number;
        final long lastMs = lastClosedMs[series];
        lastClosedMs[series] = openTimeMs;
        closed++;
        return lastMs == Long.MIN_VALUE || openTimeMs == lastMs + KlineMarket.BAR_MS;
    }

    @Override
    public long closed() {
        return closed;
    }
}
