package dev.wick.bench;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A kline frame as Binance's combined spot stream sent it, 325 bytes of it, that can become the next one of its series in
 * place: a few digits change, nothing is formatted. One thread.
 */
public final class KlineFrame {
    public static final String SYMBOL = "NKNUSDT";
    public static final long OPEN_TIME_MS = 1_633_998_480_000L;
    public static final long MINUTE_MS = 60_000;

    private static final String RECORDED =
            "{\"stream\":\"nknusdt@kline_1m\",\"data\":{\"e\":\"kline\",\"E\":1633998523963,"
                    + "\"s\":\"NKNUSDT\",\"k\":{\"t\":1633998480000,\"T\":1633998539999,\"s\":\"NKNUSDT\",\"i\":\"1m\","
                    + "\"f\":19862761,\"L\":19862790,\"o\":\"0.35270000\",\"c\":\"0.35280000\",\"h\":\"0.35280000\","
                    + "\"l\":\"0.35220000\",\"v\":\"25877.00000000\",\"n\":30,\"x\":false,\"q\":\"9116.04600000\","
                    + "\"V\":\"58.00000000\",\"Q\":\"20.46240000\",\"B\":\"0\"}}}";

    private static final int TIME_DIGITS = 13;
    /** The place of the 60,000 in a time in ms. */
    private static final int TEN_THOUSANDS = TIME_DIGITS - 5;

    final byte[] bytes;
    private final int eventTime;
    private final int openTime;
    private final int closeTime;

    /** The frame as recorded, but for the symbol, and for what it says about being closed. */
    KlineFrame(final String symbol, final boolean closed) {
        final String text = RECORDED.replace("nknusdt@", symbol.toLowerCase(Locale.ROOT) + "@")
                .replace(SYMBOL, symbol)
                .replace("\"x\":false", "\"x\":" + closed);
        bytes = text.getBytes(StandardCharsets.UTF_8);
        eventTime = text.indexOf("\"E\":") + 4;
        openTime = text.indexOf("\"t\":") + 4;
        closeTime = text.indexOf("\"T\":") + 4;
    }

    /** Becomes a newer message on the same candle. */
    void nextUpdate() {
        add(1, eventTime + TIME_DIGITS - 1);
    }

    /** Becomes the same message on the next candle. */
    void nextMinute() {
        add(6, eventTime + TEN_THOUSANDS);
        add(6, openTime + TEN_THOUSANDS);
        add(6, closeTime + TEN_THOUSANDS);
    }

    private void add(final int amount, final int at) {
        bytes[at] = (byte) (bytes[at] + amount);
        for (int digit = at; bytes[digit] > '9'; digit--) {
            bytes[digit] = (byte) (bytes[digit] - 10);
            bytes[digit - 1]++;
        }
    }
}
