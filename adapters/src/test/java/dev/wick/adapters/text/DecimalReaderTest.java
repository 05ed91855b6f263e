package dev.wick.adapters.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.text.DecimalReader.Outcome;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalReaderTest {
    private static final long SEED = 6;
    private static final int TRIES = 200_000;
    private static final MathContext ROUNDING = new MathContext(18, RoundingMode.HALF_EVEN);

    private final Decimal decimal = new Decimal();

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "0.00000000, 0, 0",
        "-0, 0, 0",
        ".0, 0, 0",
        "0e999, 0, 0",
        "0.35270000, 3527, 4",
        "25877.00000000, 25877, 0",
        "9116.04600000, 9116046, 3",
        "0.00000638, 638, 8",
        "100, 100, 0",
        "000100.0, 100, 0",
        "5., 5, 0",
        ".5, 5, 1",
        "-.5, -5, 1",
        "+.5, 5, 1",
        "1e-7, 1, 7",
        "1E+3, 1000, 0",
        "1.50e1, 15, 0",
        "-273.150, -27315, 2",
        "999999999999999999, 999999999999999999, 0",
        "0.999999999999999999, 999999999999999999, 18",
        "00000000000000000000000000000.000000000000000000000000000012, 12, 30",
        "1000000000000000000000, 100000000000000000, -4",
        "1e21, 100000000000000000, -4",
        "1e81, 100000000000000000, -64",
        "1e-64, 1, 64",
        "1.00000000000000000000000000, 1, 0",
    })
    void shouldReadExactlyAndCanonically(final String text, final long mantissa, final int scale) {
        assertThat(read(text)).isEqualTo(Outcome.OK);
        assertThat(decimal.mantissa).isEqualTo(mantissa);
        assertThat(decimal.scale).isEqualTo(scale);
    }

    @ParameterizedTest
    @CsvSource({
        "1234567890123456785, 123456789012345678, -1",
        "1234567890123456775, 123456789012345678, -1",
        "1.00000000000000000051, 100000000000000001, 17",
        "0.9999999999999999995, 1, 0",
        "9999999999999999999, 100000000000000000, -2",
        "-99999999999999999.95, -100000000000000000, 0",
    })
    void shouldRoundHalfToEvenBeyondEighteenDigitsAndSaySo(final String text, final long mantissa, final int scale) {
        final BigDecimal expected = new BigDecimal(text).round(ROUNDING);
        assertThat(read(text)).isEqualTo(Outcome.ROUNDED);
        assertThat(decimal.toBigDecimal()).isEqualByComparingTo(expected);
        if (mantissa == decimal.mantissa) {
            assertThat(decimal.scale).isEqualTo(scale);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+",
                ".",
                "-.",
                "e5",
                ".e5",
                "1e",
                "1e+",
                "1e-",
                "1e1.5",
                "1.2.3",
                "0x1",
                "NaN",
                "Infinity",
                " 1",
                "1 ",
                "1 2",
                "--1",
                "+-1",
                "1-",
                "1,5",
                "1_000",
                "1d",
                "1f",
                "null",
                "true",
                "1e82",
                "1e-65",
                "1e9999999999999999999999",
                "1e-9999999999999999999999",
                "０",
                "1\u0000"
            })
    void shouldRejectWhatIsNoNumber(final String text) {
        decimal.set(7, 0);
        assertThat(read(text)).isEqualTo(Outcome.GARBAGE);
        assertThat(decimal.isPresent()).isFalse();
    }

    @Test
    void shouldReadTheGivenRangeOnly() {
        final byte[] bytes = "99\"12.50\"99".getBytes(StandardCharsets.UTF_8);
        assertThat(DecimalReader.read(bytes, 3, 5, decimal)).isEqualTo(Outcome.OK);
        assertThat(decimal).hasToString("12.5");
    }

    @Property(tries = 1000)
    void shouldAgreeWithBigDecimal(@ForAll("numbers") final String text) {
        final BigDecimal exact = new BigDecimal(text);
        final Outcome outcome = read(text);
        if (outcome == Outcome.GARBAGE) {
            assertThat(Math.abs(canonicalScale(exact))).isGreaterThan(64);
            return;
        }
        final BigDecimal rounded = exact.round(ROUNDING);
        assertThat(decimal.toBigDecimal()).isEqualByComparingTo(rounded);
        assertThat(outcome).isEqualTo(rounded.compareTo(exact) == 0 ? Outcome.OK : Outcome.ROUNDED);
        assertCanonical();
    }

    @Property(tries = 1000)
    void shouldReadUpToEighteenDigitsAsTheyAre(
            @ForAll("mantissas") final long mantissa, @ForAll @IntRange(max = 18) final int scale) {
        final BigDecimal exact = BigDecimal.valueOf(mantissa, scale);
        assertThat(read(exact.toPlainString())).isEqualTo(Outcome.OK);
        assertThat(decimal.toBigDecimal()).isEqualByComparingTo(exact);
        assertCanonical();
    }

    @Property(tries = 500)
    void shouldGiveOneFormToEqualNumbers(
            @ForAll @Scale(10) final BigDecimal number, @ForAll @IntRange(max = 12) final int zeros) {
        final Decimal other = new Decimal();
        final String longer = number.setScale(number.scale() + zeros).toPlainString();
        assertThat(read(number.toString())).isEqualTo(readInto(longer, other));
        assertThat(decimal.sameAs(other)).isTrue();
    }

    @Property(tries = 1000)
    void shouldTakeWhatBigDecimalTakesAndNothingElse(@ForAll("scribble") final String text) {
        boolean isNumber;
        try {
            isNumber = Math.abs(canonicalScale(new BigDecimal(text))) <= 64;
        } catch (final NumberFormatException e) {
            isNumber = false;
        }
        assertThat(read(text) != Outcome.GARBAGE).isEqualTo(isNumber);
    }

    @Provide
    Arbitrary<Long> mantissas() {
        return Arbitraries.longs().between(-999_999_999_999_999_999L, 999_999_999_999_999_999L);
    }

    @Provide
    Arbitrary<String> scribble() {
        return Arbitraries.strings().withChars("0123456789.-+eE x").ofMaxLength(9);
    }

    @Provide
    Arbitrary<String> numbers() {
        final Arbitrary<String> sign = Arbitraries.of("", "", "-", "+");
        final Arbitrary<String> zeros = Arbitraries.strings().withChars('0').ofMaxLength(22);
        final Arbitrary<String> digits =
                Arbitraries.strings().withChars("0123459").ofMinLength(1).ofMaxLength(25);
        final Arbitrary<String> fraction =
                Arbitraries.oneOf(Arbitraries.just(""), Arbitraries.just("."), digits.map(d -> "." + d));
        final Arbitrary<String> exponent = Arbitraries.oneOf(
                Arbitraries.just(""),
                Arbitraries.integers().between(-70, 70).map(e -> "e" + e),
                Arbitraries.integers().between(0, 70).map(e -> "E+" + e));
        return Combinators.combine(sign, zeros, digits, fraction, zeros, exponent)
                .as((s, z, d, f, t, e) -> s + z + d + (f.isEmpty() ? "" : f + t) + e);
    }

    /** The scale of the form that {@link Decimal} keeps. */
    private static int canonicalScale(final BigDecimal exact) {
        final BigDecimal stripped = exact.round(ROUNDING).stripTrailingZeros();
        if (stripped.signum() == 0) {
            return 0;
        }
        return stripped.scale() >= 0 ? stripped.scale() : Math.min(0, stripped.scale() + 18 - stripped.precision());
    }

    private void assertCanonical() {
        if (decimal.mantissa == 0) {
            assertThat(decimal.scale).isZero();
        } else if (decimal.scale > 0) {
            assertThat(decimal.mantissa % 10).isNotZero();
        } else if (decimal.scale < 0) {
            assertThat(BigInteger.valueOf(decimal.mantissa).abs().toString()).hasSize(18);
        }
    }

    private Outcome read(final String text) {
        return readInto(text, decimal);
    }

    private static Outcome readInto(final String text, final Decimal into) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return DecimalReader.read(bytes, 0, bytes.length, into);
    }

    @Test
    void shouldReadTheSameWhereverItStands() {
        final Random random = new Random(SEED);
        final Decimal alone = new Decimal();
        for (int i = 0; i < TRIES; i++) {
            final byte[] text = anyNumber(random);
            // Alone, most are read byte by byte; behind other digits word by word.
            final Outcome expected = DecimalReader.read(text, 0, text.length, alone);
            final byte[] buffer = new byte[text.length + random.nextInt(40)];
            Arrays.fill(buffer, (byte) "7.\"".charAt(random.nextInt(3)));
            final int offset = random.nextInt(buffer.length - text.length + 1);
            System.arraycopy(text, 0, buffer, offset, text.length);
            final String as = "seed %d: %s".formatted(SEED, new String(text, StandardCharsets.ISO_8859_1));
            assertThat(DecimalReader.read(buffer, offset, text.length, decimal))
                    .as(as)
                    .isEqualTo(expected);
            assertThat(decimal.sameAs(alone)).as(as).isTrue();
        }
    }

    private static byte[] anyNumber(final Random random) {
        final byte[] text = new byte[random.nextInt(20)];
        final int zerosFrom = random.nextInt(24);
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) (i < zerosFrom ? '0' + random.nextInt(10) : '0');
        }
        if (text.length > 0 && random.nextInt(4) > 0) {
            text[random.nextInt(text.length)] = '.';
        }
        if (text.length > 0 && random.nextInt(4) == 0) {
            text[random.nextInt(text.length)] = (byte) random.nextInt(256);
        }
        return text;
    }

    @Test
    void shouldReadUpToSixteenBytesAsBigDecimalDoes() {
        final Random random = new Random(SEED);
        final byte[] buffer = new byte[40];
        for (int i = 0; i < TRIES; i++) {
            final BigDecimal number =
                    BigDecimal.valueOf(random.nextLong() >>> (10 + random.nextInt(54)), random.nextInt(12));
            final byte[] text = number.toPlainString().getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, buffer, 17, text.length);
            assertThat(DecimalReader.read(buffer, 17, text.length, decimal)).isEqualTo(Outcome.OK);
            assertThat(decimal.toBigDecimal()).as("seed %d: %s", SEED, number).isEqualByComparingTo(number);
            assertThat(decimal.scale).as("seed %d: %s", SEED, number).isNotNegative();
            assertThat(decimal.scale > 0 && decimal.mantissa % 10 == 0)
                    .as("zeros behind the point of %s", number)
                    .isFalse();
        }
    }
}
