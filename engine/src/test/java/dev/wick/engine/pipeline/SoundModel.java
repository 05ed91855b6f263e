package dev.wick.engine.pipeline;

import java.math.BigDecimal;
import java.util.NavigableSet;

/** Which candles are broken, and why. */
final class SoundModel {
    private static final long YEAR_2009_MS = 1_230_768_000_000L;

    private SoundModel() {}

    /** What is wrong with a bar; null if nothing is. */
    static RejectReason flaw(
            final Bar bar, final NavigableSet<Long> calendar, final long nowMs, final long futureLimitMs) {
        for (int price = Bar.OPEN; price <= Bar.CLOSE; price++) {
            if (bar.value(price) == null) {
                return RejectReason.MISSING_VALUE;
            }
        }
        if (bar.value(Bar.VOLUME) == null && bar.value(Bar.CONTRACTS) == null) {
            return RejectReason.MISSING_VALUE;
        }
        for (int price = Bar.OPEN; price <= Bar.CLOSE; price++) {
            final boolean below = bar.value(price).compareTo(bar.value(Bar.LOW)) < 0;
            final boolean above = bar.value(price).compareTo(bar.value(Bar.HIGH)) > 0;
            if (below || above) {
                return RejectReason.PRICES_CROSSED;
            }
        }
        for (final BigDecimal value : bar.values()) {
            if (value != null && value.signum() < 0) {
                return RejectReason.NEGATIVE_VALUE;
            }
        }
        if (bar.openTimeMs() < YEAR_2009_MS) {
            return RejectReason.BEFORE_2009;
        }
        if (bar.openTimeMs() > nowMs + futureLimitMs) {
            return RejectReason.IN_THE_FUTURE;
        }
        return calendar.contains(bar.openTimeMs()) ? null : RejectReason.OFF_GRID;
    }
}
