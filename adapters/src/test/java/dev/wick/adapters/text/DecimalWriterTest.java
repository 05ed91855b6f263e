package dev.wick.adapters.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Decimal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DecimalWriterTest {
    private static final long LARGEST = 999_999_999_999_999_999L;
    private static final int MARGIN = 7;

    private final byte[] buffer = new byte[DecimalWriter.MAX_BYTES + 2 * MARGIN];

    @Test
    void shouldWriteWhatTheExchangeMeant() {
        assertThat(written(35_270_000, 8)).isEqualTo("0.3527");
        assertThat(written(2_587_700_000_000L, 8)).isEqualTo("25877");
        assertThat(written(0, 8)).isEqualTo("0");
        assertThat(written(1, 7)).isEqualTo("0.0000001");
        assertThat(written(-15, 1)).isEqualTo("-1.5");
        assertThat(written(12, -3)).isEqualTo("12000");
    }

    @Test
    void shouldWriteTheSmallestAndTheLargestWholeNumber() {
        assertThat(whole(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(whole(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
        assertThat(whole(0)).isEqualTo("0");
    }

    @Test
    void shouldKeepLeadingZerosWhereAWidthIsAsked() {
        final int end = DecimalWriter.writePadded(42, 6, buffer, MARGIN);
        assertThat(text(end)).isEqualTo("000042");
    }

    @Test
    void shouldWriteEveryHalfOfEightDigits() {
        // Both halves are made by the same multiplications, side by side.
        for (int half = 0; half < 10_000; half++) {
            final int number = 10_000 * half + (9_999 - half);
            assertThat(text(DecimalWriter.writePadded(number, 8, buffer, MARGIN)))
                    .isEqualTo("%08d".formatted(number));
        }
    }

    @Test
    void shouldCountTheDigitsOfEveryPowerOfTen() {
        for (long power = 1; power < Long.MAX_VALUE / 10; power *= 10) {
            for (final long number : new long[] {power - 1, power, power + 1, -power, 1 - power}) {
                assertThat(whole(number)).isEqualTo(Long.toString(number));
            }
        }
    }

    @Property(tries = 1000)
    void shouldWriteTheSameNumberAsBigDecimal(
            @ForAll @LongRange(min = -LARGEST, max = LARGEST) final long mantissa,
            @ForAll @IntRange(min = -64, max = 64) final int scale) {
        final Decimal decimal = new Decimal();
        decimal.set(mantissa, scale);
        assertThat(written(mantissa, scale))
                .isEqualTo(decimal.toBigDecimal().toPlainString())
                .satisfies(
                        t -> assertThat(new BigDecimal(t)).isEqualByComparingTo(BigDecimal.valueOf(mantissa, scale)));
    }

    @Property(tries = 1000)
    void shouldWriteTheSameWholeNumberAsJava(@ForAll final long number) {
        assertThat(whole(number)).isEqualTo(Long.toString(number));
    }

    private String written(final long mantissa, final int scale) {
        final Decimal decimal = new Decimal();
        decimal.set(mantissa, scale);
        return text(DecimalWriter.write(decimal, buffer, MARGIN));
    }

    private String whole(final long number) {
        return text(DecimalWriter.write(number, buffer, MARGIN));
    }

    private String text(final int end) {
        return new String(buffer, MARGIN, end - MARGIN, StandardCharsets.US_ASCII);
    }
}
