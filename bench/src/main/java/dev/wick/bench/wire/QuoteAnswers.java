package dev.wick.bench.wire;

import java.util.Arrays;

/**
 * Checks Wick's quotes against {@link KlineMarket}: symbol, prices and volume to the digit, each series' candles never backwards, each
 * closed candle once and followed by the next bar. Its receiving thread.
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
    private static final byte[] STREAM = Scan.ascii("\"source\":\"stream\"");

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
        if (KlineMarket.seriesOf(number, lastNumber.length) != series || KlineMarket.cents(number) != cents) {
            return WRONG;
        }
        return isInOrder(series, number) ? number : WRONG;
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

    private boolean isInOrder(final int series, final long number) {
        if (!scan.skip(TRADES) || scan.number() == 0 || !scan.skip(COMMA)) {
            return false;
        }
        final boolean isClosed = scan.skip(CLOSED);
        if (!isClosed && !scan.skip(FORMING)) {
            return false;
        }
        if (!scan.skipTo(OPEN_TIME)) {
            return false;
        }
        final long openTimeMs = scan.number();
        if (!scan.skipTo(STREAM)) {
            return false;
        }
        return isClosed ? closed(series, openTimeMs, number) : open(series, openTimeMs, number);
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
