package dev.wick.adapters.rest;

import java.net.http.HttpHeaders;
import java.util.concurrent.TimeUnit;

/** Reads for how long a venue wants silence, out of the {@code Retry-After} header (RFC 9110, 10.2.3). */
final class RetryAfter {
    /** The longest that is believed, ms; bans of Binance last three days at most. */
    static final long MAX_MS = TimeUnit.DAYS.toMillis(3);

    private RetryAfter() {}

    /**
     * The time in ms; 0 if the header is missing or cannot be read. A date is counted from the answer's own {@code Date}
     * where it has one, so that a skewed clock of ours does not lengthen or shorten the silence.
     *
     * @param nowMs our clock, UTC ms
     */
    static long delayMs(final HttpHeaders headers, final long nowMs) {
        final String text = headers.firstValue("Retry-After").orElse("").strip();
        if (text.isEmpty()) {
            return 0;
        }
        if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return text.length() > 9 ? MAX_MS : Math.min(MAX_MS, TimeUnit.SECONDS.toMillis(Long.parseLong(text)));
        }
        final long untilMs = HttpDate.ms(text, nowMs);
        final long fromMs = HttpDate.ms(headers.firstValue("Date").orElse(""), nowMs);
        return Math.max(0, Math.min(MAX_MS, untilMs - fromMs));
    }
}
