package dev.wick.adapters.text;

import dev.wick.adapters.feed.Decimal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads a JSON text whose fields are expected in a certain order, without blanks and escapes, as an exchange writes it; made for
 * speed, and for nothing else. Reused, owned by one thread, allocates nothing.
 *
 * <pre>
 *   scan.reset(bytes, 0, bytes.length);                     // {"t":17,"o":"0.350"}
 *   candle.openTimeMs = scan.after(OPEN_TIME).whole();      //  {"t":      17
 *   scan.after(OPEN).decimal(candle.open);                  //  ,"o":"     0.350
 *   return scan.after(END).isDone();                        //  "}
 * </pre>
 *
 * <p>At the first byte that is not as expected it fails, and stays so: what was read until then means nothing, and the text is
 * for {@link JsonCursor} to read, which takes any order. It takes less than the cursor does, never anything that the cursor would
 * not take, and what it takes has the same value there. It looks at eight bytes at a time, be they constant or digits: byte by
 * byte costs twice as much.
 */
public final class OrderedScan {
    /** What {@link #whole} answers if there is none. */
    public static final long NOTHING = -1;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WORD = Long.BYTES;
    private static final int TIME_DIGITS = 13;

    private static final long BYTE = 0xFF;
    private static final long ZEROS = 0x3030303030303030L;
    /** All but the first three of eight bytes. */
    private static final long LAST_FIVE = 0xFFFFFFFFFF000000L;

    private static final long HIGH_BITS = 0x8080808080808080L;
    /** Carries anything beyond 9 into a byte's high bit. */
    private static final long BEYOND_NINE = 0x7676767676767676L;

    private static final long[] POWERS_OF_TEN = new long[WORD + 1];

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = 10 * POWERS_OF_TEN[i - 1];
        }
    }

    /**
     * Up to 16 bytes that are expected as they are. A record, since only its fields are constants to the compiler, when it is one.
     */
    public record Words(long first, long firstMask, long second, long secondMask, int length) {
        /** These ASCII characters, 1 to 16 of them. */
        public static Words of(final String text) {
            final int length = text.length();
            if (length == 0 || length > 2 * WORD) {
                throw new IllegalArgumentException("1 to 16 characters: " + text);
            }
            return new Words(
                    word(text, 0),
                    mask(Math.min(length, WORD)),
                    word(text, WORD),
                    mask(Math.max(0, length - WORD)),
                    length);
        }

        private static long word(final String text, final int from) {
            long word = 0;
            for (int i = Math.min(text.length(), from + WORD) - 1; i >= from; i--) {
                word = (word << Byte.SIZE) | text.charAt(i);
            }
            return word;
        }

        private static long mask(final int bytes) {
            return bytes == WORD ? -1L : (1L << (Byte.SIZE * bytes)) - 1;
        }
    }

    private static final Words TRUE = Words.of("true");
    private static final Words FALSE = Words.of("false");

    private byte[] bytes = new byte[0];
    private int position;
    private int end;
    /** The last place where eight bytes can be read. */
    private int lastWord;

    private boolean failed;
    private int textOffset;
    private int textLength;

    /** Starts over on another text; the bytes are neither copied nor changed. */
    public void reset(final byte[] newBytes, final int offset, final int length) {
        // To store a reference costs a garbage collector's barrier.
        if (bytes != newBytes) {
            bytes = newBytes;
        }
        position = offset;
        end = offset + length;
        lastWord = bytes.length - WORD;
        failed = false;
    }

    /** Whether the text is not as expected. */
    public boolean failed() {
        return failed;
    }

    /** Whether all was as expected, and nothing is left. */
    public boolean isDone() {
        // What lies behind the end may have been looked at; if it was taken for more than that, the place is wrong.
        return !failed && position == end;
    }

    /** Whether these bytes come next; does not move, and nothing fails. */
    public boolean isNext(final Words expected) {
        return ((word(position) ^ expected.first) & expected.firstMask) == 0
                && (expected.length <= WORD || ((word(position + WORD) ^ expected.second) & expected.secondMask) == 0);
    }

    /** Passes over these bytes, which {@link #isNext} has seen. */
    public OrderedScan skip(final Words seen) {
        position += seen.length;
        return this;
    }

    /** Passes over these bytes. */
    public OrderedScan after(final Words expected) {
        if (isNext(expected)) {
            position += expected.length;
        } else {
            failed = true;
        }
        return this;
    }

    /** Reads a time in ms since 1970, which has 13 digits until the year 2286; {@link #NOTHING} for anything else. */
    public long epochMs() {
        // Both words overlap, so that neither has to be looked at for where the digits end.
        final long first = word(position) ^ ZEROS;
        final long last = word(position + TIME_DIGITS - WORD) ^ ZEROS;
        if ((others(first) | others(last)) != 0) {
            failed = true;
            return NOTHING;
        }
        position += TIME_DIGITS;
        return valueOf(first) * 100_000 + valueOf(last & LAST_FIVE);
    }

    /** Reads a whole number of up to 15 digits without a sign; {@link #NOTHING} if there is none. */
    public long whole() {
        final long values = word(position) ^ ZEROS;
        final int digits = digits(values);
        if (digits == 0) {
            failed = true;
            return NOTHING;
        }
        position += digits;
        final long value = valueOf(alignRight(values, digits));
        return digits < WORD ? value : longWhole(value);
    }

    /** Goes on behind the first eight digits. */
    private long longWhole(final long high) {
        final long values = word(position) ^ ZEROS;
        final int digits = digits(values);
        failed |= digits == WORD;
        position += digits;
        return digits == 0 ? high : high * POWERS_OF_TEN[digits] + valueOf(alignRight(values, digits));
    }

    /** Reads the rest of a string that is a decimal number without a sign, up to its closing quote. */
    public void decimal(final Decimal into) {
        final long head = word(position);
        final long values = head ^ ZEROS;
        // No carry disturbs the second of them if the first is a point.
        final long others = others(values);
        final int point = JsonBytes.firstOf(others);
        final int quote = JsonBytes.firstOf(others & (others - 1));
        if (quote < WORD && quote > 1 && byteAt(head, point) == '.' && byteAt(head, quote) == '"') {
            // 66898.7" all in one word: what stands before the point moves up by one, over it.
            final long upToPoint = others ^ (others - 1);
            final long digits = ((values & (upToPoint >>> Byte.SIZE)) << Byte.SIZE) | (values & ~upToPoint);
            position += quote;
            store(alignRight(digits, quote), quote - point - 1, into);
        } else {
            longDecimal(head, point, into);
        }
    }

    /** Takes up to eight digits. Zeros at the end do not count, and are left out by shifting: to divide them away takes long. */
    private static void store(final long digits, final int scale, final Decimal into) {
        final int zeros = Math.min(scale, JsonBytes.zerosBehind(digits));
        into.mantissa = valueOf(digits << (Byte.SIZE * zeros));
        into.scale = scale - zeros;
    }

    /** Goes on with one that is longer than a word, or has no point. */
    private void longDecimal(final long head, final int digits, final Decimal into) {
        final int after = byteAt(head, digits);
        // What stands behind up to seven digits is in the same word; more digits are rare.
        if (digits == 0 || (after != '.' && after != '"')) {
            anyDecimal(into);
            return;
        }
        final long whole = valueOf(alignRight(head ^ ZEROS, digits));
        if (after == '"') {
            position += digits;
            into.mantissa = whole;
            into.scale = 0;
        } else {
            fraction(whole, position + digits + 1, into);
        }
    }

    private static int byteAt(final long word, final int index) {
        return (byte) (word >>> (Byte.SIZE * index));
    }

    /** Goes on behind the point. Zeros at the end do not count, and are left out by shifting: to divide them away takes long. */
    private void fraction(final long whole, final int start, final Decimal into) {
        final long values = word(start) ^ ZEROS;
        final int digits = digits(values);
        if (digits == 0 || (digits == WORD && (word(start + WORD) & BYTE) != '"')) {
            anyDecimal(into);
            return;
        }
        position = start + digits;
        final long aligned = alignRight(values, digits);
        final int zeros = Math.min(digits, JsonBytes.zerosBehind(aligned));
        final int scale = digits - zeros;
        into.mantissa = scale == 0 ? whole : whole * POWERS_OF_TEN[scale] + valueOf(alignRight(values, scale));
        into.scale = scale;
    }

    private void anyDecimal(final Decimal into) {
        text();
        position--;
        failed |= DecimalReader.read(bytes, textOffset, textLength, into) != DecimalReader.Outcome.OK;
    }

    /** Reads true or false. */
    public boolean flag() {
        final boolean isTrue = isNext(TRUE);
        if (!isTrue && !isNext(FALSE)) {
            failed = true;
        }
        position += isTrue ? TRUE.length : FALSE.length;
        return isTrue;
    }

    /** Passes over the rest of a string that has no escapes, and its closing quote; it is then at {@link #textOffset}. */
    public OrderedScan text() {
        int at = position;
        long special = JsonBytes.specialOfEight(word(at));
        while (special == 0) {
            at += WORD;
            special = JsonBytes.specialOfEight(word(at));
        }
        at += JsonBytes.firstOf(special);
        if ((word(at) & BYTE) != '"') {
            failed = true;
        }
        textOffset = position;
        textLength = at - position;
        position = at + 1;
        return this;
    }

    /** Holds what was read last by {@link #text}. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where in {@link #bytes} the text begins that was read last. */
    public int textOffset() {
        return textOffset;
    }

    /** How many bytes the text has that was read last. */
    public int textLength() {
        return textLength;
    }

    /** The eight bytes from here, as far as there are any; behind them zeros, which are nothing that is expected anywhere. */
    private long word(final int at) {
        return at <= lastWord ? (long) EIGHT_BYTES.get(bytes, at) : lastBytes(at);
    }

    /** Rare: frames lie in a larger buffer, and few of them at its end. */
    private long lastBytes(final int at) {
        long word = 0;
        for (int i = bytes.length - 1; i >= at; i--) {
            word = (word << Byte.SIZE) | (bytes[i] & BYTE);
        }
        return word;
    }

    /** A bit for each of eight bytes that is no digit, up to the first; what is beyond that means nothing. */
    private static long others(final long values) {
        // A carry from a byte that is no digit spoils only those behind it.
        return ((values + BEYOND_NINE) | values) & HIGH_BITS;
    }

    /** How many of eight bytes are digits, up to the first that is none. */
    private static int digits(final long values) {
        return JsonBytes.firstOf(others(values));
    }

    /** The first digits, 1 to 8 of them, with zeros in front instead of something else behind. */
    private static long alignRight(final long values, final int digits) {
        return values << (Long.SIZE - Byte.SIZE * digits);
    }

    /** What eight digits say: neighbours are joined to pairs, pairs to fours, and these to all eight. */
    private static long valueOf(final long values) {
        final long pairs = values * 10 + (values >>> 8);
        final long even = (pairs & 0x000000FF000000FFL) * 0x000F424000000064L;
        final long odd = ((pairs >>> 16) & 0x000000FF000000FFL) * 0x0000271000000001L;
        return (even + odd) >>> 32;
    }
}
