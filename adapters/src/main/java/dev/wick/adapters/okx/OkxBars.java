package dev.wick.adapters.okx;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.text.OrderedScan.Words;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What OKX calls the lengths of bars, on the stream (after {@code candle}) and in REST alike. Stateless; any thread.
 *
 * <p>From six hours on the {@code utc} variants are taken: {@code 6H}, {@code 1D} and so on without it open at UTC+8.
 */
final class OkxBars {
    private static final Words CANDLE = Words.of("candle");
    /** How long the beginning is that all names of channels of candles have. */
    static final int PREFIX_LENGTH = CANDLE.length();

    private static final int MAX_NAME = Long.BYTES;

    private static final Map<Interval, String> NAMES = new EnumMap<>(Interval.class);
    private static final Interval[] INTERVALS;
    private static final long[] CODES;

    static {
        NAMES.put(Interval.S1, "1s");
        NAMES.put(Interval.M1, "1m");
        NAMES.put(Interval.M3, "3m");
        NAMES.put(Interval.M5, "5m");
        NAMES.put(Interval.M15, "15m");
        NAMES.put(Interval.M30, "30m");
        NAMES.put(Interval.H1, "1H");
        NAMES.put(Interval.H2, "2H");
        NAMES.put(Interval.H4, "4H");
        NAMES.put(Interval.H6, "6Hutc");
        NAMES.put(Interval.H12, "12Hutc");
        NAMES.put(Interval.D1, "1Dutc");
        NAMES.put(Interval.D2, "2Dutc");
        NAMES.put(Interval.D3, "3Dutc");
        NAMES.put(Interval.D5, "5Dutc");
        NAMES.put(Interval.W1, "1Wutc");
        NAMES.put(Interval.MONTH1, "1Mutc");
        NAMES.put(Interval.MONTH3, "3Mutc");
        INTERVALS = NAMES.keySet().toArray(new Interval[0]);
        CODES = new long[INTERVALS.length];
        for (int i = 0; i < INTERVALS.length; i++) {
            final byte[] name = NAMES.get(INTERVALS[i]).getBytes(StandardCharsets.US_ASCII);
            CODES[i] = code(name, 0, name.length);
        }
    }

    private OkxBars() {}

    /** All that there are. */
    static Set<Interval> intervals() {
        return Collections.unmodifiableSet(NAMES.keySet());
    }

    /** The name of an interval; null if OKX has no such bars. */
    static String name(final Interval interval) {
        return NAMES.get(interval);
    }

    /** The channel of an interval that has one: {@code candle1m}. */
    static String channel(final Interval interval) {
        return "candle" + NAMES.get(interval);
    }

    /** Whether these bytes name a channel of candles, of whatever length; allocates nothing. */
    static boolean isCandle(final byte[] bytes, final int offset, final int length) {
        return length > PREFIX_LENGTH && CANDLE.areAt(bytes, offset);
    }

    /** The interval of a channel of candles; null for one that we do not use. Allocates nothing. */
    static Interval ofChannel(final byte[] bytes, final int offset, final int length) {
        final long code = code(bytes, offset + PREFIX_LENGTH, length - PREFIX_LENGTH);
        for (int i = 0; i < CODES.length; i++) {
            if (CODES[i] == code) {
                return INTERVALS[i];
            }
        }
        return null;
    }

    /** Up to eight bytes as one number, 0 for more. */
    private static long code(final byte[] bytes, final int offset, final int length) {
        if (length > MAX_NAME) {
            return 0;
        }
        long code = 0;
        for (int i = offset; i < offset + length; i++) {
            code = (code << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        return code;
    }
}
