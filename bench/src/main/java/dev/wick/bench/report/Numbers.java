package dev.wick.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers for a reader: four digits that count, at most four behind the point, thousands apart. */
final class Numbers {
    private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_UP);
    private static final int DECIMALS = 4;
    private static final double WHOLE_FROM = 1_000;

    private Numbers() {}

    static String text(final double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (Math.abs(value) >= WHOLE_FROM) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        final BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        final BigDecimal short4 =
                rounded.setScale(Math.min(DECIMALS, Math.max(0, rounded.scale())), RoundingMode.HALF_UP);
        return short4.signum() == 0 ? "0" : short4.stripTrailingZeros().toPlainString();
    }
}
