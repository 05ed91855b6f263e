package dev.wick.adapters.text;

import dev.wick.adapters.feed.Decimal;

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

    private static final int WORD = EightDigits.WORD;
    private static final int MS_DIGITS = 13;
    private static final int SECOND_DIGITS = 10;

    private static final long BYTE = 0xFF;
    /** All but the first three of eight bytes. */
    private static final long LAST_FIVE = 0xFFFFFFFFFF000000L;
    /** All but the first six of eight bytes. */
    private static final long LAST_TWO = 0xFFFF000000000000L;

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

        /** Whether these bytes stand there, all of which must be in the array. */
        public boolean areAt(final byte[] bytes, final int at) {
            if (at + 2 * WORD <= bytes.length) {
                return ((EightDigits.word(bytes, at) ^ first) & firstMask) == 0
                        && (length <= WORD || ((EightDigits.word(bytes, at + WORD) ^ second) & secondMask) == 0);
            }
            boolean same = true;
            for (int i = 0; i < length && same; i++) {
                same = bytes[at + i] == (byte) ((i < WORD ? first : second) >>> (Byte.SIZE * i));
            }
            return same;
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
        return time(MS_DIGITS, 100_000, LAST_FIVE);
    }

    /** Reads a time in s since 1970, which has 10 digits until the year 2286; {@link #NOTHING} for anything else. */
    public long epochSeconds() {
        return time(SECOND_DIGITS, 100, LAST_TWO);
    }

    /** Reads more than eight digits as two words that overlap, so that neither has to be looked at for where the digits end. */
    private long time(final int digits, final long powerBehindFirst, final long behindFirst) {
        final long first = EightDigits.values(word(position));
        final long last = EightDigits.values(word(position + digits - WORD));
        if ((EightDigits.others(first) | EightDigits.others(last)) != 0) {
            failed = true;
            return NOTHING;
        }
        position += digits;
        return EightDigits.valueOf(first) * powerBehindFirst + EightDigits.valueOf(last & behindFirst);
    }

    /** Reads a whole number of up to 15 digits without a sign; {@link #NOTHING} if there is none. */
    public long whole() {
        final long values = EightDigits.values(word(position));
        final int digits = digits(values);
        if (digits == 0) {
            failed = true;
            return NOTHING;
        }
        position += digits;
        final long value = EightDigits.valueOf(EightDigits.alignRight(values, digits));
        return digits < WORD ? value : longWhole(value);
    }

    /** Goes on behind the first eight digits. */
    private long longWhole(final long high) {
        final long values = EightDigits.values(word(position));
        final int digits = digits(values);
        failed |= digits == WORD;
        position += digits;
        return digits == 0
                ? high
                : high * EightDigits.powerOfTen(digits) + EightDigits.valueOf(EightDigits.alignRight(values, digits));
    }

    /** Reads the rest of a string that is a decimal number without a sign, up to its closing quote. */
    public void decimal(final Decimal into) {
        final long head = word(position);
        final long values = EightDigits.values(head);
        final long others = EightDigits.others(values);
        final int point = JsonBytes.firstOf(others);
        final int quote = JsonBytes.firstOf(others & (others - 1));
        if (quote < WORD && quote > 1 && byteAt(head, point) == '.' && byteAt(head, quote) == '"') {
            // 66898.7" all in one word
            position += quote;
            final long digits = EightDigits.alignRight(EightDigits.without(values, others), quote);
            store(0, digits, quote - point - 1, into);
        } else {
            longDecimal(head, point, into);
        }
    }

    /**
     * Reads decimals, each behind its own bytes. A loop, since there is a limit to what the JIT compiler puts into one method: written
     * out, the last of them were calls again, with all that they need stored and loaded around each.
     */
    public OrderedScan decimals(final Words[] before, final Decimal[] into) {
        for (int i = 0; i < into.length; i++) {
            after(before[i]).decimal(into[i]);
        }
        return this;
    }

    /** Goes on with one that is longer than a word, or has no point. */
    private void longDecimal(final long head, final int digits, final Decimal into) {
        final int after = byteAt(head, digits);
        // What stands behind up to seven digits is in the same word; more digits are rare.
        if (digits == 0 || (after != '.' && after != '"')) {
            anyDecimal(into);
            return;
        }
        final long whole = EightDigits.valueOf(EightDigits.alignRight(EightDigits.values(head), digits));
        if (after == '"') {
            position += digits;
            into.mantissa = whole;
            into.scale = 0;
        } else {
            fraction(whole, position + digits + 1, into);
        }
    }

    /** Goes on behind the point. */
    private void fraction(final long whole, final int start, final Decimal into) {
        final long values = EightDigits.values(word(start));
        final int digits = digits(values);
        if (digits == 0 || (digits == WORD && (word(start + WORD) & BYTE) != '"')) {
            anyDecimal(into);
            return;
        }
        position = start + digits;
        store(whole, EightDigits.alignRight(values, digits), digits, into);
    }

    /** Zeros at the end do not count, and are left out by shifting: to divide them away takes long. */
    private static void store(final long whole, final long digits, final int scale, final Decimal into) {
        final int zeros = Math.min(scale, JsonBytes.zerosBehind(digits));
        into.scale = scale - zeros;
        into.mantissa = whole * EightDigits.powerOfTen(scale - zeros)
                + EightDigits.valueOf(EightDigits.dropLast(digits, zeros));
    }

    private static int byteAt(final long word, final int index) {
        return (byte) (word >>> (Byte.SIZE * index));
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
        return at <= lastWord ? EightDigits.word(bytes, at) : lastBytes(at);
    }

    /** Rare: frames lie in a larger buffer, and few of them at its end. */
    private long lastBytes(final int at) {
        long word = 0;
        for (int i = bytes.length - 1; i >= at; i--) {
            word = (word << Byte.SIZE) | (bytes[i] & BYTE);
        }
        return word;
    }

    /** How many of eight values are digits, up to the first that is none. */
    private static int digits(final long values) {
        return JsonBytes.firstOf(EightDigits.others(values));
    }
}
