package dev.wick.test.fuzz;

import dev.wick.adapters.feed.Decimal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Compares our decimals with Java's. */
final class Numbers {
    /** As many digits as ours keep. */
    static final MathContext DIGITS = new MathContext(18, RoundingMode.HALF_EVEN);

    private Numbers() {}

    /** Both are the same number, or absent. */
    static boolean same(final Decimal ours, final BigDecimal plain) {
        if (plain == null || !ours.isPresent()) {
            return plain == null && !ours.isPresent();
        }
        return ours.toBigDecimal().compareTo(plain.round(DIGITS)) == 0;
    }
}
