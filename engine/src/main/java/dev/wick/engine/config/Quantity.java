package dev.wick.engine.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * A number within bounds, with a unit where it has one; read as a {@link Long}. Immutable.
 *
 * @param measure what it counts
 * @param min the smallest value: a count, bytes, or milliseconds
 * @param max the largest
 */
record Quantity(Unit measure, long min, long max) implements Kind {
    static final int MAX_PORT = 65_535;

    /** Longer texts are no numbers that anybody means. */
    private static final int MAX_LENGTH = 30;

    /** What a number counts. */
    enum Unit {
        /** Just a number. */
        COUNT,
        /** A number with one bit set. */
        POWER_OF_TWO,
        /** Read as seconds or with a unit; kept as milliseconds. */
        SECONDS,
        /** Read as bytes or with a unit. */
        BYTES
    }

    @Override
    public Object parse(final String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException();
        }
        final long value = switch (measure) {
            case COUNT, POWER_OF_TWO -> whole(new BigDecimal(text), 1);
            case SECONDS -> milliseconds(text);
            case BYTES -> bytes(text);
        };
        if (value < min || value > max || (measure == Unit.POWER_OF_TWO && Long.bitCount(value) != 1)) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    private long milliseconds(final String text) {
        final String lower = text.toLowerCase(Locale.ROOT);
        if (lower.endsWith("ms")) {
            return whole(number(lower, 2), 1);
        }
        return switch (lower.charAt(lower.length() - 1)) {
            case 's' -> toMilliseconds(number(lower, 1), 1_000);
            case 'm' -> toMilliseconds(number(lower, 1), 60_000);
            case 'h' -> toMilliseconds(number(lower, 1), 3_600_000);
            default -> toMilliseconds(new BigDecimal(lower), 1_000);
        };
    }

    /** Digits beyond the millisecond are cut, but what is more than nothing does not become nothing. */
    private long toMilliseconds(final BigDecimal number, final long factor) {
        refuseHuge(number);
        final BigDecimal exact = number.multiply(BigDecimal.valueOf(factor));
        if (exact.signum() > 0 && exact.compareTo(BigDecimal.ONE) < 0) {
            throw new IllegalArgumentException("it is shorter than a millisecond");
        }
        return exact.setScale(0, RoundingMode.DOWN).longValueExact();
    }

    private long bytes(final String text) {
        final String lower = text.toLowerCase(Locale.ROOT);
        if (lower.endsWith("kib")) {
            return whole(number(lower, 3), 1 << 10);
        }
        if (lower.endsWith("mib")) {
            return whole(number(lower, 3), 1 << 20);
        }
        if (lower.endsWith("gib")) {
            return whole(number(lower, 3), 1 << 30);
        }
        return whole(new BigDecimal(lower), 1);
    }

    private static BigDecimal number(final String text, final int unitLength) {
        return new BigDecimal(text.substring(0, text.length() - unitLength).strip());
    }

    private long whole(final BigDecimal number, final long factor) {
        refuseHuge(number);
        try {
            return number.multiply(BigDecimal.valueOf(factor)).longValueExact();
        } catch (final ArithmeticException e) {
            throw new IllegalArgumentException("it is not a whole number", e);
        }
    }

    /** Before any arithmetic: writing 1e999999999 out would take all memory. */
    private void refuseHuge(final BigDecimal number) {
        if (number.abs().compareTo(BigDecimal.valueOf(max)) > 0 || number.scale() > MAX_LENGTH) {
            throw new IllegalArgumentException();
        }
    }

    @Override
    public String allowed() {
        return switch (measure) {
            case COUNT -> "a whole number from " + min + " to " + max;
            case POWER_OF_TWO -> "a power of two from " + min + " to " + max;
            case SECONDS ->
                "seconds from " + seconds(min) + " to " + seconds(max) + ", or with a unit as 500ms, 2m, 1h";
            case BYTES -> "bytes from " + min + " to " + max + ", or with a unit as 64KiB, 4MiB";
        };
    }

    private static String seconds(final long milliseconds) {
        return BigDecimal.valueOf(milliseconds, 3).stripTrailingZeros().toPlainString();
    }

    @Override
    public String unit() {
        return switch (measure) {
            case COUNT, POWER_OF_TWO -> "";
            case SECONDS -> "seconds";
            case BYTES -> "bytes";
        };
    }

    @Override
    public boolean isText() {
        return false;
    }
}
