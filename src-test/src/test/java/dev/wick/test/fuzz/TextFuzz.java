package dev.wick.test.fuzz;

import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.text.DecimalReader;
import dev.wick.adapters.text.DecimalReader.Outcome;
import dev.wick.adapters.text.DecimalWriter;
import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.LongReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Holds the readers of decimals, whole numbers and JSON against Java's own, and against {@link PlainJson}. */
final class TextFuzz {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_SCALE = 64;
    private static final int MAX_DIGITS = 18;

    private TextFuzz() {}

    /** Two decimals, with a blank in between. */
    static void decimals(final byte[] input) {
        int blank = 0;
        while (blank < input.length && input[blank] != ' ') {
            blank++;
        }
        final Decimal one = decimal(input, 0, blank);
        final Decimal other = decimal(input, Math.min(blank + 1, input.length), input.length);
        if (one.isPresent() && other.isPresent()) {
            final int compared = one.toBigDecimal().compareTo(other.toBigDecimal());
            Violation.unless(Integer.signum(one.compareWith(other)) == compared, "%s compared with %s", one, other);
            Violation.unless(one.sameAs(other) == (compared == 0), "%s is %s", one, other);
        }
    }

    private static Decimal decimal(final byte[] bytes, final int from, final int to) {
        final String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        final Decimal read = new Decimal();
        read.set(1, 1);
        final Outcome outcome = DecimalReader.read(bytes, from, to - from, read);
        final BigDecimal plain = plain(text);
        Violation.unless(read.isPresent() == (outcome != Outcome.GARBAGE), "%s: %s and %s", text, outcome, read);
        Violation.unless(
                (plain == null) == (outcome == Outcome.GARBAGE), "%s: %s, plain reading %s", text, outcome, plain);
        if (plain != null) {
            Violation.unless(Numbers.same(read, plain), "%s: %s, plain reading %s", text, read, plain);
            final boolean exact = plain.compareTo(plain.round(Numbers.DIGITS)) == 0;
            Violation.unless(exact == (outcome == Outcome.OK), "%s: %s", text, outcome);
            final boolean canonical = read.scale <= 0 || read.mantissa % 10 != 0;
            Violation.unless(
                    canonical && Math.abs(read.mantissa) < 1_000_000_000_000_000_000L, "%s: not canonical", text);
            written(read);
        }
        whole(bytes, from, to, text);
        return read;
    }

    /** By the grammar of BigDecimal, and within the bounds that are documented; else null. */
    private static BigDecimal plain(final String text) {
        if (!text.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?")) {
            return null;
        }
        final int e = text.toLowerCase(java.util.Locale.ROOT).indexOf('e');
        final BigDecimal digits = new BigDecimal(e < 0 ? text : text.substring(0, e));
        if (digits.signum() == 0) {
            return BigDecimal.ZERO;
        }
        final BigInteger exponent = e < 0 ? BigInteger.ZERO : new BigInteger(text.substring(e + 1));
        if (exponent.bitLength() > 20) {
            return null;
        }
        final BigDecimal exact = digits.scaleByPowerOfTen(exponent.intValue());
        BigDecimal rounded = exact.round(Numbers.DIGITS).stripTrailingZeros();
        if (rounded.scale() < 0) {
            final int digitsToSpare = MAX_DIGITS - rounded.precision();
            rounded = rounded.setScale(rounded.scale() + Math.min(-rounded.scale(), digitsToSpare));
        }
        return Math.abs(rounded.scale()) > MAX_SCALE ? null : exact;
    }

    private static void written(final Decimal read) {
        final byte[] out = new byte[DecimalWriter.MAX_BYTES + 1];
        final int end = DecimalWriter.write(read, out, 1);
        final String text = new String(out, 1, end - 1, StandardCharsets.US_ASCII);
        Violation.unless(text.equals(read.toBigDecimal().toPlainString()), "%s is written as %s", read, text);
    }

    private static void whole(final byte[] bytes, final int from, final int to, final String text) {
        final long read = LongReader.read(bytes, from, to - from);
        long plain = LongReader.GARBAGE;
        if (text.matches("-?[0-9]+")) {
            final BigInteger exact = new BigInteger(text);
            plain = exact.bitLength() < Long.SIZE ? exact.longValue() : LongReader.GARBAGE;
        }
        Violation.unless(read == plain, "%s: %d, plain reading %d", text, read, plain);
    }

    /** JSON or not: the cursor and the plain reader say the same. */
    static void json(final byte[] input) {
        final byte[] around = new byte[input.length + 6];
        java.util.Arrays.fill(around, (byte) '"');
        System.arraycopy(input, 0, around, 3, input.length);
        final JsonCursor cursor = new JsonCursor();
        cursor.reset(around, 3, input.length);
        final boolean passed = cursor.skip() && cursor.finish();
        Object plain = null;
        try {
            plain = new PlainJson(input, PlainJson.Grammar.ANY_NUMBERS, MAX_DEPTH).read();
        } catch (final PlainJson.NotJsonException e) {
            Violation.unless(!passed, "the cursor passes over what is %s", e.getMessage());
            return;
        }
        Violation.unless(passed, "the cursor refuses what the plain reader takes");
        cursor.reset(around, 3, input.length);
        if (plain instanceof final String text && cursor.readValue() == JsonCursor.Kind.STRING) {
            final String read = new String(cursor.bytes(), cursor.offset(), cursor.length(), StandardCharsets.UTF_8);
            Violation.unless(read.equals(text), "%s, plain reading %s", read, text);
        }
    }
}
