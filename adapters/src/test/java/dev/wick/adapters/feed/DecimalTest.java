package dev.wick.adapters.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Decimals against those of the JDK. */
class DecimalTest {
    private static Decimal of(final long mantissa, final int scale) {
        final Decimal decimal = new Decimal();
        decimal.set(mantissa, scale);
        return decimal;
    }

    /** Of any size, and often close together, where an error of one digit shows. */
    @Property(tries = 20_000)
    void shouldCompareByValueWhateverTheScales(@ForAll final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final long mantissa = random.nextLong() >> random.nextInt(64);
        final int scale = random.nextInt(37) - 18;
        final int otherScale = random.nextInt(37) - 18;
        final BigDecimal value = BigDecimal.valueOf(mantissa, scale);
        final BigDecimal near = value.movePointRight(otherScale).add(BigDecimal.valueOf(random.nextInt(3) - 1L));
        final boolean fits = near.toBigInteger().bitLength() < Long.SIZE;
        final long otherMantissa = fits ? near.longValue() : random.nextLong();
        final int expected = value.compareTo(BigDecimal.valueOf(otherMantissa, otherScale));

        assertThat(of(mantissa, scale).compareWith(of(otherMantissa, otherScale)))
                .isEqualTo(expected);
        assertThat(of(otherMantissa, otherScale).compareWith(of(mantissa, scale)))
                .isEqualTo(-expected);
    }

    @Example
    void shouldCompareWhereTheProductDoesNotFitALong() {
        assertThat(of(Long.MAX_VALUE, 0).compareWith(of(Long.MAX_VALUE, 18))).isEqualTo(1);
        assertThat(of(Long.MIN_VALUE, 0).compareWith(of(Long.MIN_VALUE, 18))).isEqualTo(-1);
        assertThat(of(1, 18).compareWith(of(1, 0))).isEqualTo(-1);
        assertThat(of(-1, 18).compareWith(of(-1, 0))).isEqualTo(1);
        assertThat(of(0, 18).compareWith(of(0, 0))).isZero();
    }

    @Example
    void shouldTakeForTheSameWhatHasTheSameValue() {
        assertThat(of(10, 1).sameAs(of(100, 2))).isTrue();
        assertThat(of(0, 5).sameAs(of(0, 0))).isTrue();
        assertThat(new Decimal().sameAs(new Decimal())).isTrue();
        assertThat(of(12, 1).sameAs(of(11, 1))).isFalse();
        assertThat(of(12, 1).sameAs(of(12, 2))).isFalse();
        assertThat(of(0, 0).sameAs(new Decimal())).isFalse();
    }
}
