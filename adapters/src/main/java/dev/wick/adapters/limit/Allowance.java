package dev.wick.adapters.limit;

/**
 * So much of something in a time.
 *
 * @param amount at most, in any stretch of {@code perMs}
 * @param perMs ms
 */
public record Allowance(int amount, long perMs) {
    /** For what the exchange does not limit. */
    public static final Allowance UNLIMITED = new Allowance(Integer.MAX_VALUE, 1_000);

    /** So much in a second. */
    public static Allowance perSecond(final int amount) {
        return new Allowance(amount, 1_000);
    }

    /** So much in a minute. */
    public static Allowance perMinute(final int amount) {
        return new Allowance(amount, 60_000);
    }
}
