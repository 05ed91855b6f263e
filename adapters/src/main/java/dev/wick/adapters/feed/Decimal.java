package dev.wick.adapters.feed;

import java.math.BigDecimal;

/**
 * An exact decimal number, {@code mantissa / 10^scale}, in place and reusable: what a price or a volume is.
 *
 * <p>Always canonical: no trailing zero after the point ({@code "0.3500"} is 35 and 2), zero is 0 and 0; so two
 * decimals are equal exactly when their fields are. A negative scale stands for trailing zeros of a whole number that has
 * more digits than a mantissa holds. Written by the owner of the candle it sits in.
 */
public final class Decimal {
    /** The scale of a value that the exchange does not send. */
    public static final int ABSENT = Integer.MIN_VALUE;

    private static final long[] POWERS_OF_TEN = new long[19];

    static {
        long power = 1;
        for (int i = 0; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = power;
            power *= 10;
        }
    }

    /** The digits, at most 18 of them. */
    public long mantissa;
    /** How many of the digits stand after the point; {@link #ABSENT} for no value. */
    public int scale = ABSENT;

    /** Sets the value and makes it canonical. */
    public void set(final long newMantissa, final int newScale) {
        long m = newMantissa;
        int s = newScale;
        if (m == 0) {
            s = 0;
        }
        while (s > 0 && m % 10 == 0) {
            m /= 10;
            s--;
        }
        mantissa = m;
        scale = s;
    }

    /** Makes this a copy of another. */
    public void copyFrom(final Decimal other) {
        mantissa = other.mantissa;
        scale = other.scale;
    }

    /** Forgets the value. */
    public void clear() {
        mantissa = 0;
        scale = ABSENT;
    }

    /** Whether the exchange sent this value. */
    public boolean isPresent() {
        return scale != ABSENT;
    }

    /** Whether both are the same number, or both absent. */
    public boolean sameAs(final Decimal other) {
        return mantissa == other.mantissa && scale == other.scale;
    }

    /** Compares two present numbers exactly; negative, zero or positive. */
    public int compareWith(final Decimal other) {
        if (scale == other.scale) {
            return Long.compare(mantissa, other.mantissa);
        }
        final int signs = Integer.compare(Long.signum(mantissa), Long.signum(other.mantissa));
        if (signs != 0) {
            return signs;
        }
        return scale < other.scale ? compareScaled(this, other) : -compareScaled(other, this);
    }

    private static int compareScaled(final Decimal coarse, final Decimal fine) {
        final int shift = fine.scale - coarse.scale;
        if (shift >= POWERS_OF_TEN.length) {
            return Long.signum(coarse.mantissa);
        }
        final long power = POWERS_OF_TEN[shift];
        final long high = Math.multiplyHigh(coarse.mantissa, power);
        final long low = coarse.mantissa * power;
        if (high != low >> 63) {
            return Long.signum(coarse.mantissa);
        }
        return Long.compare(low, fine.mantissa);
    }

    /** The same number for code that is not on the hot path; null if absent. */
    public BigDecimal toBigDecimal() {
        return isPresent() ? BigDecimal.valueOf(mantissa, scale) : null;
    }

    @Override
    public String toString() {
        return isPresent() ? toBigDecimal().toPlainString() : "absent";
    }
}
