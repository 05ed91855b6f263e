package dev.wick.adapters.feed;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The length of a bar, by its common name, and the regular grid of open times (UTC) that it spans.
 *
 * <p>Weeks start on Monday; months are calendar months, quarters begin with January.
 */
public enum Interval {
    S1("1s", 1_000L),
    S10("10s", 10_000L),
    M1("1m", 60_000L),
    M3("3m", 3 * 60_000L),
    M5("5m", 5 * 60_000L),
    M15("15m", 15 * 60_000L),
    M30("30m", 30 * 60_000L),
    H1("1h", 3_600_000L),
    H2("2h", 2 * 3_600_000L),
    H4("4h", 4 * 3_600_000L),
    H6("6h", 6 * 3_600_000L),
    H8("8h", 8 * 3_600_000L),
    H12("12h", 12 * 3_600_000L),
    D1("1d", 86_400_000L),
    D2("2d", 2 * 86_400_000L),
    D3("3d", 3 * 86_400_000L),
    D5("5d", 5 * 86_400_000L),
    /** Every seven days since the epoch, a Thursday: Gate's and Hyperliquid's; all others' weeks are {@link #W1}. */
    D7("7d", 7 * 86_400_000L),
    W1("1w", 7 * 86_400_000L),
    MONTH1("1M", 1),
    MONTH3("3M", 3);

    /** 1970-01-05 was a Monday. */
    private static final long FIRST_MONDAY_MS = 4 * 86_400_000L;

    private static final long DAY_MS = 86_400_000L;

    private final String text;
    private final long lengthMs;
    private final int months;

    Interval(final String text, final long lengthMs) {
        this.text = text;
        this.lengthMs = lengthMs;
        months = 0;
    }

    Interval(final String text, final int months) {
        this.text = text;
        this.months = months;
        lengthMs = 0;
    }

    /** The common name: {@code 1m}, {@code 1h}, {@code 1d}, {@code 1M}. */
    public String text() {
        return text;
    }

    /** The interval of a common name. */
    public static Optional<Interval> of(final String text) {
        for (final Interval interval : values()) {
            if (interval.text.equals(text)) {
                return Optional.of(interval);
            }
        }
        return Optional.empty();
    }

    /** Whether its bars are calendar months, whose lengths differ. */
    public boolean isMonths() {
        return months > 0;
    }

    /** Whether no exchange documents on which of the midnights its bars begin, so that each one counts as an open time. */
    public boolean isPhaseUnknown() {
        return this == D2 || this == D3 || this == D5;
    }

    /** The length of its shortest bar, ms. */
    public long shortestMs() {
        return switch (months) {
            case 0 -> lengthMs;
            case 1 -> 28 * DAY_MS;
            default -> 90 * DAY_MS;
        };
    }

    /** The open time of the bar that holds a moment, both UTC ms. */
    public long openTimeAt(final long timeMs) {
        if (isMonths()) {
            return monthStartMs(timeMs, 0);
        }
        final long phaseMs = this == W1 ? FIRST_MONDAY_MS : 0;
        return timeMs - Math.floorMod(timeMs - phaseMs, lengthMs);
    }

    /** The open time of the bar after the one that opens at a time, both UTC ms. */
    public long next(final long openTimeMs) {
        return isMonths() ? monthStartMs(openTimeMs, months) : openTimeMs + lengthMs;
    }

    /** The open time of the bar before the one that opens at a time, both UTC ms. */
    public long previous(final long openTimeMs) {
        return isMonths() ? monthStartMs(openTimeMs, -months) : openTimeMs - lengthMs;
    }

    /** Whether a bar may open at this time, UTC ms. */
    public boolean isOnGrid(final long openTimeMs) {
        if (isPhaseUnknown()) {
            return Math.floorMod(openTimeMs, DAY_MS) == 0;
        }
        return openTimeAt(openTimeMs) == openTimeMs;
    }

    private long monthStartMs(final long timeMs, final int monthsLater) {
        final LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(timeMs), ZoneOffset.UTC);
        return day.withDayOfMonth(1)
                .withMonth(day.getMonthValue() - (day.getMonthValue() - 1) % months)
                .plusMonths(monthsLater)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .toEpochMilli();
    }

    @Override
    public String toString() {
        return text;
    }
}
