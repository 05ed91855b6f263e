package dev.wick.bench.hop;

import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.engine.egress.QuoteEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Looks at every frame of a subscriber to all series: that a quote says its number, and the series, volume and end that go with that,
 * and that the numbers of each series ascend. One thread; allocates nothing, as long as nothing is wrong.
 *
 * <p>Where things stand in a frame it learns from the engine's own encoder, once:
 *
 * <pre>
 *   {"type":"quote",…,"symbol":"X7USDT",…,"volume":8,…,"received_time":1300000000000000007,"source":"stream",…,"revision":0}
 *           ▲ kind             ▲ symbolAt          ▲ symbolAt + its length + gap    ▲ end - tail - 19 digits
 * </pre>
 */
final class FrameCheck {
    private static final String SYMBOL = "\"symbol\":\"";
    private static final String VOLUME = "\"volume\":";
    private static final String RECEIVED = "\"received_time\":";
    private static final String TYPE = "{\"type\":\"";
    private static final String AFTER_FINALITY = ",\"revision\":0}";
    private static final int DIGITS = 19;
    private static final int SHORT_HEADER = 2;
    private static final int LENGTH_IN_TWO_BYTES = 126;

    private final NumberedCandles candles;
    private final Arrivals arrivals;
    private final byte[][] symbols;
    private final long[] lastNumbers;
    private final int symbolAt;
    private final int gap;
    private final int openTail;
    private final int closedTail;
    private long quotes;

    FrameCheck(final NumberedCandles candles, final SeriesRegistry registry, final Arrivals arrivals) {
        this.candles = candles;
        this.arrivals = arrivals;
        symbols = new byte[candles.series()][];
        for (int id = 0; id < symbols.length; id++) {
            symbols[id] = registry.byId(id).symbol().getBytes(StandardCharsets.US_ASCII);
        }
        lastNumbers = new long[symbols.length];
        Arrays.fill(lastNumbers, -1);
        final String open = quote(new NumberedCandles(1, 2), registry);
        final String closed = quote(new NumberedCandles(1, 1), registry);
        symbolAt = open.indexOf(SYMBOL) + SYMBOL.length();
        gap = open.indexOf(VOLUME) + VOLUME.length() - symbolAt - symbols[0].length;
        openTail = tail(open);
        closedTail = tail(closed);
    }

    private static String quote(final NumberedCandles some, final SeriesRegistry registry) {
        final QuoteEncoder encoder = new QuoteEncoder(registry);
        encoder.encode(some.next(0), 0);
        final String frame =
                new String(encoder.bytes(), encoder.start(), encoder.length(), StandardCharsets.ISO_8859_1);
        return frame.substring(frame.indexOf('{'));
    }

    private static int tail(final String payload) {
        return payload.length() - payload.indexOf(RECEIVED) - RECEIVED.length() - DIGITS;
    }

    /** How many right quotes there were. */
    long quotes() {
        return quotes;
    }

    /** Looks at whole frames. */
    void look(final ByteBuffer frames, final int from, final int to) {
        int at = from;
        while (at < to) {
            final int shortLength = frames.get(at + 1) & 0x7F;
            if (shortLength > LENGTH_IN_TWO_BYTES) {
                // No quote is that long: the answer to the subscription.
                at += SHORT_HEADER + Long.BYTES + (int) frames.getLong(at + SHORT_HEADER);
            } else if (shortLength == LENGTH_IN_TWO_BYTES) {
                final int payload = at + SHORT_HEADER + Short.BYTES;
                at = payload + (frames.getShort(at + SHORT_HEADER) & 0xFFFF);
                lookAt(frames, payload, at);
            } else {
                at += SHORT_HEADER + shortLength;
                lookAt(frames, at - shortLength, at);
            }
        }
    }

    private void lookAt(final ByteBuffer frames, final int payload, final int end) {
        final byte kind = frames.get(payload + TYPE.length());
        if (kind == 's') {
            return;
        }
        final boolean isRight = kind == 'q' && isRight(frames, payload, end);
        if (isRight) {
            quotes++;
        } else {
            arrivals.fault("wrong: " + text(frames, payload, end));
        }
    }

    private boolean isRight(final ByteBuffer frames, final int payload, final int end) {
        final boolean isClosed = frames.get(end - AFTER_FINALITY.length() - 1) == '"';
        final long received = number(frames, end - (isClosed ? closedTail : openTail) - DIGITS);
        final long number = received - NumberedCandles.FIRST_RECEIVED_NS;
        if (number < 0 || isClosed != candles.isClosed(number)) {
            return false;
        }
        final int series = candles.seriesOf(number);
        if (number <= lastNumbers[series]) {
            return false;
        }
        lastNumbers[series] = number;
        return hasSymbol(frames, payload + symbolAt, symbols[series])
                && number(frames, payload + symbolAt + symbols[series].length + gap) == candles.volumeOf(number);
    }

    private static boolean hasSymbol(final ByteBuffer frames, final int at, final byte[] symbol) {
        for (int i = 0; i < symbol.length; i++) {
            if (frames.get(at + i) != symbol[i]) {
                return false;
            }
        }
        return frames.get(at + symbol.length) == '"';
    }

    private static long number(final ByteBuffer frames, final int from) {
        long number = 0;
        int at = from;
        for (byte digit = frames.get(at); digit >= '0' && digit <= '9'; digit = frames.get(at)) {
            number = 10 * number + digit - '0';
            at++;
        }
        return number;
    }

    private static String text(final ByteBuffer frames, final int from, final int to) {
        final byte[] bytes = new byte[to - from];
        frames.get(from, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
